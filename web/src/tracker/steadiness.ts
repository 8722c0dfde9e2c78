/**
 * How even a walk is.
 *
 * step times   t0   t1   t2   t3   t4
 * step-time CV = sd of stride times (t[i+2] - t[i]) / sqrt(2) / mean step time
 *     strides compare a foot with itself, so a difference between the feet does not count
 * asymmetry    = |mean of even step times - mean of odd step times| / their mean
 * harmonic ratio = sum of even over sum of odd harmonics of the vertical acceleration of
 *     the trunk per stride (Smidt 1971): both legs alike make it large
 */

import { Estimate } from "../estimate.ts";
import { deviation, mean, variance } from "../maths/numbers.ts";
import type { Steadiness } from "./base.ts";
import { RATE_HZ } from "./timebase.ts";

const FEWEST_STRIDES = 6;
const HARMONICS = 20;

function spreadOf(values: number[], unit: string, scale: number): Estimate {
  const value = (deviation(values, 1) / mean(values)) * scale;
  const error = (1.96 * value) / Math.sqrt(2 * (values.length - 1));
  return new Estimate(value, Math.max(0, value - error), value + error, unit);
}

/** Even over odd harmonics of the (n,) vertical acceleration of one stride. */
export function strideRatio(verticalMs2: Float64Array): number {
  let stride = verticalMs2;
  if (stride.length < 2 * HARMONICS) {
    const n = stride.length;
    stride = new Float64Array(4 * HARMONICS).map((_, k) => {
      const at = (n * k) / (4 * HARMONICS);
      const low = Math.min(Math.floor(at), n - 1);
      const high = Math.min(low + 1, n - 1);
      return verticalMs2[low] + (at - low) * (verticalMs2[high] - verticalMs2[low]);
    });
  }
  const middle = mean(stride);
  let [even, odd] = [0, 0];
  for (let k = 1; k <= HARMONICS; k++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < stride.length; i++) {
      const angle = (2 * Math.PI * ((k * i) % stride.length)) / stride.length;
      re += (stride[i] - middle) * Math.cos(angle);
      im += (stride[i] - middle) * Math.sin(angle);
    }
    if (k % 2) odd += Math.hypot(re, im);
    else even += Math.hypot(re, im);
  }
  return even / Math.max(odd, 1e-12);
}

function harmonicRatio(ratios: readonly number[]): Estimate {
  if (ratios.length < FEWEST_STRIDES) {
    return Estimate.unknown("1", `fewer than ${FEWEST_STRIDES} strides`);
  }
  const middle = mean(ratios);
  const error = (1.96 * deviation(ratios, 1)) / Math.sqrt(ratios.length);
  return new Estimate(middle, Math.max(0, middle - error), middle + error, "1");
}

export function steadiness(samples: readonly number[], ratios: readonly number[] | null): Steadiness {
  const times = samples.map((sample) => sample / RATE_HZ);
  const strides = times.slice(2).map((time, k) => time - times[k]);
  if (strides.length < FEWEST_STRIDES) {
    const nothing = Estimate.unknown("1", `fewer than ${FEWEST_STRIDES} strides`);
    return { stepTimeCv: nothing, stepTimeAsymmetry: nothing, harmonicRatio: nothing };
  }
  const stepTimeCv = spreadOf(strides, "1", Math.sqrt(2));
  if (ratios === null) {
    const away = Estimate.unknown("1", "a sensor away from the trunk does not show both feet alike");
    return { stepTimeCv, stepTimeAsymmetry: away, harmonicRatio: away };
  }
  const steps = times.slice(1).map((time, k) => time - times[k]);
  const even = steps.filter((_, k) => k % 2 === 0);
  const odd = steps.filter((_, k) => k % 2 === 1);
  const difference = Math.abs(mean(even) - mean(odd)) / mean(steps);
  const spread = variance(even, 1) / even.length + variance(odd, 1) / odd.length;
  const error = (1.96 * Math.sqrt(spread)) / mean(steps);
  return {
    stepTimeCv,
    stepTimeAsymmetry: new Estimate(
      difference,
      Math.max(0, difference - error),
      difference + error,
      "1",
    ),
    harmonicRatio: harmonicRatio(ratios),
  };
}
