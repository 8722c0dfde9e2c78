/** How far a swing carries the sensor: from the accelerometer, between two rests. */

import { median } from "../../maths/numbers.ts";
import { cross, dot, minus, norm, plus, times, vectorAt, type Vector } from "../../maths/vector.ts";
import { STANDARD_GRAVITY_MS2 } from "../../recording.ts";
import { RATE_HZ } from "./samples.ts";
import type { Lobe } from "./swings.ts";

const AROUND_S = 0.3;

/** How far each swing went against the middle of the inner ones, the second of two. */
export function travelShares(
  rate: Float64Array,
  force: Float64Array,
  swings: readonly Lobe[],
): number[] {
  const travelM = swings.map(({ first, last }) => travelOf(rate, force, first, last));
  const usualM = median(travelM.length > 2 ? travelM.slice(1, -1) : travelM.slice(1));
  return travelM.map((travel) => (usualM > 0 ? travel / usualM : NaN));
}

/**
 * The level distance of one swing, from rest to rest.
 *
 * The force is turned into the frame of the start, gravity is taken off as it points there, and
 * velocity is made to end at zero.
 */
function travelOf(rate: Float64Array, force: Float64Array, first: number, last: number): number {
  const around = Math.round(AROUND_S * RATE_HZ);
  const length = force.length / 3;
  const low = Math.max(first - around, 0);
  const high = Math.min(last + around, length - 1);
  const up = upAt(force, Math.max(low - 3, 0), low + 3);
  const gravity = times(up, STANDARD_GRAVITY_MS2);
  let turn = NONE;
  let velocity: Vector = [0, 0, 0];
  const velocities: Vector[] = [];
  for (let k = low; k < high; k++) {
    const push = minus(rotated(turn, vectorAt(force, 3 * k)), gravity);
    velocity = plus(velocity, times(push, 1 / RATE_HZ));
    velocities.push(velocity);
    turn = composed(turn, turnOf(times(vectorAt(rate, 3 * k), 1 / RATE_HZ)));
  }
  const count = velocities.length;
  const way = velocities.reduce<Vector>((sum, one, k) => {
    const left = count > 1 ? k / (count - 1) : 0;
    return plus(sum, times(minus(one, times(velocity, left)), 1 / RATE_HZ));
  }, [0, 0, 0]);
  return norm(minus(way, times(up, dot(way, up))));
}

/** The direction of the mean force of samples [start, end). */
function upAt(force: Float64Array, start: number, end: number): Vector {
  let sum: Vector = [0, 0, 0];
  for (let k = start; k < Math.min(end, force.length / 3); k++) {
    sum = plus(sum, vectorAt(force, 3 * k));
  }
  return times(sum, 1 / norm(sum));
}

/** A rotation: scalar and vector part. */
interface Quaternion {
  readonly w: number;
  readonly v: Vector;
}

const NONE: Quaternion = { w: 1, v: [0, 0, 0] };

/** The rotation about a vector by its length. */
function turnOf(vector: Vector): Quaternion {
  const angle = norm(vector);
  if (angle === 0) return NONE;
  return { w: Math.cos(angle / 2), v: times(vector, Math.sin(angle / 2) / angle) };
}

/** The second rotation, then the first. */
function composed(one: Quaternion, other: Quaternion): Quaternion {
  const w = one.w * other.w - dot(one.v, other.v);
  const v = plus(plus(times(other.v, one.w), times(one.v, other.w)), cross(one.v, other.v));
  const size = Math.sqrt(w * w + dot(v, v));
  return { w: w / size, v: times(v, 1 / size) };
}

function rotated({ w, v }: Quaternion, a: Vector): Vector {
  const t = times(cross(v, a), 2);
  return plus(plus(a, times(t, w)), cross(v, t));
}
