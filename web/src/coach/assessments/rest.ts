/** When a leg leaves its rest before the first swing and comes to rest after the last. */

import { argmin } from "../../maths/numbers.ts";
import { minus, norm, vectorAt, type Vector } from "../../maths/vector.ts";
import { RATE_HZ } from "./samples.ts";

// design choices: rest is the calmest stretch of REST_S on either side; motion ends in a pause
const REST_S = 0.4;
const LEAVES = 0.4;
const COMES = 0.25;
const PAUSE_S = 0.3;
const MEAN_OF = 7;

/**
 * The sample at which the leg left its rest, and that at which it came to rest.
 *
 * Motion is turning and pushing, each against its level while walking. Leaving shows in both
 * together; coming to rest in the pushing alone, because a leg that already stands still turns
 * with the trunk.
 *
 * @param rate (3 n,) smoothed angular rate.
 * @param force (3 n,) smoothed specific force.
 * @param first of the first swing.
 * @param last of the last swing.
 */
export function moving(
  rate: Float64Array,
  force: Float64Array,
  first: number,
  last: number,
): readonly [number, number] {
  const count = force.length / 3;
  const turns = Float64Array.from({ length: count }, (_, k) => norm(vectorAt(rate, 3 * k)));
  const against = (values: Float64Array): Float64Array => {
    const walking = values.subarray(first, last + 1);
    const usual = Math.sqrt(walking.reduce((sum, value) => sum + value ** 2, 0) / walking.length);
    return values.map((value) => value / usual);
  };
  const turning = against(turns);
  const pushing = (low: number, high: number): Float64Array => {
    const still = rest(turns, force, low, high);
    return against(turns.map((_, k) => norm(minus(vectorAt(force, 3 * k), still))));
  };
  const before = pushing(0, first);
  const leaving = running(turning.map((turn, k) => turn + before[k]));
  const coming = running(pushing(last, count));
  const pause = Math.round(PAUSE_S * RATE_HZ);
  let [left, came] = [0, 0];
  for (let back = 0; back <= first && back - left < pause; back++) {
    if (leaving[first - back] > LEAVES) left = back;
  }
  for (let on = 0; on < count - last && on - came < pause; on++) {
    if (coming[last + on] > COMES) came = on;
  }
  return [first - left, last + came];
}

/** Mean over seven samples; zero outside. */
function running(values: Float64Array): Float64Array {
  const half = (MEAN_OF - 1) / 2;
  return values.map((_, at) => {
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += (values[at + k] ?? 0) / MEAN_OF;
    return sum;
  });
}

/** The force of the calmest stretch between two samples. */
function rest(turns: Float64Array, force: Float64Array, low: number, high: number): Vector {
  const count = Math.min(Math.round(REST_S * RATE_HZ), high - low);
  if (count < 1) return vectorAt(force, 3 * Math.min(low, turns.length - 1));
  const restless = Float64Array.from({ length: high - low - count + 1 }, (_, start) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += turns[low + start + k] ** 2;
    return sum;
  });
  const calm = low + argmin(restless);
  const mean = (axis: number): number => {
    let sum = 0;
    for (let k = calm; k < calm + count; k++) sum += force[3 * k + axis];
    return sum / count;
  };
  return [mean(0), mean(1), mean(2)];
}
