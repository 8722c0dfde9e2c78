/** What a person did and how it felt. */

import { RetrowalkError } from "../errors.ts";
import type { EstimateData } from "../estimate.ts";
import { PLAN } from "./content.ts";

/** Top of the scales of pain and effort. */
export const WORST = PLAN.worst;

/** One session as it went, as it is stored. */
export interface LogEntry {
  /** Week of the plan, from 1. */
  readonly week: number;
  /** Day of the week of the plan, 1 to 7. */
  readonly day: number;
  /** The wearer's own day. */
  readonly date: string;
  /** Done of what was planned, 0 to 1. */
  readonly completed_share: number;
  /** 0 to 10, or null when not said. */
  readonly pain_during: number | null;
  /** 0 to 10, or null when not (yet) said. */
  readonly pain_next_morning: number | null;
  readonly effort: number | null;
  readonly swelling: boolean;
  /** Step-time variability by the tracker, or null. */
  readonly steadiness_cv: EstimateData | null;
  readonly backward_steps: number | null;
  readonly backward_s: number | null;
  readonly note: string;
}

/** What a log entry must say; the rest may be left out. */
export type Told = Pick<LogEntry, "week" | "day" | "date" | "completed_share"> & Partial<LogEntry>;

/**
 * A checked entry; what is left out is not said.
 *
 * Throws a RetrowalkError for a number outside its range.
 */
export function logEntry(told: Told): LogEntry {
  const entry: LogEntry = {
    week: told.week,
    day: told.day,
    date: told.date,
    completed_share: told.completed_share,
    pain_during: told.pain_during ?? null,
    pain_next_morning: told.pain_next_morning ?? null,
    effort: told.effort ?? null,
    swelling: told.swelling ?? false,
    steadiness_cv: told.steadiness_cv ?? null,
    backward_steps: told.backward_steps ?? null,
    backward_s: told.backward_s ?? null,
    note: told.note ?? "",
  };
  for (const name of ["pain_during", "pain_next_morning", "effort"] as const) {
    const number = entry[name];
    if (number !== null && !(number >= 0 && number <= WORST)) {
      throw refused(name, number, `say a whole number from 0 to ${WORST}`);
    }
  }
  const share = entry.completed_share;
  if (!(share >= 0 && share <= 1)) {
    throw refused("the completed share", share, "say a share from 0 to 1");
  }
  if (!(entry.week >= 1 && entry.day >= 1 && entry.day <= 7)) {
    const remedy = "weeks count from 1, days from 1 to 7";
    const what = `there is no day ${entry.day} of week ${entry.week}`;
    throw new RetrowalkError(what, { where: "log", remedy });
  }
  for (const name of ["backward_steps", "backward_s"] as const) {
    const number = entry[name];
    if (number !== null && !(number >= 0 && number < Infinity)) {
      throw refused(name, number, "say a number that is not negative");
    }
  }
  return entry;
}

function refused(name: string, number: number, remedy: string): RetrowalkError {
  const what = `${name.replaceAll("_", " ")} is ${number}`;
  return new RetrowalkError(what, { where: "log", remedy });
}
