/**
 * Weekly totals against the activity guidance of the WHO (rows W-01 to W-03).
 *
 * The guidance is about all activity of the week, of which a recorder sees only the recorded
 * walks: the share says what these walks contribute, never what is missing.
 */

import { RetrowalkError } from "../errors.ts";
import type { Estimate, EstimateData } from "../estimate.ts";
import { numberText } from "../evidence/texts.ts";
import type { Language } from "../i18n/phrase.ts";
import { rowLow } from "./rows.ts";
import { added, type Dose } from "./session.ts";
import { say } from "./words.ts";

/** The walks of one ISO week together. */
export interface Week {
  /** ISO week such as "2026-W48", by the walks' own dates. */
  readonly week: string;
  /** How many. */
  readonly walks: number;
  /** Minutes walked backward. */
  readonly backwardMinutes: Estimate;
  readonly backwardSteps: Estimate;
  /** Energy of all walking, both directions, rest included. */
  readonly grossKcal: Estimate;
  readonly metMinutes: Estimate;
  /** Minutes of moderate effort, vigorous ones counted double. */
  readonly moderateMinutes: Estimate;
  /** The same over the lower end of the WHO range; unit 1. */
  readonly shareOfGuidance: Estimate;
}

/** The JSON form of a week. */
export interface WeekJson {
  readonly week: string;
  readonly walks: number;
  readonly backward_minutes: EstimateData;
  readonly backward_steps: EstimateData;
  readonly gross_kcal: EstimateData;
  readonly met_minutes: EstimateData;
  readonly moderate_minutes: EstimateData;
  readonly share_of_guidance: EstimateData;
}

/** The JSON form. */
export function weekToDict(week: Week): WeekJson {
  return {
    week: week.week,
    walks: week.walks,
    backward_minutes: week.backwardMinutes.toJSON(),
    backward_steps: week.backwardSteps.toJSON(),
    gross_kcal: week.grossKcal.toJSON(),
    met_minutes: week.metMinutes.toJSON(),
    moderate_minutes: week.moderateMinutes.toJSON(),
    share_of_guidance: week.shareOfGuidance.toJSON(),
  };
}

const DAY_MS = 86_400_000;

/** The ISO week of a date such as "2026-11-25". */
export function isoWeek(date: string): string {
  const day = Date.parse(`${date}T00:00:00Z`);
  // the Thursday of a week is in the year it belongs to
  const thursday = new Date(day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, "0")}`;
}

function weekOf({ startUtc }: Dose): string {
  if (startUtc === null) {
    throw new RetrowalkError("a walk without a date belongs to no week", {
      where: "weekly totals",
      remedy: "leave it out or give its recording a start",
    });
  }
  return isoWeek(startUtc.slice(0, 10));
}

function sum(parts: readonly Estimate[]): Estimate {
  return parts.reduce(added);
}

/** The totals of each week in which there was a walk, in time order. */
export function weeks(doses: readonly Dose[]): Week[] {
  const byWeek = new Map<string, Dose[]>();
  for (const given of doses) {
    const name = weekOf(given);
    byWeek.set(name, [...(byWeek.get(name) ?? []), given]);
  }
  return [...byWeek].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, mine]) => one(name, mine));
}

function one(week: string, doses: readonly Dose[]): Week {
  const both = doses.flatMap(({ backward, forward }) => [backward, forward]);
  const moderate = sum(both.map((part) => part.moderateMinutes));
  return {
    week,
    walks: doses.length,
    backwardMinutes: sum(doses.map((given) => given.backward.minutes)),
    backwardSteps: sum(doses.map((given) => given.backward.steps)),
    grossKcal: sum(both.map((part) => part.grossKcal)),
    metMinutes: sum(both.map((part) => part.metMinutes)),
    moderateMinutes: moderate,
    shareOfGuidance: moderate.scaled(1 / rowLow("W-01"), "1"),
  };
}

/** A week against the guidance in one plain sentence. */
export function weekLine({ week, moderateMinutes }: Week, language: Language): string {
  const { value, low, high } = moderateMinutes;
  if (value === null || low === null || high === null) {
    return say("week_unknown", language, { week });
  }
  const text = (number: number): string => numberText(number, language, ".0f");
  return say("week", language, { week, value: text(value), low: text(low), high: text(high) });
}
