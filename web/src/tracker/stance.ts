/**
 * Strides of a sensor on the foot or just above the ankle, with its own motion in stance.
 *
 * A foot that stands does not move, but a sensor above the ankle still does: the shank turns over
 * the ankle like a stick whose foot is held.
 *
 *     angle    \ stance /\ swing /\ stance /        turning points part swing from stance
 *     stance        o              o                 the stillest instant of each stance half
 *     velocity there = rate x lever,  lever = what is between ankle joint and sensor, along up
 *
 *     stride vector = double integral of acceleration from one such instant to the next, the
 *                     velocity at both ends being the lever's; it needs no size of the body
 *
 * The turning points are needed: a swing may hold a moment as still as a stance, mostly backward.
 */

import { argmin, median, roundEven } from "../maths/numbers.ts";
import {
  ZERO,
  cross,
  dot,
  matrixAt,
  minus,
  plus,
  times,
  turned,
  unit,
  vectorAt,
  type Vector,
} from "../maths/vector.ts";
import { Placement, STANDARD_GRAVITY_MS2 } from "../recording.ts";
import { convolved, hann } from "./filters.ts";
import { RAW_ACCELERATION, RAW_RATE, ROTATION, UP, WIDTH, type Motion } from "./motion.ts";
import type { TurningPoint } from "./steps.ts";
import { Stride } from "./strides.ts";
import { PERIOD_S, RATE_HZ } from "./timebase.ts";

/** Ankle joint to sensor (design choices): a strap above the ankle; a foot stands flat. */
export const LEVER_M: ReadonlyMap<Placement, number> = new Map([
  [Placement.ANKLE, 0.07],
  [Placement.FOOT, 0],
]);
const SMOOTH_S = 0.2;
const RATE_SMOOTH_S = 0.12;
const SHAKE_S_PER_M = 0.17; // rad/s of stir per m/s² that the force differs from gravity
// a shank rolls over its foot with speed / leg length, rarely over 2 rad/s
const STANDING_RADS = 3.0;
const CLOSEST = roundEven(0.36 * RATE_HZ);
const REST = roundEven(0.3 * RATE_HZ);
export const MARGIN = roundEven(1.3 * RATE_HZ);

/** Numbers of a sample that strides are made of: rotation, up, force and rate. */
export const MOVED = 18;
const MOVED_UP = 9;
const MOVED_FORCE = 12;
const MOVED_RATE = 15;

/** What strides need of a motion: (18 n,) rotation to W, up and force in W, rate in the sensor. */
export function movedOf(motion: Motion): Float64Array {
  const found = new Float64Array(motion.length * MOVED);
  const { rows } = motion;
  for (let i = 0; i < motion.length; i++) {
    const [from, to] = [i * WIDTH, i * MOVED];
    found.set(rows.subarray(from + ROTATION, from + ROTATION + 9), to);
    found.set(rows.subarray(from + UP, from + UP + 3), to + MOVED_UP);
    found.set(
      rows.subarray(from + RAW_ACCELERATION, from + RAW_ACCELERATION + 3),
      to + MOVED_FORCE,
    );
    found.set(rows.subarray(from + RAW_RATE, from + RAW_RATE + 3), to + MOVED_RATE);
  }
  return found;
}

/** What is needed of a stretch around one piece of walking. */
interface Part {
  /** Its first sample. */
  readonly first: number;
  /** (18 n,). */
  readonly moved: Float64Array;
  /** (3 n,) angular rate in W, averaged. */
  readonly rate: Float64Array;
  /** (n,). */
  readonly stir: Float64Array;
}

function partOf(first: number, moved: Float64Array): Part {
  const count = moved.length / MOVED;
  const power = new Float64Array(count);
  const rate = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const at = i * MOVED;
    const turning = turned(matrixAt(moved, at), vectorAt(moved, at + MOVED_RATE));
    const gravity = times(vectorAt(moved, at + MOVED_UP), STANDARD_GRAVITY_MS2);
    const shake = minus(vectorAt(moved, at + MOVED_FORCE), gravity);
    power[i] = dot(turning, turning) + SHAKE_S_PER_M ** 2 * dot(shake, shake);
    rate.set(turning, 3 * i);
  }
  const stir = convolved(power, 1, hann(SMOOTH_S), true).map((one) => Math.sqrt(Math.max(one, 0)));
  return { first, moved, rate: convolved(rate, 3, hann(RATE_SMOOTH_S), true), stir };
}

