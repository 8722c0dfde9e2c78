/**
 * What a step backward is worth: its energy over that of a step forward.
 *
 *     matched   VO2_b(v)   / (VO2_f(v)   · q)     both at the same speed v
 *     own       VO2_b(v_b) / (VO2_f(v_f) · q)     each at the person's own speed
 *
 * VO2 is gross (a step costs what the body spends while taking it); q is backward over forward
 * cadence. No readable source gives q at equal speed: it is taken as one and varied (design
 * choice). What varies the ratio most is found by letting one input vary at a time.
 */

import { RetrowalkError } from "../errors.ts";
import { Estimate, type EstimateData } from "../estimate.ts";
import type { Language } from "../i18n/phrase.ts";
import { roundedTo } from "../maths/decimal.ts";
import { variance } from "../maths/numbers.ts";
import type { Wearer } from "../recording.ts";
import { Direction } from "../tracker/base.ts";
import { interval, only, unique, type Chance, type Input } from "./chance.ts";
import { chosen } from "./design.ts";
import { checkSpeed, checkWearer, grossUptake, kcalPerMl, notes, sources } from "./energy.ts";
import { note, say } from "./words.ts";

/** From the name of a draw to the name of the input that a reader understands. */
const INPUTS: readonly (readonly [Input, string])[] = [
  ["rho", "rho"],
  ["own rho", "own_rho"],
  ["backward beyond", "extrapolation"],
  ["forward beyond", "extrapolation"],
  ["practice", "practice"],
  ["practised?", "practice"],
  ["cadence", "cadence"],
  ["c", "forward_cost"],
  ["person", "person"],
  ["age", "age"],
  ["age backward", "age"],
];

/** Energy of a backward step over that of a forward step. */
export interface StepRatio {
  readonly ratio: Estimate;
  readonly backwardMps: number;
  readonly forwardMps: number;
  /** Share of the variance by input, largest first; they sum to one. */
  readonly shares: readonly (readonly [string, number])[];
  readonly notes: readonly string[];
}

/** The JSON form of a step ratio. */
export interface StepRatioJson {
  readonly ratio: EstimateData;
  readonly backward_speed_mps: number;
  readonly forward_speed_mps: number;
  readonly dominant_input: string;
  readonly dominant_input_words: string;
  readonly variance_shares: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** Name of the input that widens the interval most. */
export function dominant({ shares }: StepRatio): string {
  return shares[0][0];
}

/** The JSON form, names in words. */
export function stepRatioToDict(found: StepRatio, language: Language): StepRatioJson {
  return {
    ratio: found.ratio.toJSON(),
    backward_speed_mps: found.backwardMps,
    forward_speed_mps: found.forwardMps,
    dominant_input: dominant(found),
    dominant_input_words: say(`input_${dominant(found)}`, language),
    variance_shares: Object.fromEntries(
      found.shares.map(([name, part]) => [name, roundedTo(part, 3)]),
    ),
    notes: found.notes.map((name) => note(name, language)),
  };
}

/** Backward over forward cadence: one, varied; a design choice. */
export function cadenceRatio(z: Chance): number {
  return Math.exp(chosen("cadence_ratio") * z.cadence);
}

function sharesOf(quantity: (z: Chance) => number): [string, number][] {
  const parts = new Map<string, number>();
  for (const [draw, name] of INPUTS) {
    const logs = only(draw).map((z) => Math.log(quantity(z)));
    parts.set(name, (parts.get(name) ?? 0) + variance(logs));
  }
  const total = [...parts.values()].reduce((sum, part) => sum + part, 0);
  const kept = [...parts].filter(([, part]) => part > 1e-6 * total);
  const whole = kept.reduce((sum, [, part]) => sum + part, 0);
  return kept
    .map(([name, part]): [string, number] => [name, part / whole])
    .sort((one, other) => other[1] - one[1]);
}

/** The energy of a backward step over that of a forward step, on the level. */
export function stepRatio(backwardMps: number, forwardMps: number, wearer: Wearer): StepRatio {
  checkSpeed(backwardMps, "backward speed");
  checkSpeed(forwardMps, "forward speed");
  checkWearer(wearer);
  const quantity = (z: Chance): number => {
    const back = grossUptake(Direction.BACKWARD, backwardMps, 0, wearer, z);
    const ahead = grossUptake(Direction.FORWARD, forwardMps, 0, wearer, z);
    return back / ahead / cadenceRatio(z);
  };
  const told = unique([
    ...notes(Direction.BACKWARD, backwardMps, wearer),
    ...notes(Direction.FORWARD, forwardMps, wearer),
    "cadence_equal",
  ]);
  const reason = told.map((name) => note(name, "en")).join(" ");
  return {
    ratio: interval(quantity, "1", sources(Direction.BACKWARD, 0, wearer), reason),
    backwardMps,
    forwardMps,
    shares: sharesOf(quantity),
    notes: told,
  };
}

/**
 * The gross energy of some steps in kcal.
 *
 * Cadence is that of the person's forward walking, from speed and body height; backward it is
 * taken as equal (design choices `step_per_height` and `cadence_ratio`).
 */
export function stepsEnergy(
  direction: Direction,
  steps: number,
  speedMps: number,
  forwardMps: number,
  wearer: Wearer,
): Estimate {
  if (!(steps > 0 && Number.isFinite(steps))) {
    throw new RetrowalkError(`${steps} steps`, {
      where: "steps",
      remedy: "give a positive number",
    });
  }
  checkSpeed(speedMps);
  checkSpeed(forwardMps, "forward speed");
  checkWearer(wearer);
  const { massKg, heightM } = wearer;
  if (massKg === null || heightM === null) {
    return Estimate.unknown("kcal", note("mass_or_height_unknown", "en"));
  }
  const quantity = (z: Chance): number => {
    const stepM = chosen("step_per_height") * heightM * Math.exp(chosen("step_length") * z.step);
    let minutes = (steps * stepM) / (forwardMps * 60);
    if (direction === Direction.BACKWARD) minutes /= cadenceRatio(z);
    return grossUptake(direction, speedMps, 0, wearer, z) * massKg * kcalPerMl(z) * minutes;
  };
  const used = [...sources(direction, 0, wearer), "C-01"];
  return interval(quantity, "kcal", used, note("cadence_equal", "en"));
}
