/** What a walk of hours leaves in memory. Needs `node --expose-gc`. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { recordingOf } from "../src/conformance/vector.ts";
import { Placement } from "../src/recording.ts";
import { Tracker } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { recordingAt } from "./motions.ts";
import { repeated, vector } from "./vectors.ts";

const MIB = 2 ** 20;

/** Bytes in use, once what is not needed any more is gone. */
function used(): number {
  assert.ok(globalThis.gc !== undefined, "run node with --expose-gc");
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function trackerFor(name: string): Tracker {
  const { placement, calibration } = vector(name);
  return new Tracker(placement, {
    calibration: calibration === null ? null : calibrate(recordingOf(calibration), placement),
  });
}

for (const [name, hours] of [
  ["pocket-unknown", 2],
  ["foot-unknown", 0.5],
  ["waist-calibrated", 0.5],
] as const) {
  test(`${hours} hours of ${name} with pauses and changes leave nothing behind`, () => {
    const tracker = trackerFor(name);
    const lengthS = 3600 * hours;
    let [bouts, early] = [0, 0];
    for (const samples of repeated(name, lengthS, 50)) {
      for (const one of tracker.push(samples)) if (one.kind === "bout") bouts++;
      if (early === 0 && (samples.timeS[0] ?? 0) > 0.25 * lengthS) early = used();
    }
    const grown = used() - early;
    assert.ok(bouts > 60, `${bouts} bouts`);
    assert.ok(grown < 1 * MIB, `${(grown / MIB).toFixed(2)} MiB more at the end`);
  });
}

for (const placement of [Placement.POCKET, Placement.FOOT, Placement.WAIST, Placement.WRIST]) {
  test(`an hour of rest at the ${placement} leaves nothing behind`, () => {
    const tracker = new Tracker(placement);
    let early = 0;
    for (let minute = 0; minute < 60; minute++) {
      const timeS = Float64Array.from({ length: 3000 }, (_, k) => 60 * minute + k / 50);
      const rest = recordingAt(
        timeS,
        () => [0.3, 0.2, 9.8],
        () => [0.001, 0, 0],
      );
      assert.deepEqual(tracker.push(rest), []);
      if (minute === 10) early = used();
    }
    const grown = used() - early;
    assert.ok(grown < 0.5 * MIB, `${(grown / MIB).toFixed(2)} MiB more after an hour`);
  });
}

/** A leg that swings evenly, and never stops: the hardest walk for the memory. */
function* swinging(seconds: number): Generator<ReturnType<typeof recordingAt>> {
  const omega = 2 * Math.PI * 0.9;
  for (let from = 0; from < seconds; from += 10) {
    const timeS = Float64Array.from({ length: 500 }, (_, k) => from + k / 50);
    const angle = (at: number): number => 0.4 * Math.sin(omega * at);
    yield recordingAt(
      timeS,
      (at) => [9.8 * Math.sin(angle(at)), 0, 9.8 * Math.cos(angle(at)) + Math.sin(2 * omega * at)],
      (at) => [0, -0.4 * omega * Math.cos(omega * at), 0],
    );
  }
}

for (const placement of [Placement.POCKET, Placement.ANKLE]) {
  test(`a walk at the ${placement} that never stops is told every ten minutes`, () => {
    const tracker = new Tracker(placement);
    const kept: number[] = [];
    for (const samples of swinging(2 * 3600)) {
      for (const one of tracker.push(samples)) if (one.kind === "bout") kept.push(used());
    }
    assert.equal(kept.length, 12);
    const grown = (kept.at(-1) ?? 0) - (kept[0] ?? 0);
    assert.ok(grown < 1 * MIB, `${(grown / MIB).toFixed(2)} MiB more after two hours`);
    assert.equal(tracker.finish().filter((one) => one.kind === "bout").length, 1);
  });
}
