/** The live form: what it tells, what it refuses, and what no sample may break. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { recordingOf } from "../src/conformance/vector.ts";
import { RetrowalkError } from "../src/errors.ts";
import { Placement, type Recording } from "../src/recording.ts";
import { Tracker, type TrackerEvent } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { random } from "./motions.ts";
import { blocks, vector } from "./vectors.ts";

const WALK = recordingOf(vector("pocket-unknown").samples);

function heard(
  recording: Recording,
  size: number,
  tracker = new Tracker("pocket"),
): TrackerEvent[] {
  const events = [...blocks(recording, size)].flatMap((part) => tracker.push(part));
  return [...events, ...tracker.finish()];
}

function bouts(events: TrackerEvent[]): string[] {
  return events.flatMap((one) =>
    one.kind === "bout" ? [`${one.bout.direction} ${one.bout.steps.value}`] : [],
  );
}

/** The same samples, some numbers of them changed. */
function changed(
  recording: Recording,
  change: (value: number, sample: number, column: number) => number,
): Recording {
  const all = (values: ArrayLike<number>, from: number): Float64Array =>
    Float64Array.from(Array.from(values), (value, k) =>
      change(value, Math.floor(k / 3), from + (k % 3)),
    );
  return {
    timeS: recording.timeS,
    accelerationMs2: all(recording.accelerationMs2, 0),
    angularRateRads: recording.angularRateRads === null ? null : all(recording.angularRateRads, 3),
  };
}

function late(recording: Recording, from: number, byS: number): Recording {
  return {
    ...recording,
    timeS: Array.from(recording.timeS, (at, k) => (k < from ? at : at + byS)),
  };
}

test("each half second is told once and in order", () => {
  const walk = recordingOf(vector("ankle-unknown").samples);
  const events = heard(walk, 6, new Tracker("ankle"));
  const times = events.flatMap((one) => (one.kind === "direction" ? [one.timeS] : []));
  assert.ok(times.length > 15);
  assert.deepEqual(
    times,
    [...new Set(times)].sort((a, b) => a - b),
  );
  assert.ok(times.every((time) => Number.isInteger(2 * time)));
});

test("samples that do not go forward are refused, and the walk goes on", () => {
  const tracker = new Tracker("pocket");
  const [first, second, ...rest] = [...blocks(WALK, 300)];
  assert.ok(first !== undefined && second !== undefined);
  const events = tracker.push(first);
  assert.throws(
    () => tracker.push(first),
    (error: unknown) => {
      return (
        error instanceof RetrowalkError && /go back/.test(error.message) && error.remedy !== null
      );
    },
  );
  const shuffled = { ...second, timeS: Array.from(second.timeS).reverse() };
  assert.throws(() => tracker.push(shuffled), RetrowalkError);
  const nowhere = { ...second, timeS: Array.from(second.timeS, (at, k) => (k === 5 ? NaN : at)) };
  assert.throws(() => tracker.push(nowhere), RetrowalkError);
  events.push(...[second, ...rest].flatMap((part) => tracker.push(part)), ...tracker.finish());
  assert.deepEqual(events, heard(WALK, 300));
});

test("a gyroscope that comes or goes is refused", () => {
  const plain = { ...WALK, angularRateRads: null };
  assert.throws(() => new Tracker("pocket").push(plain), /angular rate is missing/);
  assert.throws(
    () => new Tracker("pocket", { hasGyroscope: false }).push(WALK),
    /there is an angular rate/,
  );
});

test("a calibration of another placement is refused", () => {
  const forward = vector("pocket-calibrated").calibration;
  assert.ok(forward !== null);
  const calibration = calibrate(recordingOf(forward), Placement.POCKET);
  assert.throws(() => new Tracker("ankle", { calibration }), /made at the pocket/);
});

test("single samples that were not measured change hardly anything", () => {
  for (const wrong of [NaN, Infinity, -Infinity, 1e300]) {
    const holed = changed(WALK, (value, sample) => (sample % 50 === 20 ? wrong : value));
    assert.deepEqual(bouts(heard(holed, 1)), bouts(heard(WALK, 1)), `${wrong}`);
  }
});

test("more than a second that was not measured is a gap, and what follows it is tracked", () => {
  const from = 900;
  const holed = changed(WALK, (value, k, c) =>
    c === 4 && k >= from && k < from + 60 ? NaN : value,
  );
  const events = heard(holed, 7);
  const notices = events.flatMap((one) => (one.kind === "notice" ? [one.text] : []));
  assert.deepEqual(notices, ["a gap of 1.2 s: nothing is counted there"]);
  assert.ok(bouts(events).length >= 2);
});

test("nothing but what was not measured tells nothing", () => {
  assert.deepEqual(
    heard(
      changed(WALK, () => NaN),
      50,
    ),
    [],
  );
});

test("a clock that jumps is a gap of any length", () => {
  for (const byS of [0.3, 6, 3600, 1e6]) {
    const events = heard(late(WALK, 900, byS), 60);
    const texts = events.flatMap((one) => (one.kind === "notice" ? [one.text] : []));
    assert.match(texts[0] ?? "", /^a gap of/);
    assert.equal(
      texts.some((text) => /calibrate again/.test(text)),
      byS > 5,
      `${byS}`,
    );
    assert.ok(bouts(events).length >= 2);
  }
});

test("what a gap tells does not hang on where the samples are cut", () => {
  // at 100 a second a sample may lie on the border of a cell, where nothing of it is left to tell
  const timeS = Array.from(WALK.timeS, (_, k) => 0.01 * (k < 602 ? k : k + 300));
  const walk = { ...WALK, timeS };
  for (const size of [1, 86, 301, 602, 2000]) {
    const texts = heard(walk, size).flatMap((one) => (one.kind === "notice" ? [one.text] : []));
    assert.deepEqual(texts, ["a gap of 3.0 s: nothing is counted there"], `${size}`);
  }
});

test("the start of the clock does not matter, nor that it is a phone's", () => {
  const events = heard(late(WALK, 0, 1_764_000_000), 10);
  assert.deepEqual(bouts(events), bouts(heard(WALK, 10)));
});

test("any numbers are survived", () => {
  const next = random(11);
  for (const size of [0, 1, 30, 1e4]) {
    const noise = changed(WALK, () => size * (next() - 0.5));
    for (const placement of Object.values(Placement)) {
      const events = heard(noise, 60, new Tracker(placement));
      for (const one of events) {
        if (one.kind === "direction") assert.ok(Number.isFinite(one.probability));
      }
    }
  }
});

test("nothing pushed is nothing told", () => {
  assert.deepEqual(new Tracker("foot").finish(), []);
  const nothing = { timeS: [], accelerationMs2: [], angularRateRads: [] };
  assert.deepEqual(new Tracker("foot").push(nothing), []);
});
