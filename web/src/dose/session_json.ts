/** The JSON form of a dose: the `dose` of a stored walk (docs/dose.md). */

import type { EstimateData } from "../estimate.ts";
import type { Language } from "../i18n/phrase.ts";
import type { Direction } from "../tracker/base.ts";
import { findingToDict, type FindingJson } from "./findings.ts";
import type { DirectionDose, Dose } from "./session.ts";
import { note } from "./words.ts";

/** The JSON form of one direction (docs/dose.md). */
export interface DirectionDoseJson {
  readonly direction: Direction;
  readonly minutes: EstimateData;
  readonly steps: EstimateData;
  readonly minutes_with_energy: number;
  readonly gross_kcal: EstimateData;
  readonly net_kcal: EstimateData;
  readonly met_minutes: EstimateData;
  readonly moderate_minutes: EstimateData;
  readonly heart_rate_kcal: EstimateData;
  readonly notes: readonly string[];
}

/** The JSON form of a dose in one language (docs/dose.md). */
export interface DoseJson {
  readonly start_utc: string | null;
  readonly backward: DirectionDoseJson;
  readonly forward: DirectionDoseJson;
  readonly knee: readonly FindingJson[];
  readonly muscle: readonly FindingJson[];
}

/** The JSON form of a dose in one language. */
export function doseToDict(given: Dose, language: Language): DoseJson {
  return {
    start_utc: given.startUtc,
    backward: directionToDict(given.backward, language),
    forward: directionToDict(given.forward, language),
    knee: given.knee.map((one) => findingToDict(one, language)),
    muscle: given.muscle.map((one) => findingToDict(one, language)),
  };
}

function directionToDict(part: DirectionDose, language: Language): DirectionDoseJson {
  return {
    direction: part.direction,
    minutes: part.minutes.toJSON(),
    steps: part.steps.toJSON(),
    minutes_with_energy: part.minutesWithEnergy,
    gross_kcal: part.grossKcal.toJSON(),
    net_kcal: part.netKcal.toJSON(),
    met_minutes: part.metMinutes.toJSON(),
    moderate_minutes: part.moderateMinutes.toJSON(),
    heart_rate_kcal: part.heartRateKcal.toJSON(),
    notes: part.notes.map((name) => note(name, language)),
  };
}
