/**
 * The dose of one walk: minutes, steps, energy, and what is known of knee and muscles.
 *
 *     bout: t minutes at speed v  ->  VO2(v)  ->  kcal, MET·min, minutes of moderate effort
 *     direction                   ->  sum over its bouts; one chance for all, since the
 *                                     person and the model are the same in each
 *
 * A bout whose speed is unknown, or outside what the energy model answers for, adds minutes and
 * steps but no energy; the energy says for how many minutes it stands.
 */

import { Estimate } from "../estimate.ts";
import { clip, mean } from "../maths/numbers.ts";
import type { Wearer } from "../recording.ts";
import { Direction } from "../tracker/base.ts";
import type { BoutData, WalkData } from "../walk.ts";
import { CENTRE, draws, intervalOf, unique, type Chance } from "./chance.ts";
import { REST_ML_KG_MIN } from "./cost_fit.ts";
import { chosen } from "./design.ts";
import { checkGrade, checkWearer, grossUptake, kcalPerMl, notes, sources } from "./energy.ts";
import type { Finding } from "./findings.ts";
import { combined, energyFromHeartRate, type HeartRates } from "./heart.ts";
import { kneeFindings } from "./knee.ts";
import { muscleFindings } from "./muscle.ts";
import { rowHigh, rowLow } from "./rows.ts";
import { note } from "./words.ts";

/** What walking in one direction did. */
export interface DirectionDose {
  readonly direction: Direction;
  /** Time walked. */
  readonly minutes: Estimate;
  /** Steps taken, as the tracker counted them. */
  readonly steps: Estimate;
  /** The part of the minutes whose speed allows an energy. */
  readonly minutesWithEnergy: number;
  /** Energy, rest included; heart rate taken in where there is one. */
  readonly grossKcal: Estimate;
  /** Energy that walking adds to rest. */
  readonly netKcal: Estimate;
  /** Gross METs times minutes. */
  readonly metMinutes: Estimate;
  /** Minutes of moderate effort, vigorous ones counted double. */
  readonly moderateMinutes: Estimate;
  /** Gross energy from heart rate alone; unknown without one. */
  readonly heartRateKcal: Estimate;
  /** Names of what the reader must know. */
  readonly notes: readonly string[];
}

/** What one walk did. */
export interface Dose {
  /** ISO 8601 instant of the walk, or null. */
  readonly startUtc: string | null;
  readonly backward: DirectionDose;
  readonly forward: DirectionDose;
  /** What is known of knee loads backward. */
  readonly knee: readonly Finding[];
  /** What is known of muscle activity backward. */
  readonly muscle: readonly Finding[];
}

// looked up once: each is asked for in every draw
const SLOWEST_MPS = chosen("slowest_mps");
const FASTEST_MPS = chosen("fastest_mps");
const SENSOR_SPEED = chosen("sensor_speed");
const MODERATE_MET = rowLow("W-03");
const VIGOROUS_MET = rowHigh("W-03");
const VIGOROUS_COUNTS = rowLow("W-01") / rowLow("W-02");

/** How much a minute at some METs counts: 0, 1 moderate, or 2 vigorous. */
export function moderateAndVigorous(met: number): number {
  if (met >= VIGOROUS_MET) return VIGOROUS_COUNTS;
  return met >= MODERATE_MET ? 1 : 0;
}

function minutesOf({ start_s: startS, end_s: endS }: BoutData): number {
  return (endS - startS) / 60;
}

function hasEnergy({ speed_mps: { value } }: BoutData): boolean {
  return value !== null && SLOWEST_MPS <= value && value <= FASTEST_MPS;
}

/** A bout's speed under a chance, kept inside what the model answers for. */
function speedOf({ speed_mps: { value, low, high } }: BoutData, z: Chance): number {
  let logSd = SENSOR_SPEED;
  if (low !== null && high !== null && low > 0) logSd = Math.log(high / low) / (2 * 1.96);
  const drawn = (value ?? 0) * Math.exp(logSd * z.speed);
  return clip(drawn, SLOWEST_MPS, FASTEST_MPS);
}

/** Gross uptake of each bout under each chance, the best estimate first. */
type Uptakes = readonly (readonly [minutes: number, vo2: Float64Array])[];

function uptakesOf(
  bouts: readonly BoutData[],
  chances: readonly Chance[],
  direction: Direction,
  grade: number,
  wearer: Wearer,
): Uptakes {
  return bouts.map((bout) => {
    const uptake = (z: Chance): number =>
      grossUptake(direction, speedOf(bout, z), grade, wearer, z);
    return [minutesOf(bout), Float64Array.from(chances, uptake)];
  });
}

