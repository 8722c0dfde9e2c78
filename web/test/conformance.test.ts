/** The golden vectors are answered alike, however the samples are cut. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answer } from "../src/conformance/answer.ts";
import { mountingOf, recordingOf, wearerOf } from "../src/conformance/vector.ts";
import { Placement } from "../src/recording.ts";
import { modelFor, type Model } from "../src/tracker/direction.ts";
import type { Setting } from "../src/tracker/outcomes.ts";
import { Tracker, type BoutEvent, type TrackerEvent } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { differences } from "./compare.ts";
import { NAMES, answerOf, blocks, rateOf, vector } from "./vectors.ts";

for (const name of NAMES) {
  test(`${name} is answered as Python answers it, at once and in blocks`, () => {
    const given = vector(name);
    const expected = answerOf(name);
    const second = rateOf(recordingOf(given.samples));
    for (const block of [Infinity, 7, second]) {
      const found = differences(expected, answer(given, block), given.knowledge);
      assert.deepEqual(found.slice(0, 3), [], `blocks of ${block}`);
    }
  });
}

/** What a tracker tells of a vector, in blocks of a tenth of a second. */
function heard(name: string): TrackerEvent[] {
  const given = vector(name);
  const recording = recordingOf(given.samples);
  const tracker = new Tracker(given.placement, {
    mounting: mountingOf(given),
    calibration:
      given.calibration === null
        ? null
        : calibrate(recordingOf(given.calibration), given.placement),
    wearer: wearerOf(given),
    hasGyroscope: recording.angularRateRads !== null,
  });
  const size = Math.ceil(rateOf(recording) / 10);
  const events = [...blocks(recording, size)].flatMap((part) => tracker.push(part));
  return [...events, ...tracker.finish()];
}

test("a tracker tells the bouts, steps and losses of the vectors", () => {
  for (const name of NAMES.filter((one) => !answerOf(one).calibration?.refused)) {
    const expected = answerOf(name);
    const events = heard(name);
    const bouts = events.filter((one): one is BoutEvent => one.kind === "bout");
    assert.deepEqual(
      bouts.map(({ bout }) => [bout.startS, bout.endS, bout.direction, bout.contact]),
      expected.bouts.map((bout) => [bout.start_s, bout.end_s, bout.direction, bout.contact]),
      name,
    );
    const timesS = bouts.flatMap(({ steps }) => steps.map(({ timeS }) => timeS));
    assert.equal(timesS.length, expected.steps.length);
    timesS.forEach((timeS, k) => {
      assert.ok(Math.abs(timeS - (expected.steps[k]?.time_s ?? NaN)) < 6e-4, name);
    });
    assert.equal(events.filter(({ kind }) => kind === "step").length, timesS.length, name);
  }
});

/** Vectors of a placement that hang on its model. */
function vectorsOf(placement: Placement): string[] {
  return NAMES.filter((name) => {
    const given = vector(name);
    return (
      given.placement === placement &&
      answerOf(name).hops.some(({ direction }) => {
        return direction !== "unknown";
      })
    );
  });
}

/** Whether a placement's vectors notice another model. */
function noticed(placement: Placement, model: Model): boolean {
  const change = (setting: Setting): Setting => ({ ...setting, model });
  return vectorsOf(placement).some((name) => {
    const given = vector(name);
    const found = answer(given, Infinity, change);
    return differences(answerOf(name), found, given.knowledge).length > 0;
  });
}

function planted(weights: Float64Array, k: number): Float64Array {
  return weights.map((weight, i) => (i === k ? 1.01 * weight : weight));
}

for (const [placement, names] of [
  [Placement.POCKET, ["cues", "flipFree", "front"]],
  [Placement.THIGH, ["cues", "flipFree"]],
  [Placement.ANKLE, ["cues", "flipFree"]],
  [Placement.FOOT, ["cues"]],
  [Placement.WAIST, ["cues"]],
] as const) {
  test(`one weight of the ${placement} that is off by a hundredth is noticed`, () => {
    const model = modelFor(placement);
    assert.ok(model !== null);
    assert.ok(!noticed(placement, model), "nothing planted, nothing noticed");
    for (const name of names) {
      const weights = model[name];
      const k = weights.findIndex((weight) => weight !== 0);
      assert.ok(noticed(placement, { ...model, [name]: planted(weights, k) }), name);
    }
  });
}
