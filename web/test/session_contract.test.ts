/** A walk written here is the walk that Python writes. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { mountingOf, recordingOf, wearerOf } from "../src/conformance/vector.ts";
import { walkOf } from "../src/contract.ts";
import { Tracker } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { blocks, vector } from "./vectors.ts";

const WALKS = "test/walks";

/** Where two JSON values differ by more than a millionth. */
export function differing(one: unknown, other: unknown, where = "walk"): string[] {
  if (typeof one === "number" && typeof other === "number") {
    const near = Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one));
    return near ? [] : [`${where}: ${one} ${other}`];
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [`${where}: ${String(one)} ${String(other)}`];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) =>
    differing(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      `${where}.${key}`,
    ),
  );
}

for (const name of readdirSync(WALKS).map((file) => file.replace(/\.json$/, ""))) {
  test(`the walk of ${name} is Python's`, () => {
    const given = vector(name);
    const recording = recordingOf(given.samples);
    const { placement } = given;
    const calibration =
      given.calibration === null ? null : calibrate(recordingOf(given.calibration), placement);
    const wearer = wearerOf(given);
    const tracker = new Tracker(placement, {
      mounting: mountingOf(given),
      calibration,
      wearer,
      hasGyroscope: recording.angularRateRads !== null,
    });
    const events = [...blocks(recording, 6)].flatMap((part) => tracker.push(part));
    events.push(...tracker.finish());
    const expected: unknown = JSON.parse(readFileSync(`${WALKS}/${name}.json`, "utf8"));
    const walk = walkOf({
      timeS: recording.timeS,
      events,
      placement,
      knowledge: given.knowledge,
      wearer,
      source: "",
      device: "",
      startUtc: null,
    });
    assert.deepEqual(differing(expected, JSON.parse(JSON.stringify(walk))).slice(0, 5), []);
  });
}