function heartRateKcal(
  bouts: readonly BoutData[],
  heartRate: HeartRates | null,
  direction: Direction,
  wearer: Wearer,
): Estimate {
  const unknown = (name: string): Estimate => Estimate.unknown("kcal", note(name, "en"));
  if (heartRate === null) return unknown("no_heart_rate");
  let total: Estimate | null = null;
  for (const bout of bouts) {
    const inside = Array.from(heartRate.bpm).filter((_, k) => {
      return heartRate.timeS[k] >= bout.start_s && heartRate.timeS[k] < bout.end_s;
    });
    if (inside.length === 0) return unknown("heart_rate_has_gaps");
    const rate = energyFromHeartRate(mean(inside), direction, wearer);
    if (rate.value === null) {
      return Estimate.unknown("kcal", rate.reason ?? note("no_heart_rate", "en"));
    }
    const part = rate.scaled(minutesOf(bout), "kcal");
    total = total === null ? part : added(total, part);
  }
  return total ?? unknown("no_walking");
}

/**
 * The sum of two estimates whose errors may be the same: ends are added.
 *
 * Unknown where either is; without interval where either has none.
 */
export function added(a: Estimate, b: Estimate): Estimate {
  if (a.value === null || b.value === null) {
    return Estimate.unknown(a.unit, a.reason ?? b.reason ?? "a part is unknown");
  }
  const sum = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : x + y;
  return new Estimate(
    a.value + b.value,
    sum(a.low, b.low),
    sum(a.high, b.high),
    a.unit,
    a.reason ?? b.reason,
    unique([...a.sources, ...b.sources]),
  );
}

function stepsOf(bouts: readonly BoutData[]): Estimate {
  return bouts.reduce(
    (total, bout) => added(total, Estimate.of(bout.steps)),
    new Estimate(0, 0, 0, "steps"),
  );
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function directionDose(
  walk: WalkData,
  direction: Direction,
  wearer: Wearer,
  heartRate: HeartRates | null,
  grade: number,
): DirectionDose {
  const bouts = walk.bouts.filter((bout) => bout.direction === direction);
  const usable = bouts.filter(hasEnergy);
  const minutes = total(bouts.map(minutesOf));
  const covered = total(usable.map(minutesOf));
  const told = unique(
    usable.flatMap((bout) => notes(direction, bout.speed_mps.value ?? 0, wearer)),
  );
  if (covered < minutes) told.push("some_minutes_without_energy");

  const chances = usable.length ? [CENTRE, ...draws()] : [];
  const uptakes = uptakesOf(usable, chances, direction, grade, wearer);
  const perMl = Float64Array.from(chances, kcalPerMl);
  const used = sources(direction, grade, wearer);
  const summed = (
    unit: string,
    each: (vo2: number, perMl: number) => number,
    ...more: string[]
  ): Estimate => {
    if (bouts.length && !usable.length) {
      return Estimate.unknown(unit, note("no_speed", "en"));
    }
    if (!usable.length) return new Estimate(0, 0, 0, unit);
    const sums = new Float64Array(chances.length);
    for (const [time, vo2] of uptakes) {
      for (let k = 0; k < sums.length; k++) sums[k] += time * each(vo2[k], perMl[k]);
    }
    return intervalOf(sums[0], sums.subarray(1), unit, [...used, ...more]);
  };
  const energy = (rest: number): Estimate => {
    const mass = wearer.massKg;
    if (mass === null) return Estimate.unknown("kcal", note("mass_unknown", "en"));
    return summed("kcal", (vo2, kcal) => (vo2 - rest) * mass * kcal, "C-01");
  };
  let gross = energy(0);
  const heart = heartRateKcal(usable, heartRate, direction, wearer);
  if (heart.known && gross.known) {
    gross = combined(gross, heart);
    told.push("combined_with_heart_rate");
  }
  return {
    direction,
    minutes: new Estimate(minutes, minutes, minutes, "min"),
    steps: stepsOf(bouts),
    minutesWithEnergy: covered,
    grossKcal: gross,
    netKcal: energy(REST_ML_KG_MIN),
    metMinutes: summed("MET min", (vo2) => vo2 / REST_ML_KG_MIN),
    moderateMinutes: summed(
      "min",
      (vo2) => moderateAndVigorous(vo2 / REST_ML_KG_MIN),
      "W-01",
      "W-02",
      "W-03",
    ),
    heartRateKcal: heart,
    notes: told,
  };
}

/**
 * What a walk did.
 *
 * @param walk the tracker's answer, as stored.
 * @param wearer who walked; what is unknown makes answers unknown or wider, never guessed.
 * @param heartRate on the walk's clock, or null.
 * @param grade rise over run of the ground, 0 to 0.15.
 */
export function dose(
  walk: WalkData,
  wearer: Wearer,
  heartRate: HeartRates | null = null,
  grade = 0,
): Dose {
  checkWearer(wearer);
  checkGrade(grade);
  return {
    startUtc: walk.recording.start_utc,
    backward: directionDose(walk, Direction.BACKWARD, wearer, heartRate, grade),
    forward: directionDose(walk, Direction.FORWARD, wearer, heartRate, grade),
    knee: kneeFindings(),
    muscle: muscleFindings(),
  };
}
