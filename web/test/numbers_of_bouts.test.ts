/** When steps happened, how even they are, how fast they were. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { RetrowalkError } from "../src/errors.ts";
import { Estimate } from "../src/estimate.ts";
import { Mounting, Placement, Wearer } from "../src/recording.ts";
import { WAVE, gradient, inOrder, numbered, timingOf } from "../src/tracker/alignment.ts";
import { Direction, type Bout } from "../src/tracker/base.ts";
import { contactSamples, lag } from "../src/tracker/contact_times.ts";
import { LEG_OF_HEIGHT, gainOf } from "../src/tracker/gains.ts";
import { personalScale } from "../src/tracker/known_distance.ts";
import { PersonalScale, interval, rescaled } from "../src/tracker/personal.ts";
import { steadiness } from "../src/tracker/steadiness.ts";
import { Turn, type TurningPoint } from "../src/tracker/steps.ts";
import { summaryOf } from "../src/tracker/summary.ts";
import { evened, strideRatio } from "../src/tracker/trunk.ts";
import { random } from "./motions.ts";

function near(found: number | null, expected: number, within = 1e-9): void {
  assert.ok(found !== null && Math.abs(found - expected) <= within, `${found}, not ${expected}`);
}

function steps(samples: number[]): TurningPoint[] {
  return samples.map((sample, k) => ({
    sample,
    turn: k % 2 ? Turn.LOW : Turn.HIGH,
    swing: 0.8,
    known: sample,
  }));
}

/** Force and turning that repeat at some instants, each foot's in its own way. */
function waveAround(at: number[], length: number): Float64Array {
  const wave = new Float64Array(WAVE * length);
  at.forEach((instant, k) => {
    for (let i = 0; i < length; i++) {
      const bump = Math.exp(-(((i - instant) / 5) ** 2));
      for (let c = 0; c < 6; c++) wave[i * WAVE + c] += (k % 2 ? 1 : -2) * (1 + 0.1 * c) * bump;
    }
  });
  return wave;
}

test("steps that were found too early or late are moved to where their waveforms agree", () => {
  const next = random(8);
  const at = Array.from({ length: 20 }, (_, k) => 40 + 27.3 * k);
  const wave = waveAround(at, 640);
  const found = at.map((instant) => Math.round(instant + 3 * (next() - 0.5)));
  const { samples, alike, numbers } = timingOf(steps(found), wave, 0, true);
  assert.deepEqual(
    numbers,
    at.map((_, k) => k),
  );
  // each foot's steps keep their mean time, so both may be off by a constant
  for (const foot of [0, 1]) {
    const off = at
      .map((instant, k) => (samples[k] as number) - instant)
      .filter((_, k) => k % 2 === foot);
    for (const one of off) near(one, off[0] as number, 0.05);
  }
  assert.ok(alike.every((one) => one > 0.99));
});

test("missed steps are counted, and the feet of a leg keep their numbers", () => {
  const trunk = steps([0, 25, 50, 75, 150, 175, 200, 225, 250]);
  assert.deepEqual(numbered(trunk, false), [0, 1, 2, 3, 6, 7, 8, 9, 10]);
  const limping = steps([0, 20, 50, 70, 100, 120]);
  assert.deepEqual(numbered(limping, true), [0, 1, 2, 3, 4, 5]);
  const missed = [...limping.slice(0, 3), ...limping.slice(4)];
  assert.deepEqual(numbered(missed, true), [0, 1, 2, 4, 5]);
});

test("instants stay in order, and slopes reach the ends", () => {
  assert.deepEqual([...inOrder(Float64Array.of(1, 3, 2, 4))], [1, 3, 3, 4]);
  assert.deepEqual([...gradient(Float64Array.of(0, 1, 4, 9))], [1, 2, 4, 5]);
});

test("the stride ratio is even over odd harmonics", () => {
  const lift = new Float64Array(400).map((_, i) => {
    const turn = (2 * Math.PI * i) / 54;
    return 3 * Math.sin(2 * turn) + 0.5 * Math.sin(turn) + 1;
  });
  near(strideRatio(lift, 60, 114), 6, 0.1);
});

