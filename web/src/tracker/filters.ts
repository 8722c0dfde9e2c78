/** Symmetric filters of finite length: nothing is shifted in time. */

import { roundEven } from "../maths/numbers.ts";
import { PERIOD_S, RATE_HZ } from "./timebase.ts";

// Design choices: the slowest stride is about 2 s long; nothing above 5 Hz is needed.
export const SLOW_S = 2.0;
export const FAST_S = 0.18;
/** About two steps: smooth over a stride, short enough to follow a change. */
export const VIGOUR_S = 1.0;
export const VIGOUR_HALF = roundEven(0.5 * VIGOUR_S * RATE_HZ);

/** Symmetric Hann weights of odd count that sum to one. */
export function hann(lengthS: number): Float64Array {
  const half = roundEven(0.5 * lengthS * RATE_HZ);
  const weights = new Float64Array(2 * half + 1);
  let total = 0;
  for (let k = -half; k <= half; k++) {
    weights[k + half] = 0.5 * (1 + Math.cos((Math.PI * k) / (half + 1)));
    total += weights[k + half];
  }
  return weights.map((weight) => weight / total);
}

/** A kernel with zeros on both sides, until `half` of them are on each side of its middle. */
function centred(kernel: Float64Array, half: number): Float64Array {
  const padded = new Float64Array(2 * half + 1);
  padded.set(kernel, half - (kernel.length >> 1));
  return padded;
}

/** Samples after the middle of the longest. */
export const LOOK_AHEAD = roundEven(0.5 * SLOW_S * RATE_HZ) + roundEven(0.5 * FAST_S * RATE_HZ);
/** Averages over 2 s. */
export const SLOW = centred(hann(SLOW_S), LOOK_AHEAD);
/** Averages over 0.18 s. */
export const FAST = hann(FAST_S);
/** What lies between both. */
export const BAND = centred(FAST, LOOK_AHEAD).map((weight, k) => weight - SLOW[k]);
/** Integrates over time between 0.4 and 5 Hz; antisymmetric. */
export const INTEGRAL = integralOf(BAND);

function integralOf(band: Float64Array): Float64Array {
  const running = new Float64Array(band.length);
  let total = 0;
  for (let k = 0; k < band.length; k++) {
    total += band[k];
    running[k] = total - 0.5 * band[k];
  }
  return running.map((value, k) => 0.5 * PERIOD_S * (value - running[band.length - 1 - k]));
}

/**
 * Filter columns with a symmetric kernel.
 *
 * @param values (n k,) samples, row by row.
 * @param width columns k.
 * @param kernel (2 h + 1,) weights.
 * @param kept whether beyond the ends the last value stays; else there is zero.
 * @returns (n k,), not shifted in time.
 */
export function convolved(
  values: Float64Array,
  width: number,
  kernel: Float64Array,
  kept: boolean,
): Float64Array {
  const half = kernel.length >> 1;
  const count = values.length / width;
  const found = new Float64Array(values.length);
  for (let i = 0; i < count; i++) {
    for (let k = -half; k <= half; k++) {
      let j = i + k;
      if (j < 0 || j >= count) {
        if (!kept) continue;
        j = j < 0 ? 0 : count - 1;
      }
      const weight = kernel[k + half];
      for (let c = 0; c < width; c++) found[i * width + c] += weight * values[j * width + c];
    }
  }
  return found;
}
