/**
 * Energy from heart rate: a second estimate, and the two estimates as one.
 *
 *     E_men   = H-01 + 0.6309·HR + 0.1988·m + 0.2017·age      kJ/min, gross
 *     E_women = H-02 + 0.4472·HR − 0.1263·m + 0.0740·age      (the sex is not asked: both, mixed)
 *
 * Backward, the heart beats faster at the same oxygen uptake (row E-35), so the equation, made for
 * forward exercise, says too much. How much follows from Williford's people: the uptake they had
 * backward over what their own forward line gives for the same heart rate.
 */

import { RetrowalkError } from "../errors.ts";
import { Estimate } from "../estimate.ts";
import { general } from "../maths/decimal.ts";
import type { Wearer } from "../recording.ts";
import { Direction } from "../tracker/base.ts";
import { interval, share, unique, type Chance } from "./chance.ts";
import { CONTENT } from "./content.ts";
import { chosen } from "./design.ts";
import { KJ_PER_KCAL, checkWearer } from "./energy.ts";
import { rowNumber } from "./rows.ts";
import { note } from "./words.ts";

/** Heart rate on the walk's clock. */
export interface HeartRates {
  /** Seconds from the walk's first sample. */
  readonly timeS: ArrayLike<number>;
  readonly bpm: ArrayLike<number>;
}

/**
 * The gross energy of one minute in kcal, from the mean heart rate.
 *
 * Unknown, with the reason, without mass and age and below the lowest useful heart rate.
 */
export function energyFromHeartRate(
  heartRateBpm: number,
  direction: Direction,
  wearer: Wearer,
): Estimate {
  if (!(heartRateBpm >= 20 && heartRateBpm <= 250)) {
    throw new RetrowalkError(`a heart rate of ${general(heartRateBpm)}`, {
      where: "heart rate",
      remedy: "give beats per minute",
    });
  }
  checkWearer(wearer);
  const { massKg, ageYears } = wearer;
  if (massKg === null || ageYears === null) {
    return Estimate.unknown("kcal/min", note("heart_rate_needs_mass_and_age", "en"));
  }
  const tooLow = Estimate.unknown("kcal/min", note("heart_rate_too_low", "en"));
  if (heartRateBpm < chosen("heart_rate_lowest_bpm")) return tooLow;
  const equation = (intercept: number, perBeat: number, perKg: number, perYear: number): number =>
    intercept + perBeat * heartRateBpm + perKg * massKg + perYear * ageYears;
  const men = equation(rowNumber("H-01"), ...CONTENT.heart.men);
  const women = equation(rowNumber("H-02"), ...CONTENT.heart.women);
  if (Math.min(men, women) <= 0) return tooLow;
  const used = ["H-01", "H-02"];
  let [factor, factorLogSd] = [1, 0];
  if (direction === Direction.BACKWARD) {
    ({ value: factor, log_sd: factorLogSd } = CONTENT.heart.backward);
    used.push("E-01", "E-02", "E-04", "E-05", "E-06", "E-07", "E-08", "E-09", "E-35");
  }
  const quantity = (z: Chance): number => {
    const mixed = women + (men - women) * share(z.sex);
    const spread = chosen("heart_rate") * z.heart + factorLogSd * z["heart backward"];
    return ((factor * mixed) / KJ_PER_KCAL) * Math.exp(spread);
  };
  return interval(quantity, "kcal/min", used, note("heart_rate_equation", "en"));
}

/**
 * Two independent estimates of the same positive quantity as one.
 *
 * Weighted by the inverse variance of their logarithms. Where they disagree by more than their
 * intervals allow, the interval is widened by that factor (Birge).
 */
export function combined(first: Estimate, second: Estimate): Estimate {
  if (first.unit !== second.unit) {
    throw new RetrowalkError(`${first.unit} and ${second.unit} cannot be combined`, {
      where: "estimate",
    });
  }
  const both = [first, second];
  const known = both.flatMap(({ value, low, high }) =>
    value === null || low === null || high === null ? [] : [{ value, low, high }],
  );
  if (known.length < 2) return both.find(({ low }) => low !== null) ?? first;
  const logs = known.map(({ value }) => Math.log(value));
  const weights = known.map(
    ({ low, high }) => (Math.max(Math.log(high / low), 1e-9) / (2 * 1.96)) ** -2,
  );
  const weight = weights[0] + weights[1];
  const mean = (weights[0] * logs[0] + weights[1] * logs[1]) / weight;
  const chi2 = weights[0] * (logs[0] - mean) ** 2 + weights[1] * (logs[1] - mean) ** 2;
  const logSd = Math.sqrt(Math.max(1, chi2) / weight);
  return new Estimate(
    Math.exp(mean),
    Math.exp(mean - 1.96 * logSd),
    Math.exp(mean + 1.96 * logSd),
    first.unit,
    note("combined_with_heart_rate", "en"),
    unique([...first.sources, ...second.sources]),
  );
}