/** The stillest instant of each stance, and of the rest or stance at both ends. */
function stances(stir: Float64Array, turns: number[], start: number, end: number): number[] {
  const stillest = (low: number, high: number): number =>
    argmin(stir, low, Math.min(high + 1, stir.length));
  const halves = turns.slice(1).map((turn, k) => stillest(turns[k], turn));
  const even = halves.filter((_, k) => k % 2 === 0);
  const odd = halves.filter((_, k) => k % 2 === 1);
  const usual = (at: number[]): number => median(at.map((k) => stir[k]));
  const standing = !odd.length || usual(even) <= usual(odd) ? even : odd;
  const [first, last] = [turns[0], turns[turns.length - 1]];
  const before = stillest(Math.min(Math.max(0, start - REST), first), first);
  const after = stillest(last, Math.max(Math.min(stir.length - 1, end + REST), last));
  const found: number[] = [];
  for (const at of [before, ...standing, after]) {
    if (stir[at] > STANDING_RADS) continue;
    const latest = found[found.length - 1];
    if (latest !== undefined && at - latest < CLOSEST) {
      if (stir[at] < stir[latest]) found[found.length - 1] = at;
    } else {
      found.push(at);
    }
  }
  return found;
}

function strideOf(part: Part, start: number, end: number, leverM: number): Stride {
  const { moved } = part;
  const steps = end - start;
  let up = ZERO;
  for (let i = start; i <= end; i++) up = plus(up, vectorAt(moved, i * MOVED + MOVED_UP));
  up = unit(up, 0);
  const gravity = times(up, STANDARD_GRAVITY_MS2);
  const lever = times(up, leverM);
  const leaving = cross(vectorAt(part.rate, 3 * start), lever);
  const landing = cross(vectorAt(part.rate, 3 * end), lever);
  const force = (i: number): Vector => vectorAt(moved, i * MOVED + MOVED_FORCE);
  let velocity = leaving;
  let path = ZERO;
  for (let i = start + 1; i <= end; i++) {
    const before = velocity;
    const mean = minus(times(plus(force(i), force(i - 1)), 0.5), gravity);
    velocity = plus(velocity, times(mean, PERIOD_S));
    path = plus(path, times(plus(before, velocity), 0.5 * PERIOD_S));
  }
  // what the velocity at its end is wrong by has grown evenly over the stride
  const drift = times(minus(landing, velocity), 0.5 * steps * PERIOD_S);
  return new Stride({
    start: part.first + start,
    end: part.first + end,
    vectorM: plus(path, drift),
    up,
    stirRads: Math.max(part.stir[start], part.stir[end]),
    turns: [matrixAt(moved, start * MOVED), matrixAt(moved, end * MOVED)],
    known: part.first + end,
  });
}

/**
 * Cut one piece of walking into strides.
 *
 * @param moved `movedOf` the motion, with a gyroscope, from `MARGIN` before the piece until
 *     `MARGIN` after it, as far as the stretch reaches.
 * @param base sample of the stretch at which it begins.
 * @param steps turning points of the leg inside the piece.
 * @param start first sample of the piece.
 * @param end one past its last sample.
 * @param placement foot or ankle.
 * @returns strides in time order, each from stance to stance; the outer ones may reach beyond the
 *     piece. Empty for another placement.
 */
export function stanceStrides(
  moved: Float64Array,
  base: number,
  steps: readonly TurningPoint[],
  start: number,
  end: number,
  placement: Placement,
): Stride[] {
  const leverM = LEVER_M.get(placement);
  if (leverM === undefined || steps.length < 2) return [];
  const first = Math.max(base, start - MARGIN);
  const last = Math.min(base + moved.length / MOVED, end + MARGIN);
  const part = partOf(first, moved.subarray((first - base) * MOVED, (last - base) * MOVED));
  const turns = steps.map((step) => step.sample - first);
  const at = stances(part.stir, turns, start - first, end - first);
  return at.slice(1).map((landing, k) => strideOf(part, at[k], landing, leverM));
}
