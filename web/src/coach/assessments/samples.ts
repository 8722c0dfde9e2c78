/** Samples of a leg's sensor on an even grid, as Python's `swings` has them. */

import type { Recording } from "../../recording.ts";

/** Of the even grid. */
export const RATE_HZ = 50;
const SMOOTH = [1, 2, 3, 2, 1].map((weight) => weight / 9);

/** Samples at 50 Hz; vectors lie one behind the other. */
export interface EvenSamples {
  /** (n,) on the recording's clock. */
  readonly timeS: Float64Array;
  /** (3 n,) angular rate in rad/s. */
  readonly rate: Float64Array;
  /** (3 n,) specific force in m/s². */
  readonly force: Float64Array;
}

/** The samples between two times; between two samples a straight line. */
export function evenGrid(recording: Recording, startS: number, endS: number): EvenSamples {
  const clock = recording.timeS;
  const begin = Math.max(startS, clock[0]);
  const end = Math.min(endS, clock[clock.length - 1]);
  const period = 1 / RATE_HZ;
  const count = Math.max(Math.ceil((end - begin) / period), 0);
  // the sums of numpy's arange, to the last bit: a limit may lie just on the grid
  const spacing = begin + period - begin;
  const timeS = Float64Array.from({ length: count }, (_, k) => begin + k * spacing);
  const even = (values: ArrayLike<number>): Float64Array => {
    const found = new Float64Array(3 * count);
    let j = 0;
    for (let k = 0; k < count; k++) {
      while (j + 2 < clock.length && clock[j + 1] <= timeS[k]) j++;
      const share = (timeS[k] - clock[j]) / (clock[j + 1] - clock[j]);
      for (let c = 0; c < 3; c++) {
        const [left, right] = [values[3 * j + c], values[3 * (j + 1) + c]];
        found[3 * k + c] = left + (right - left) * share;
      }
    }
    return found;
  };
  const rate = even(recording.angularRateRads ?? []);
  return { timeS, rate, force: even(recording.accelerationMs2) };
}

/** Each axis smoothed over five samples; zero outside. */
export function smoothed(values: Float64Array): Float64Array {
  return values.map((_, at) => {
    let sum = 0;
    for (let k = -2; k <= 2; k++) sum += SMOOTH[k + 2] * (values[at + 3 * k] ?? 0);
    return sum;
  });
}
