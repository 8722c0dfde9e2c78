/**
 * Oxygen and energy of walking forward and backward.
 *
 * Definitions (S speed in m/min, G grade as a fraction, m body mass in kg):
 *
 *     VO2     gross oxygen uptake, mL/kg/min     `costFit` gives the equations
 *     net     VO2 − 3.5, what walking adds to rest
 *     MET     VO2 / 3.5                          gross by definition
 *     energy  VO2·m/1000 · kJ per litre / 4.184  kcal/min, gross or net as its name says
 *
 * The interval is for one person, not for the mean of a study: studies, people, practice, age and
 * extrapolation each add their spread.
 */

import { RetrowalkError } from "../errors.ts";
import { Estimate, type EstimateData } from "../estimate.ts";
import type { Language } from "../i18n/phrase.ts";
import { general } from "../maths/decimal.ts";
import type { Wearer } from "../recording.ts";
import { Direction } from "../tracker/base.ts";
import { interval, share, unique, type Chance } from "./chance.ts";
import {
  ACSM_RANGE_MPS,
  HORIZONTAL,
  MEASURED_BACKWARD_MPS,
  PRACTICE_SPEED_MPS,
  REST_ML_KG_MIN,
  VERTICAL,
  costFit,
  type CostFit,
} from "./cost_fit.ts";
import { CONTENT } from "./content.ts";
import { chosen } from "./design.ts";
import { rowHigh, rowLow, rowNumber } from "./rows.ts";
import { note } from "./words.ts";

/** Exact: the thermochemical calorie. */
export const KJ_PER_KCAL = CONTENT.kj_per_kcal;
// looked up once: each is asked for in every draw
const EXTRAPOLATION = chosen("extrapolation");
const PERSON_RATIO = chosen("person_ratio");
const UNMEASURED_AGE = chosen("unmeasured_age");
const OLDER_FROM_YEARS = chosen("older_from_years");
const OLDER_OVER_YOUNG = rowNumber("A-02") / rowNumber("A-01");
const KJ_PER_LITRE = [rowLow("C-01"), rowHigh("C-01")] as const;
/** A speed given to two decimals may be a measured one, rounded. */
const ROUNDING_MPS = 0.005;

/** What one minute of walking costs. */
export interface EnergyRate {
  readonly direction: Direction;
  readonly speedMps: number;
  /** Rise over run. */
  readonly grade: number;
  /** Oxygen uptake, rest included. */
  readonly vo2GrossMlKgMin: Estimate;
  /** What walking adds to rest. */
  readonly vo2NetMlKgMin: Estimate;
  /** Gross oxygen uptake over that of rest. */
  readonly met: Estimate;
  /** Energy, rest included; unknown without a body mass. */
  readonly grossKcalMin: Estimate;
  /** Energy that walking adds to rest; unknown without a body mass. */
  readonly netKcalMin: Estimate;
  /** Names of what the reader must know (`note` says them). */
  readonly notes: readonly string[];
}

/** The JSON form of an energy rate. */
export interface EnergyRateJson {
  readonly direction: Direction;
  readonly speed_mps: number;
  readonly grade: number;
  readonly vo2_gross_ml_kg_min: EstimateData;
  readonly vo2_net_ml_kg_min: EstimateData;
  readonly met: EstimateData;
  readonly gross_kcal_min: EstimateData;
  readonly net_kcal_min: EstimateData;
  readonly notes: readonly string[];
}

/** The JSON form, notes in words. */
export function energyRateToDict(rate: EnergyRate, language: Language): EnergyRateJson {
  return {
    direction: rate.direction,
    speed_mps: rate.speedMps,
    grade: rate.grade,
    vo2_gross_ml_kg_min: rate.vo2GrossMlKgMin.toJSON(),
    vo2_net_ml_kg_min: rate.vo2NetMlKgMin.toJSON(),
    met: rate.met.toJSON(),
    gross_kcal_min: rate.grossKcalMin.toJSON(),
    net_kcal_min: rate.netKcalMin.toJSON(),
    notes: rate.notes.map((name) => note(name, language)),
  };
}

