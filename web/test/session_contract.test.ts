/** A walk written here is the walk that Python writes. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { mountingOf, recordingOf, wearerOf } from "../src/conformance/vector.ts";
import { walkOf } from "../src/contract.ts";
import { Tracker } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { differing } from "./sessions.ts";
import { blocks, vector } from "./vectors.ts";

const WALKS = "test/walks";

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
