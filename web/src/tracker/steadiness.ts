/**
 * How even a walk is.
 *
 * step times   t0   t1   t2   t3   t4
 * step-time CV = sd of stride times (t[i+2] - t[i]) / sqrt(2) / mean step time
 *     strides compare a foot with itself, so a difference between the feet does not count
 * asymmetry    = |mean of even step times - mean of odd step times| / their mean
 * harmonic ratio = sum of even over sum of odd harmonics of the vertical acceleration of
 *     the trunk per stride (Smidt 1971): both legs alike make it large
 *
 * Only steps whose waveform is like the others of their foot are used (`Timing.alike`): one that
 * was miscounted, or in which the walker starts or stops, says nothing of how even the walk is.
 */

import { Estimate } from "../estimate.ts";
import { deviation, mean, median, variance } from "../maths/numbers.ts";
import type { Timing } from "./alignment.ts";
import type { Steadiness } from "./base.ts";
import { LEAST_ALIKE, type Trunk } from "./trunk.ts";

const FEWEST_STRIDES = 6;
// design choice: a step whose waveform correlates less with the others is another movement
const ALIKE = 0.7;
// strides that last less or more than this share of the usual one hold a miscounted step
const SHORTEST = 0.6;
const LONGEST = 1.6;
// design choice: with a larger share of strides left out, what is left need not be the walk
const MOST_LEFT_OUT = 0.5;
const AWAY = "a sensor away from the trunk does not show both feet alike";
// by how much strides that share a step each say less of their spread: 1 + 2 * 0.5^2
const SHARED = 1.5;
const UNLIKE = "too few steps look alike";
const ASKEW = "the two feet do not look alike enough to be compared";

/** When the steps that look like the others happened, by their number. */
function sureOf({ samples, numbers, alike }: Timing): Map<number, number> {
  const found = new Map<number, number>();
  numbers.forEach((number, k) => {
    if (alike[k] >= ALIKE) found.set(number, samples[k]);
  });
  return found;
}

interface Between {
  /** Of the first of both steps. */
  readonly number: number;
  /** In samples. */
  readonly time: number;
}

/** The times between steps `apart` numbers from one another. */
function between(timing: Timing, apart: number): Between[] {
  const place = sureOf(timing);
  const found: Between[] = [];
  for (const [number, from] of place) {
    const until = place.get(number + apart);
    if (until !== undefined) found.push({ number, time: until - from });
  }
  if (!found.length) return found;
  const usual = median(found.map(({ time }) => time));
  return found.filter(({ time }) => time > SHORTEST * usual && time < LONGEST * usual);
}

/**
 * The CV of a step time from stride times.
 *
 * The lower end leaves room for noise (in the unit of the times) that each step time has: a stride
 * has that of two.
 */
function variability(strides: readonly number[], noise: number): Estimate {
  const spread = deviation(strides, 1);
  const scale = Math.sqrt(2) / mean(strides);
  const share = 1.96 * Math.sqrt(SHARED / (2 * (strides.length - 1)));
  const least = spread * Math.max(0, 1 - share);
  const low = Math.sqrt(Math.max(0, least ** 2 - 2 * noise ** 2));
  return new Estimate(scale * spread, scale * low, scale * spread * (1 + share), "1");
}

function asymmetry(timing: Timing, trunk: Trunk): Estimate {
  if (trunk.alike < LEAST_ALIKE) return Estimate.unknown("1", ASKEW);
  const steps = between(timing, 1);
  const ofFoot = (foot: number): number[] =>
    steps.filter(({ number }) => number % 2 === foot).map(({ time }) => time);
  const [even, odd] = [ofFoot(0), ofFoot(1)];
  if (Math.min(even.length, odd.length) < FEWEST_STRIDES / 2) {
    return Estimate.unknown("1", UNLIKE);
  }
  const middle = 0.5 * (mean(even) + mean(odd));
  // an odd step that was timed too early made the even step before it short, the next one long
  const difference = Math.abs(mean(even) - mean(odd) + 2 * trunk.apart) / middle;
  const spread = variance(even, 1) / even.length + variance(odd, 1) / odd.length;
  const error = Math.hypot(1.96 * Math.sqrt(spread), 2 * trunk.apartError) / middle;
  return around(difference, error);
}

function harmonicRatio(timing: Timing, trunk: Trunk): Estimate {
  const sure = sureOf(timing);
  const ratios = trunk.ratios.filter((_, k) => {
    const number = trunk.numbers[k];
    return sure.has(number) && sure.has(number + 2);
  });
  if (ratios.length < FEWEST_STRIDES / 2) return Estimate.unknown("1", UNLIKE);
  return around(mean(ratios), (1.96 * deviation(ratios, 1)) / Math.sqrt(ratios.length));
}

function around(value: number, error: number): Estimate {
  return new Estimate(value, Math.max(0, value - error), value + error, "1");
}

/**
 * Measure how even the steps of a bout are.
 *
 * @param timing when they happened.
 * @param trunk what the trunk shows of both feet, or null where the sensor is worn elsewhere.
 * @returns each measure as an estimate; unknown where the bout is too short or too uneven, or the
 *     placement does not show it.
 */
export function steadiness(timing: Timing, trunk: Trunk | null): Steadiness {
  const all = (reason: string): Steadiness => {
    const unknown = Estimate.unknown("1", reason);
    return { stepTimeCv: unknown, stepTimeAsymmetry: unknown, harmonicRatio: unknown };
  };
  const passed = timing.numbers[timing.numbers.length - 1] - 1;
  if (passed < FEWEST_STRIDES) return all(`fewer than ${FEWEST_STRIDES} strides`);
  const strides = between(timing, 2).map(({ time }) => time);
  if (strides.length < Math.max(FEWEST_STRIDES, MOST_LEFT_OUT * passed)) return all(UNLIKE);
  const stepTimeCv = variability(strides, timing.noise);
  if (trunk === null) return { ...all(AWAY), stepTimeCv };
  return {
    stepTimeCv,
    stepTimeAsymmetry: asymmetry(timing, trunk),
    harmonicRatio: harmonicRatio(timing, trunk),
  };
}
