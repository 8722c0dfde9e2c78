/** The internal clock: nothing shifted, nothing invented, nothing across gaps. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Vector } from "../src/maths/vector.ts";
import type { Recording } from "../src/recording.ts";
import {
  GAP_S,
  Grid,
  PERIOD_S,
  VALUES,
  samplesOf,
  stretches,
  type GridBlock,
} from "../src/tracker/timebase.ts";
import { clock, mounted, random, recordingAt, rotation } from "./motions.ts";

const line = (timeS: number): Vector => [3 + 0.7 * timeS, -2 - 1.3 * timeS, 9 + 2.1 * timeS];
const RATES_HZ = [25, 60, 100, 200];

function near(found: number, expected: number, within: number): void {
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);
}

test("a straight line stays the same line at any rate", () => {
  for (const rateHz of RATES_HZ) {
    for (const jitter of [0, 0.3]) {
      const timeS = clock(rateHz, 10, jitter / rateHz);
      const [found] = stretches(recordingAt(timeS, line, line));
      assert.ok(found !== undefined);
      const count = found.values.length / VALUES;
      assert.equal(count, 501);
      // the first and last cells are cut in half
      for (let k = 1; k < count - 1; k++) {
        line(k * PERIOD_S).forEach((value, c) => {
          near(found.values[k * VALUES + c] as number, value, 1e-9);
          near(found.values[k * VALUES + 3 + c] as number, value, 1e-9);
        });
      }
    }
  }
});

test("a grid value is the mean over its cell of the lines through the samples", () => {
  const next = random(5);
  const timeS = clock(60, 3, 0.003);
  const told = Float64Array.from(timeS, () => next());
  const [found] = stretches({
    timeS,
    accelerationMs2: Float64Array.from(told).reduce(
      (all, value, k) => (all.set([value, 0, 0], 3 * k), all),
      new Float64Array(3 * told.length),
    ),
    angularRateRads: null,
  });
  assert.ok(found !== undefined);
  for (const k of [1, 57, 120]) {
    let sum = 0;
    const parts = 20_000;
    for (let i = 0; i < parts; i++) {
      const at = (k - 0.5 + (i + 0.5) / parts) * PERIOD_S;
      const j = timeS.findIndex((time) => time > at) - 1;
      const [from, to] = [timeS[j] as number, timeS[j + 1] as number];
      const share = (at - from) / (to - from);
      sum += (told[j] as number) * (1 - share) + (told[j + 1] as number) * share;
    }
    near(found.values[k * VALUES] as number, sum / parts, 1e-6);
  }
});

test("where the clock starts does not matter", () => {
  const timeS = clock(60, 5, 0.003);
  const here = stretches(recordingAt(timeS, line));
  const later = stretches(
    recordingAt(
      timeS.map((at) => at + 4096),
      (at) => line(at - 4096),
    ),
  );
  assert.equal(later[0]?.first, here[0]?.first);
  later[0]?.values.forEach((value, k) => near(value, here[0]?.values[k] as number, 1e-8));
});

test("turning the sensor turns the grid values and nothing else", () => {
  const next = random(2);
  const noise = (): Vector => [next() - 0.5, next() - 0.5, next() - 0.5];
  const plain = recordingAt(clock(60, 3, 0.003), noise, noise);
  const mount = rotation(5);
  const [one] = stretches(plain);
  const [other] = stretches(mounted(plain, mount));
  assert.ok(one !== undefined && other !== undefined);
  const again = mounted(
    { timeS: [], accelerationMs2: one.values, angularRateRads: null },
    mount,
  ).accelerationMs2;
  other.values.forEach((value, k) => near(value, again[k] as number, 1e-12));
});

function withHole(startS: number, lengthS: number): Recording {
  const timeS = clock(100, 10);
  const kept = timeS.filter((at) => at < startS + 0.001 || at > startS + lengthS - 0.001);
  return recordingAt(kept, line);
}

test("no stretch crosses a gap and the grid goes on behind it", () => {
  const found = stretches(withHole(4, 1.5));
  assert.deepEqual(
    found.map(({ first }) => first),
    [0, 275],
  );
  assert.equal(found[0]?.values.length, 201 * VALUES);
  assert.equal(stretches(withHole(4, GAP_S - 0.01)).length, 1);
  assert.equal(stretches(withHole(4, GAP_S + 0.01)).length, 2);
});

test("a scrap of under a second is left out", () => {
  const scrap = clock(100, 0.8);
  const timeS = Float64Array.from([...scrap, ...clock(100, 5).map((at) => at + 3)]);
  assert.deepEqual(
    stretches(recordingAt(timeS, line)).map(({ first }) => first),
    [150],
  );
  assert.deepEqual(stretches(recordingAt(scrap, line)), []);
});

test("how the samples are cut changes nothing", () => {
  const { timeS, values } = samplesOf(withHole(4, 1.5));
  const whole = new Grid();
  const expected = [...whole.push(timeS, values), ...whole.finish()];
  for (const size of [1, 7, 100]) {
    const grid = new Grid();
    const found: GridBlock[] = [];
    for (let at = 0; at < timeS.length; at += size) {
      const [from, to] = [at * VALUES, (at + size) * VALUES];
      found.push(...grid.push(timeS.slice(at, at + size), values.slice(from, to)));
    }
    found.push(...grid.finish());
    const all = (blocks: GridBlock[]): number[] => blocks.flatMap((one) => [...one.values]);
    const [many, one] = [all(found), all(expected)];
    assert.equal(many.length, one.length);
    many.forEach((value, k) => near(value, one[k] as number, 1e-9));
    assert.equal(found.filter(({ closes }) => closes).length, 2);
  }
});

test("a stretch that ends right after its last whole cell ends where it ends", () => {
  // live the last sample may be known alone when the gap comes: its cell is told already
  const timeS = Float64Array.from({ length: 1002 }, (_, k) => k * 0.01);
  const grid = new Grid();
  const before = samplesOf(recordingAt(timeS, line));
  const told = grid.push(before.timeS, before.values);
  const after = samplesOf(
    recordingAt(
      clock(100, 2).map((at) => at + 13),
      line,
    ),
    0,
  );
  const [closing] = grid.push(after.timeS, after.values);
  const last = told.at(-1);
  assert.ok(last !== undefined && closing !== undefined && closing.closes);
  assert.equal(closing.first, last.first + last.values.length / VALUES);
});
