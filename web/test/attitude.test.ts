/** Which way is up, and what is left of the motion. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dot, turnedBack, type Vector } from "../src/maths/vector.ts";
import { STANDARD_GRAVITY_MS2 } from "../src/recording.ts";
import { Attitude, motionOf } from "../src/tracker/attitude.ts";
import { BAND, INTEGRAL, LOOK_AHEAD, hann } from "../src/tracker/filters.ts";
import { WIDTH, type Motion } from "../src/tracker/motion.ts";
import { PERIOD_S, VALUES, type Stretch } from "../src/tracker/timebase.ts";
import { random, rotation } from "./motions.ts";

function near(found: number, expected: number, within: number): void {
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);
}

/** A stretch whose vectors are functions of the sample. */
function stretchOf(
  count: number,
  force: (k: number) => Vector,
  rate: (k: number) => Vector,
): Stretch {
  const values = new Float64Array(count * VALUES);
  for (let k = 0; k < count; k++) values.set([...force(k), ...rate(k)], k * VALUES);
  return { first: 0, values, hasGyroscope: true };
}

function shaken(count: number, seed: number): Stretch {
  const next = random(seed);
  const noise = (size: number): Vector => [
    size * (next() - 0.5),
    size * (next() - 0.5),
    size * (next() - 0.5),
  ];
  return stretchOf(
    count,
    () => [noise(4)[0], noise(4)[1], 9.8 + noise(4)[2]],
    () => noise(2),
  );
}

test("filters are even or odd, pass no constant, and weigh one", () => {
  near(
    hann(2).reduce((sum, one) => sum + one, 0),
    1,
    1e-12,
  );
  near(
    BAND.reduce((sum, one) => sum + one, 0),
    0,
    1e-12,
  );
  for (let k = 0; k <= LOOK_AHEAD; k++) {
    near(BAND[LOOK_AHEAD - k] as number, BAND[LOOK_AHEAD + k] as number, 1e-15);
    near(INTEGRAL[LOOK_AHEAD - k] as number, -(INTEGRAL[LOOK_AHEAD + k] as number), 1e-15);
  }
});

test("a device at rest knows up, and does not move", () => {
  const mount = rotation(3);
  const gravity = turnedBack(mount, [0, 0, STANDARD_GRAVITY_MS2]);
  const motion = motionOf(
    stretchOf(
      200,
      () => gravity,
      () => [0, 0, 0],
    ),
  );
  assert.equal(motion.length, 200);
  for (const at of [0, 100, 199]) {
    near(dot(motion.upInSensor(at), gravity), STANDARD_GRAVITY_MS2, 1e-9);
    motion.velocity(at).forEach((value) => near(value, 0, 1e-9));
  }
});

test("a device that turns evenly on the spot keeps up in W", () => {
  const rads = 1.5;
  const at = (k: number): number => rads * k * PERIOD_S;
  // it turns about its own x axis, which lies level
  const motion = motionOf(
    stretchOf(
      300,
      (k) => [0, 9.8 * Math.sin(at(k)), 9.8 * Math.cos(at(k))],
      () => [rads, 0, 0],
    ),
  );
  for (const k of [0, 150, 299]) near(motion.up(k)[2], 1, 1e-6);
  near(dot(motion.upInSensor(150), [0, Math.sin(at(150)), Math.cos(at(150))]), 1, 1e-6);
});

test("velocity is the integral of a shake, not shifted in time", () => {
  const omega = 2 * Math.PI;
  const motion = motionOf(
    stretchOf(
      500,
      (k) => [3 * Math.sin(omega * k * PERIOD_S), 0, 9.8],
      () => [0, 0, 0],
    ),
  );
  let [sine, cosine] = [0, 0];
  for (let k = 150; k < 350; k++) {
    sine += motion.velocity(k)[0] * Math.sin(omega * k * PERIOD_S);
    cosine += motion.velocity(k)[0] * Math.cos(omega * k * PERIOD_S);
  }
  near(sine / 100, 0, 1e-3);
  near(cosine / 100, -3 / omega, 0.06);
});

/** Rows of a stretch pushed in blocks. */
function inBlocks(stretch: Stretch, size: number): Float64Array {
  const attitude = new Attitude(stretch.first, stretch.hasGyroscope);
  const found: Motion[] = [];
  for (let at = 0; at < stretch.values.length; at += size * VALUES) {
    found.push(attitude.push(stretch.values.slice(at, at + size * VALUES)));
  }
  found.push(attitude.finish());
  return Float64Array.from(found.flatMap(({ rows }) => [...rows]));
}

test("blocks of any length give the same motion", () => {
  const stretch = shaken(400, 7);
  const whole = motionOf(stretch).rows;
  assert.equal(whole.length, 400 * WIDTH);
  for (const size of [1, 7, 51, 399]) {
    const found = inBlocks(stretch, size);
    assert.equal(found.length, whole.length);
    found.forEach((value, k) => near(value, whole[k] as number, 1e-12));
  }
});

test("played backward, acceleration and up stay and velocity and rate turn round", () => {
  const forward = shaken(300, 2);
  const count = 300;
  const values = new Float64Array(forward.values.length);
  for (let k = 0; k < count; k++) {
    const from = forward.values.subarray((count - 1 - k) * VALUES, (count - k) * VALUES);
    values.set(
      from.map((value, c) => (c < 3 ? value : -value)),
      k * VALUES,
    );
  }
  const [one, other] = [motionOf(forward), motionOf({ ...forward, values })];
  for (const k of [80, 150, 220]) {
    const back = count - 1 - k;
    near(one.liftMs2(k), other.liftMs2(back), 1e-9);
    near(one.riseMps(k), -other.riseMps(back), 1e-9);
    near(one.yawRateRads(k), -other.yawRateRads(back), 1e-9);
    one.angle(k).forEach((value, c) => near(value, other.angle(back)[c] as number, 1e-9));
    one.rate(k).forEach((value, c) => near(value, -(other.rate(back)[c] as number), 1e-9));
  }
});