/** Refuse a speed at which the model gives no answer. */
export function checkSpeed(speedMps: number, where = "speed"): void {
  const [low, high] = [chosen("slowest_mps"), chosen("fastest_mps")];
  if (low <= speedMps && speedMps <= high) return;
  throw new RetrowalkError(
    `${general(speedMps)} m/s is outside what the energy model answers for`,
    { where, remedy: `give ${general(low)} to ${general(high)} m/s; design choice` },
  );
}

/** Refuse a grade at which the model gives no answer. */
export function checkGrade(grade: number): void {
  const steepest = chosen("steepest_grade");
  if (0 <= grade && grade <= steepest) return;
  throw new RetrowalkError(
    `a grade of ${general(grade)} is outside what the energy model answers for`,
    { where: "grade", remedy: `give 0 to ${general(steepest)}, uphill only; design choice` },
  );
}

/** Refuse a person the model has no data for. */
export function checkWearer({ ageYears }: Wearer): void {
  const youngest = chosen("youngest_years");
  if (ageYears === null || ageYears >= youngest) return;
  throw new RetrowalkError(
    `no source we read measured the energy of a person aged ${general(ageYears)}`,
    { where: "age", remedy: `the model answers for adults from ${general(youngest)} years` },
  );
}

/** How far a speed lies outside a range, as a logarithm; zero inside. */
function beyond(speedMps: number, slowest: number, fastest: number): number {
  return Math.max(Math.log(slowest / speedMps), Math.log(speedMps / fastest), 0);
}

function isOlder({ ageYears }: Wearer): boolean {
  return ageYears !== null && ageYears >= OLDER_FROM_YEARS;
}

function ageFactor(wearer: Wearer, z: Chance): number {
  if (!isOlder(wearer)) return 1;
  return OLDER_OVER_YOUNG * Math.exp(UNMEASURED_AGE * z.age);
}

function forwardHorizontal(speedMps: number, wearer: Wearer, z: Chance): number {
  const fit = costFit();
  const [slowest, fastest] = ACSM_RANGE_MPS;
  const spread = EXTRAPOLATION * beyond(speedMps, slowest, fastest);
  const c = fit.c.value * Math.exp(fit.c.log_sd * z.c + spread * z["forward beyond"]);
  const person = Math.exp(fit.personLogSd * z.person) * ageFactor(wearer, z);
  return c * person * HORIZONTAL * speedMps * 60;
}

/**
 * Net cost over that of an unpractised person.
 *
 * The source prints gross uptake per person without body mass; the gross factor is turned into a
 * net one at the model's own uptake at the source's speed.
 */
function practised(fit: CostFit, wearer: Wearer, z: Chance): number {
  if (wearer.practised === false) return 1;
  const gross = REST_ML_KG_MIN + fit.k * HORIZONTAL * PRACTICE_SPEED_MPS * 60;
  const factor = fit.practice.value * Math.exp(fit.practice.log_sd * z.practice);
  const net = (factor * gross - REST_ML_KG_MIN) / (gross - REST_ML_KG_MIN);
  return wearer.practised ? net : net ** share(z["practised?"]);
}

/** Net oxygen uptake in mL/kg/min under a chance; inputs are taken as checked. */
export function netUptake(
  direction: Direction,
  speedMps: number,
  grade: number,
  wearer: Wearer,
  z: Chance,
): number {
  const level = forwardHorizontal(speedMps, wearer, z);
  const climb = VERTICAL * speedMps * 60 * grade;
  if (direction === Direction.FORWARD) return level + climb;
  if (direction !== Direction.BACKWARD) {
    throw new RetrowalkError(`no energy model for walking ${direction}`, { where: "direction" });
  }
  const fit = costFit();
  const { slowest, fastest } = MEASURED_BACKWARD_MPS;
  const spread = EXTRAPOLATION * beyond(speedMps, slowest, fastest);
  const unmeasured = isOlder(wearer) ? UNMEASURED_AGE : 0;
  const rho =
    fit.rho.value *
    Math.exp(
      fit.rho.log_sd * z.rho +
        spread * z["backward beyond"] +
        PERSON_RATIO * z["own rho"] +
        unmeasured * z["age backward"],
    );
  const kappa = fit.kappa.value * Math.exp(fit.kappa.log_sd * z.kappa);
  return (level * rho + kappa * climb) * practised(fit, wearer, z);
}