test("both feet are evened by half of what lies between them, where they are alike", () => {
  const timing = {
    samples: Float64Array.of(10, 20),
    numbers: [0, 1],
    alike: Float64Array.of(1, 1),
    noise: 0,
  };
  const trunk = { numbers: [], ratios: [], apart: 3, apartError: 0.1, alike: 0.9 };
  assert.deepEqual([...evened(timing, trunk).samples], [8.5, 21.5]);
  assert.deepEqual([...evened(timing, { ...trunk, alike: 0.7 }).samples], [10, 20]);
});

test("an even walk has no variability, and a short one none that is known", () => {
  const timing = (count: number) => ({
    samples: new Float64Array(count).map((_, k) => 27 * k),
    numbers: Array.from({ length: count }, (_, k) => k),
    alike: new Float64Array(count).fill(1),
    noise: 0,
  });
  near(steadiness(timing(12), null).stepTimeCv.value, 0);
  assert.match(steadiness(timing(7), null).stepTimeCv.reason ?? "", /fewer than 6/);
  assert.match(steadiness(timing(12), null).harmonicRatio.reason ?? "", /away from the trunk/);
});

test("contacts lag by a share of the stride; the less sure foot comes half-way on average", () => {
  const samples = Float64Array.from({ length: 10 }, (_, k) => 30 * k + (k % 2 ? 4 : 0));
  const timing = {
    samples,
    numbers: Array.from(samples.keys()),
    alike: new Float64Array(10).fill(1),
    noise: 0,
  };
  const found = contactSamples({
    steps: steps([...samples]),
    fronts: Array<number>(10).fill(1),
    timing,
    placement: Placement.POCKET,
    direction: Direction.FORWARD,
  });
  for (let k = 1; k + 1 < found.length; k++) {
    near((found[k + 1] as number) - (found[k] as number), 30, 1e-9);
  }
  assert.equal(lag(Placement.WRIST, Direction.FORWARD, null), 0);
});

test("a personal scale moves a speed as far as both Gaussian beliefs say", () => {
  const { POCKET } = Placement;
  const forward = gainOf(POCKET, Direction.FORWARD);
  const backward = gainOf(POCKET, Direction.BACKWARD);
  assert.ok(forward !== null && backward !== null);
  const wearer = new Wearer({ heightM: 1.8 });
  const scale = new PersonalScale(
    POCKET,
    LEG_OF_HEIGHT * 1.75,
    { ratio: 1.1, spread: 0.03, distanceM: 20 },
    { ratio: 0.93, spread: 0.02, distanceM: 20 },
  );
  // both at once: prior (prior + noise)^-1 values
  const shared = 0.03 ** 2;
  const shift = Math.log(1.75 / 1.8);
  const [a, b, c] = [
    shared + forward.person ** 2 + 0.03 ** 2,
    shared,
    shared + backward.person ** 2 + 0.02 ** 2,
  ];
  const [z1, z2] = [Math.log(1.1) + shift, Math.log(0.93) + shift];
  const determinant = a * c - b * b;
  const [w1, w2] = [(c * z1 - b * z2) / determinant, (a * z2 - b * z1) / determinant];
  const mean = (shared + forward.person ** 2) * w1 + shared * w2;
  const told = rescaled(interval(1.2, 0.12), POCKET, Direction.FORWARD, wearer, scale);
  near(told.value, 1.2 * Math.exp(mean), 1e-12);
  const other = rescaled(interval(1.2, 0.12), Placement.THIGH, Direction.FORWARD, wearer, scale);
  near(other.value, 1.2);
});

