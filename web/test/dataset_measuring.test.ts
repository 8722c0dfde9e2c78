/** A measurement with samples: gaps, pauses, and the draft that comes of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf } from "../src/dataset/course.ts";
import { Measuring } from "../src/dataset/measuring.ts";

const FREE = { why: null, rail: false, careful: false, company: false };
const PARTS = partsOf({ room: "long", stairs: false }, FREE);
const WORN = { placement: "pocket", side: null, phone: "" } as const;

/** Feed 60 samples a second, tick ten times a second. */
function fed(one: Measuring, fromS: number, toS: number, withRate = true): string[] {
  const said: string[] = [];
  for (let k = Math.round(10 * fromS); k < Math.round(10 * toS); k++) {
    for (let n = 0; n < 6; n++) {
      one.push({
        timeS: [k / 10 + n / 60],
        accelerationMs2: [0.1, -9.8, 0.2],
        angularRateRads: withRate ? [0, 0.1, 0] : null,
      });
    }
    said.push(...one.tick(k / 10 + 0.09).map((cue) => cue.kind));
  }
  return said;
}

test("it says the first words at once, and ends with all labels and samples", () => {
  const one = new Measuring(PARTS, "en", 0);
  const said = fed(one, 0, 260);
  assert.equal(said[0], "say");
  assert.equal(said.at(-1), "done");
  assert.equal(one.protocol.phase, "done");
  const draft = one.draft("2026-11-25T08:00:00Z", WORN, -1);
  assert.equal(draft.pieces.length, PARTS.length);
  assert.equal(draft.samples.accelerationMs2[1], 9.8);
  assert.equal(draft.samples.angularRateRads?.[1], 0.1);
  const last = draft.samples.timeS[draft.samples.timeS.length - 1] ?? 0;
  assert.ok(last <= (draft.pieces.at(-1)?.endS ?? 0) + 1.1, "nothing is kept behind the end");
});

test("a gap ends the label where the samples end, and the part is asked again", () => {
  const one = new Measuring(PARTS, "en", 0);
  fed(one, 0, 9);
  assert.equal(one.protocol.phase, "doing");
  for (let now = 9; now < 20; now += 0.1) assert.deepEqual(one.tick(now), []);
  assert.ok(one.isSilent);
  const said = fed(one, 20, 21);
  assert.equal(said[0], "say");
  assert.ok(!one.isSilent);
  const piece = one.protocol.pieces[0];
  assert.ok(piece !== undefined && Math.abs(piece.endS - 9) < 0.1);
});

test("samples told twice or late are left out; without gyroscope none is claimed", () => {
  const one = new Measuring(PARTS, "en", 0);
  fed(one, 0, 3);
  one.push({ timeS: [1, 2.95], accelerationMs2: [0, 0, 0, 0, 0, 0], angularRateRads: null });
  fed(one, 3, 6, false);
  const { samples } = one.draft("2026-11-25T08:00:00Z", WORN, 1);
  assert.equal(samples.timeS.length, 360);
  assert.equal(samples.angularRateRads, null);
  for (let k = 1; k < samples.timeS.length; k++) {
    assert.ok((samples.timeS[k] ?? 0) > (samples.timeS[k - 1] ?? 0));
  }
});

test("pausing, leaving out and ending", () => {
  const one = new Measuring(PARTS, "en", 0);
  fed(one, 0, 8);
  one.pause(8);
  assert.equal(one.protocol.phase, "paused");
  assert.deepEqual(fed(one, 8, 30), []);
  one.resume(30);
  assert.deepEqual(fed(one, 30, 31), ["say"]);
  one.skip(31);
  assert.equal(one.protocol.parts[one.protocol.index]?.label, "forward");
  fed(one, 31, 45);
  one.end(45);
  assert.equal(one.protocol.phase, "done");
  assert.deepEqual(one.protocol.pieces.map((piece) => piece.label), ["stand", "forward"]);
});

test("without samples there is no draft", () => {
  const one = new Measuring(PARTS, "en", 0);
  assert.throws(() => one.draft("2026-11-25T08:00:00Z", WORN, 1), /no samples came.*allow motion/);
});