/** Gross oxygen uptake in mL/kg/min under a chance. */
export function grossUptake(
  direction: Direction,
  speedMps: number,
  grade: number,
  wearer: Wearer,
  z: Chance,
): number {
  return REST_ML_KG_MIN + netUptake(direction, speedMps, grade, wearer, z);
}

/** The energy of one millilitre of oxygen in kcal, between the values of row C-01. */
export function kcalPerMl(z: Chance): number {
  const [low, high] = KJ_PER_LITRE;
  const kjPerLitre = low + (high - low) * share(z.oxygen);
  return kjPerLitre / KJ_PER_KCAL / 1000;
}

/** The ids of the rows that an uptake rests on. */
export function sources(direction: Direction, grade: number, wearer: Wearer): string[] {
  const fit = costFit();
  const used = [...fit.c.sources];
  if (direction === Direction.BACKWARD) {
    used.push(...fit.rho.sources);
    if (grade > 0) used.push(...fit.kappa.sources);
    if (wearer.practised !== false) used.push(...fit.practice.sources);
  }
  if (isOlder(wearer)) used.push("A-01", "A-02");
  return unique(used);
}

/** The names of what the reader of an uptake must know. */
export function notes(direction: Direction, speedMps: number, wearer: Wearer): string[] {
  const found: string[] = [];
  if (direction === Direction.BACKWARD) {
    if (speedMps < MEASURED_BACKWARD_MPS.slowest - ROUNDING_MPS) {
      found.push("backward_slower_than_measured");
    }
    if (speedMps > MEASURED_BACKWARD_MPS.fastest + ROUNDING_MPS) {
      found.push("backward_faster_than_measured");
    }
    if (wearer.practised === null) found.push("practice_unknown");
  }
  if (speedMps < ACSM_RANGE_MPS[0] || speedMps > ACSM_RANGE_MPS[1]) {
    found.push("outside_acsm_range");
  }
  if (isOlder(wearer) && direction === Direction.BACKWARD) found.push("older_than_measured");
  if (wearer.ageYears === null) found.push("age_unknown");
  return found;
}

/**
 * What one minute of walking costs this person.
 *
 * @param speedMps 0.3 to 1.9 m/s.
 * @param wearer age, mass and practice; each may be unknown.
 * @param grade rise over run, 0 to 0.15.
 */
export function energyRate(
  direction: Direction,
  speedMps: number,
  wearer: Wearer,
  grade = 0,
): EnergyRate {
  checkSpeed(speedMps);
  checkGrade(grade);
  checkWearer(wearer);
  const used = sources(direction, grade, wearer);
  const told = notes(direction, speedMps, wearer);
  const reason = told.map((name) => note(name, "en")).join(" ") || null;
  const net = (z: Chance): number => netUptake(direction, speedMps, grade, wearer, z);
  const energy = (rest: number): Estimate => {
    const mass = wearer.massKg;
    if (mass === null) return Estimate.unknown("kcal/min", note("mass_unknown", "en"));
    const quantity = (z: Chance): number => (net(z) + rest) * mass * kcalPerMl(z);
    return interval(quantity, "kcal/min", [...used, "C-01"], reason);
  };
  const rest = REST_ML_KG_MIN;
  return {
    direction,
    speedMps,
    grade,
    vo2GrossMlKgMin: interval((z) => rest + net(z), "mL/kg/min", used, reason),
    vo2NetMlKgMin: interval(net, "mL/kg/min", used, reason),
    met: interval((z) => 1 + net(z) / rest, "MET", used, reason),
    grossKcalMin: energy(rest),
    netKcalMin: energy(0),
    notes: told,
  };
}
