/** Steps, walks and where they are cut. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Placement } from "../src/recording.ts";
import { Direction } from "../src/tracker/base.ts";
import { Cutter, unknownAt, type HopAnswer, type Piece } from "../src/tracker/bouts.ts";
import { Rules } from "../src/tracker/rhythm.ts";
import { ArmChoice } from "../src/tracker/stepping.ts";
import { Turn, Turns, turningPoints, type TurningPoint } from "../src/tracker/steps.ts";
import { Walks, runsOf, type Run, type Told } from "../src/tracker/walking.ts";

function step(sample: number, swing = 0.8, turn: Turn = Turn.LOW): TurningPoint {
  return { sample, turn, swing, known: sample + 62 };
}

/** Steps of a leg: high and low in turn. */
function steps(samples: number[], swing = 0.8): TurningPoint[] {
  return samples.map((sample, k) => step(sample, swing, k % 2 ? Turn.LOW : Turn.HIGH));
}

function every(gap: number, count: number, from = 50): number[] {
  return Array.from({ length: count }, (_, k) => from + gap * k);
}

function runs(found: TurningPoint[], placement: Placement = Placement.ANKLE): Run[] {
  const walks = new Walks(new Rules(placement));
  const told: Told[] = found.flatMap((one) => walks.push([one], one.sample));
  return runsOf([...told, ...walks.finish()], 10_000);
}

test("turning points of a wave are its peaks, however it is cut", () => {
  const wave = new Float64Array(500).map((_, k) => Math.sin((2 * Math.PI * k) / 55));
  const whole = turningPoints(wave, 0.06);
  assert.ok(whole.length >= 15);
  for (const { sample, turn, swing } of whole.slice(1, -1)) {
    assert.ok(Math.abs((wave[sample] as number) - turn) < 0.01);
    assert.ok(Math.abs(swing - 2) < 0.01);
  }
  const turns = new Turns(0.06);
  const found: TurningPoint[] = [];
  for (let at = 0; at < wave.length; at += 7) found.push(...turns.push(wave.slice(at, at + 7)));
  found.push(...turns.finish());
  assert.deepEqual(
    found.map(({ sample }) => sample),
    whole.map(({ sample }) => sample),
  );
  assert.ok(found.every(({ known, sample }) => known > sample));
});

test("rest is no turning point", () => {
  const still = new Float64Array(600).map((_, k) => (k < 300 ? Math.sin(k / 9) : 0));
  const last = turningPoints(still, 0.06).at(-1);
  assert.ok(last !== undefined && last.sample < 320);
});

test("six even steps are a walk, from half a step before to half a step after", () => {
  const [run, ...more] = runs(steps(every(27, 12)));
  assert.ok(run !== undefined && more.length === 0);
  // halves of 13.5 are rounded to the even number
  assert.deepEqual([run.start, run.end, run.steps.length], [50 - 14, 50 + 11 * 27 + 14 + 1, 12]);
});

test("three steps are none, four between two pauses are one", () => {
  assert.equal(runs(steps(every(27, 3))).length, 0);
  assert.equal(runs(steps(every(27, 4))).length, 1);
});

test("a pause of over two seconds ends a walk, a shorter one does not", () => {
  const first = every(27, 8);
  const after = (gap: number): TurningPoint[] =>
    steps([...first, ...every(27, 8, (first.at(-1) ?? 0) + gap)]);
  assert.deepEqual(
    runs(after(101)).map((run) => run.steps.length),
    [8, 8],
  );
  assert.deepEqual(
    runs(after(99)).map((run) => run.steps.length),
    [16],
  );
});

test("a known walk goes on through weak and early turning points, which are no steps", () => {
  const samples = every(27, 14);
  const walk = steps(samples);
  const bump = step((samples[8] ?? 0) + 4);
  const weak = step((samples[10] ?? 0) + 13, 0.05);
  const found = runs([...walk.slice(0, 9), bump, ...walk.slice(9, 11), weak, ...walk.slice(11)]);
  assert.deepEqual(
    found.map((run) => run.steps.length),
    [14],
  );
});

test("uneven movement that was no walk before is none", () => {
  assert.equal(runs(steps([50, 90, 110, 170, 185, 240, 260, 330, 345, 400, 470, 490])).length, 0);
});

test("what sits down swings too wide for a step of that length", () => {
  assert.equal(runs(steps(every(45, 6), 1.5), Placement.THIGH).length, 0);
  assert.equal(runs(steps(every(27, 6), 1.5), Placement.THIGH).length, 1);
  assert.equal(runs(steps(every(45, 6), 1.5), Placement.ANKLE).length, 1);
});

test("an arm that swings steps with its swing, one that is carried with the trunk", () => {
  const swings = steps(every(27, 8));
  const lows = every(27, 8, 55).map((sample) => step(sample, 0.3));
  const told = (size: number): number[] => {
    const wide = swings.map((one) => ({ ...one, swing: size }));
    return new ArmChoice().push(wide, lows, 1000).map(({ sample }) => sample);
  };
  assert.deepEqual(
    told(0.8),
    swings.map(({ sample }) => sample),
  );
  assert.deepEqual(
    told(0.05),
    lows.map(({ sample }) => sample),
  );
});

function answers(told: string): HopAnswer[] {
  const directions = { F: Direction.FORWARD, B: Direction.BACKWARD, U: Direction.UNKNOWN } as const;
  return [...told].map((letter, k) => {
    const direction = directions[letter as keyof typeof directions];
    if (direction === Direction.UNKNOWN) return unknownAt(25 * k, `why ${k % 2}`);
    return { sample: 25 * k, direction, probability: 0.9, reason: null, front: 1 };
  });
}

function cut(told: string): Piece[] {
  const cutter = new Cutter(0);
  const found = answers(told).flatMap((answer, k) => cutter.push(step(10 + 25 * k), answer));
  return [...found, ...cutter.finish(25 * told.length)];
}

function short(pieces: Piece[]): string[] {
  return pieces.map(({ direction, steps: mine }) => `${direction} ${mine.length}`);
}

test("a walk is cut half-way between the steps where its direction changes", () => {
  const pieces = cut("FFFFFFBBBBBB");
  assert.deepEqual(short(pieces), ["forward 6", "backward 6"]);
  // between 135 and 160 lies 147.5, the even number beside it is 148
  assert.deepEqual(
    pieces.map(({ start, end }) => [start, end]),
    [
      [0, 148],
      [148, 300],
    ],
  );
});

test("fewer than four steps join what they lie in", () => {
  assert.deepEqual(short(cut("FFFFFBBBFFFF")), ["forward 12"]);
  assert.deepEqual(short(cut("BBFFFFFF")), ["forward 8"]);
  assert.deepEqual(short(cut("UUUUUFFBBBB")), ["unknown 5", "backward 6"]);
});

test("many steps that say this and that are unknown", () => {
  assert.deepEqual(short(cut("FFFFFFBUBUBUBUBU")), ["forward 6", "unknown 10"]);
});

test("a probability is the share that agrees, a reason the commonest", () => {
  const [piece] = cut("FFFFUFFFF");
  assert.ok(piece !== undefined && Math.abs(piece.probability - (8 * 0.9) / 9) < 1e-12);
  const [unknown] = cut("UUUUU");
  assert.equal(unknown?.reason, "why 0");
  assert.equal(unknown?.probability, 0);
});
