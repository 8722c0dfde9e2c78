/** Results by hand, judgements and walk tests by sensor are those of Python. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  backwardWalkTest,
  byStopwatchOnly,
  tenMetreWalkTest,
} from "../src/coach/assessments/by_sensor.ts";
import { byHand, tenMetresByHand } from "../src/coach/assessments/catalogue.ts";
import { CONTENT } from "../src/coach/assessments/content.ts";
import { judge } from "../src/coach/assessments/judging.ts";
import { REASONS, onScreen, said } from "../src/coach/assessments/reasons.ts";
import { SETTLING, watched, type Watch } from "../src/coach/assessments/watch.ts";
import type { TestResult } from "../src/coach/results.ts";
import { recordingOf, type SamplesData } from "../src/conformance/vector.ts";
import type { Direction } from "../src/tracker/base.ts";
import type { WalkData } from "../src/walk.ts";
import { answersAlike, coachVectors } from "./coach_vectors.ts";

interface Given {
  readonly ask: string;
  readonly test: string;
  readonly date: string;
  readonly value: number;
  readonly seconds: number;
  readonly side: string | null;
  readonly group: string | null;
  readonly results: readonly TestResult[];
  readonly reason: string;
  readonly walk: WalkData;
  readonly samples: SamplesData;
  readonly line_s: number | null;
  readonly direction: Direction;
}

function answer(given: Given): unknown {
  const { test: id, date, side } = given;
  if (given.ask === "by_hand") return byHand(id, date, given.value, side);
  if (given.ask === "ten_metres") return tenMetresByHand(id, date, given.seconds);
  if (given.ask === "judge") return judge(id, given.results, given.group, side);
  if (given.ask === "reason") return said(given.reason, "de");
  if (given.ask === "10mw") return tenMetreWalkTest(given.walk, given.direction, date);
  return backwardWalkTest(given.walk, recordingOf(given.samples), date, given.line_s);
}

answersAlike<Given>("judging", answer);
answersAlike<Given>("assess_by_sensor", answer);

test("the reasons are those of the content, and a phone names no command line", () => {
  assert.deepEqual(REASONS, CONTENT.reasons);
  for (const { en } of REASONS) {
    for (const language of ["en", "de"] as const) {
      assert.doesNotMatch(onScreen(en, language), /--/);
    }
  }
  assert.match(byStopwatchOnly("tug", "2026-11-25", "s").value.reason ?? "", /stopwatch/);
});

/** What the watch says after each sample of a vector. */
function watchOf(samples: SamplesData): { readonly watch: Watch; readonly timeS: number }[] {
  const { timeS, angularRateRads } = recordingOf(samples);
  let watch = SETTLING;
  return Array.from(timeS, (at, k) => {
    const rate = [0, 1, 2].map((c) => angularRateRads?.[3 * k + c] ?? 0);
    watch = watched(watch, at, rate);
    return { watch, timeS: at };
  });
}

const WALKS = coachVectors<Given>("assess_by_sensor").filter(({ name }) => name.startsWith("timed: "));

for (const { name, input } of WALKS) {
  test(`the watch ends the recording after the walk, ${name}`, () => {
    const { samples, walk } = input;
    const said = watchOf(samples);
    const zeroS = samples.time_ms[0] / 1000;
    const first = said.find(({ watch }) => watch.phase === "walking");
    const last = said.find(({ watch }) => watch.phase === "over");
    assert.ok(first !== undefined && last !== undefined);
    const [begin, end] = [walk.bouts[0].start_s, walk.bouts[walk.bouts.length - 1].end_s];
    assert.ok(first.timeS - zeroS < begin + 1, `${first.timeS - zeroS} begins at ${begin}`);
    const afterS = last.timeS - zeroS - end;
    assert.ok(afterS > 1 && afterS < 4, `${afterS} s after the walk`);
    // what was recorded until then gives the same answer
    const kept = said.findIndex(({ watch }) => watch.phase === "over") + 1;
    const until = {
      time_ms: samples.time_ms.slice(0, kept),
      acceleration_tenths_ms2: samples.acceleration_tenths_ms2.map((axis) => axis.slice(0, kept)),
      angular_rate_tenths_degs:
        samples.angular_rate_tenths_degs?.map((axis) => axis.slice(0, kept)) ?? null,
    };
    const whole = backwardWalkTest(walk, recordingOf(samples), "2026-11-25").value;
    const cut = backwardWalkTest(walk, recordingOf(until), "2026-11-25").value;
    assert.ok(cut.value !== null && whole.value !== null, cut.reason ?? "");
    assert.ok(Math.abs(cut.value - whole.value) < 0.05, `${cut.value}, not ${whole.value}`);
  });
}

test("a twitch is no walk, a gap is no standing, and an endless walk ends", () => {
  let watch = SETTLING;
  const during = (seconds: number, fromS: number, turnRads: number): void => {
    for (let k = 0; k < 50 * seconds; k++) watch = watched(watch, fromS + k / 50, [0, turnRads, 0]);
  };
  during(1.5, 0, 0.1);
  // a hole in the samples: what was still before it does not count
  during(1.5, 5, 0.1);
  assert.equal(watch.phase, "settling");
  during(1, 6.5, 0.1);
  assert.equal(watch.phase, "ready");
  during(0.4, 7.5, 2);
  assert.equal(watch.phase, "walking");
  during(2.5, 7.9, 0.1);
  assert.equal(watch.phase, "ready");
  during(125, 10.4, 2);
  assert.deepEqual([watch.phase, watch.tooLong], ["over", true]);
  assert.equal(watched(watch, 200, [0, 0, 0]), watch);
});
