/** How good the samples of a source are: how many, how even, how finely told. */

import { mean, median } from "../maths/numbers.ts";
import type { Recording } from "../recording.ts";

/** Of a few seconds of samples. */
export interface Quality {
  /** Median rate; 0 for fewer than ten samples. */
  readonly rateHz: number;
  /** Longest time between two samples. */
  readonly longestS: number;
  readonly hasGyroscope: boolean;
  /** Smallest change that acceleration shows; browsers round to 0.1. */
  readonly stepMs2: number;
}

/** The tracker needs this many samples in a second (docs/conformance.md goes down to 25). */
export const LEAST_RATE_HZ = 20;

/** Smallest difference between two values that are not the same. */
function stepOf(values: ArrayLike<number>): number {
  const levels = [...new Set(Array.from(values))].sort((a, b) => a - b);
  let step = Infinity;
  for (let k = 1; k < levels.length; k++) step = Math.min(step, levels[k] - levels[k - 1]);
  return Number.isFinite(step) ? step : 0;
}

/** The quality of samples. */
export function qualityOf({ timeS, accelerationMs2, angularRateRads }: Recording): Quality {
  const count = timeS.length;
  if (count < 10) {
    return { rateHz: 0, longestS: Infinity, hasGyroscope: angularRateRads !== null, stepMs2: 0 };
  }
  const steps = Array.from({ length: count - 1 }, (_, k) => timeS[k + 1] - timeS[k]);
  const first = Array.from({ length: count }, (_, k) => accelerationMs2[3 * k]);
  return {
    rateHz: 1 / median(steps),
    longestS: steps.reduce((most, one) => Math.max(most, one), 0),
    hasGyroscope: angularRateRads !== null,
    stepMs2: stepOf(first),
  };
}

/** Whether another source is worth changing to: a gyroscope, more samples, or finer ones. */
export function better(other: Quality, used: Quality): boolean {
  if (other.rateHz < LEAST_RATE_HZ || !other.hasGyroscope) return false;
  if (used.rateHz < LEAST_RATE_HZ || !used.hasGyroscope) return true;
  if (other.rateHz > 1.2 * used.rateHz) return true;
  return other.rateHz > 0.9 * used.rateHz && other.stepMs2 < 0.5 * used.stepMs2;
}

/** Size of each acceleration vector. */
export function sizes({ timeS, accelerationMs2: a }: Recording): number[] {
  return Array.from({ length: timeS.length }, (_, k) =>
    Math.hypot(a[3 * k], a[3 * k + 1], a[3 * k + 2]),
  );
}

/** Mean acceleration vector. */
export function meanVector({ timeS, accelerationMs2: a }: Recording): [number, number, number] {
  const of = (c: number): number =>
    mean(Array.from({ length: timeS.length }, (_, k) => a[3 * k + c]));
  return [of(0), of(1), of(2)];
}