test("a personal scale survives its JSON form, and nothing else is read as one", () => {
  const scale = new PersonalScale(Placement.ANKLE, 0.9, {
    ratio: 1.02,
    spread: 0.02,
    distanceM: 20,
  });
  const again = PersonalScale.fromJSON(JSON.parse(JSON.stringify(scale)));
  assert.deepEqual(again, scale);
  const plain = JSON.parse(JSON.stringify(scale)) as object;
  for (const wrong of [
    null,
    {},
    { ...plain, model: 1 },
    { ...plain, leg_m: "x" },
    { ...plain, forward: 3 },
  ]) {
    assert.throws(() => PersonalScale.fromJSON(wrong), RetrowalkError);
  }
});

function bout(direction: Direction, startS: number, metres: number): Bout {
  const one = new Estimate(1, 0.5, 1.5, "1");
  return {
    startS,
    endS: startS + 20,
    direction,
    probability: 1,
    steps: one,
    cadenceSpm: one,
    speedMps: one,
    distanceM: new Estimate(metres, 0.9 * metres, 1.1 * metres, "m"),
    contact: "unknown",
    steadiness: { stepTimeCv: one, stepTimeAsymmetry: one, harmonicRatio: one },
    reason: null,
  };
}

test("a known distance is compared with what was told, one direction at a time", () => {
  const walk = { placement: Placement.POCKET, bouts: [bout("forward", 0, 18)] };
  near(personalScale(walk, 20).forward?.ratio ?? null, 20 / 18);
  assert.throws(() => personalScale(walk, 3), /too short/);
  assert.throws(() => personalScale(walk, 60), /18.0 m were told/);
  assert.throws(() => personalScale({ ...walk, bouts: [] }, 20), /no forward or backward/);
  const both = { ...walk, bouts: [...walk.bouts, bout("backward", 30, 10)] };
  assert.throws(() => personalScale(both, 20), /both forward and backward/);
  assert.equal(personalScale(both, 10, new Wearer(), { startS: 25 }).forward, null);
});

test("an estimate holds its value or says why it has none", () => {
  assert.throws(() => new Estimate(1, 2, 3, "m"), RangeError);
  assert.throws(() => new Estimate(NaN, null, null, "m"), RangeError);
  assert.throws(() => new Estimate(null, null, null, "m"), RangeError);
  assert.deepEqual(JSON.parse(JSON.stringify(Estimate.unknown("m", "why"))), {
    value: null,
    low: null,
    high: null,
    unit: "m",
    reason: "why",
    sources: [],
  });
});

test("axes in words are a rotation, and others are refused", () => {
  const { bodyFromSensor } = Mounting.fromAxes("forward=+z,up=+y");
  assert.deepEqual(bodyFromSensor, [
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ]);
  assert.deepEqual(Mounting.fromAxes("right=-x, down=-y").bodyFromSensor, bodyFromSensor);
  for (const wrong of ["forward=+z", "forward=+z,up=+z", "forward=q,up=+y", "ahead=+z,up=+y", ""]) {
    assert.throws(() => Mounting.fromAxes(wrong), RetrowalkError);
  }
  assert.throws(
    () =>
      new Mounting([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, -1],
      ]),
    RangeError,
  );
  assert.throws(() => new Wearer({ heightM: 172 }), RetrowalkError);
});

test("totals add up what bouts of a direction share, and leave room for what is undecided", () => {
  const bouts = [bout("forward", 0, 10), bout("forward", 30, 20), bout("unknown", 60, 5)];
  const { forward, backward, unknown } = summaryOf(bouts);
  const { value, low, high } = forward.distanceM;
  assert.deepEqual([value, low, high].map((one) => Math.round(10 * (one ?? 0))), [300, 270, 330]);
  // two bouts of one step each, within half a step; one more has no direction
  near(forward.steps.value, 2);
  near(forward.steps.high, 2 + Math.hypot(0.5, 0.5) + 1);
  assert.match(forward.steps.reason ?? "", /1 more steps have no known direction/);
  near(backward.steps.value, 0);
  near(backward.steps.high, 1);
  near(unknown.durationS.value, 20);
  const none = summaryOf([bout("unknown", 0, 5)]);
  assert.equal(none.forward.steps.known, false);
  assert.equal(none.unknown.steps.known, true);
});
