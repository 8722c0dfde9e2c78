/**
 * Breaks from sitting: what a day looked like, and when it is right to say something.
 *
 *     steps a minute   0 0 0 - - - 40 80 0 0 0 0 ...   (- device not worn)
 *     sitting, min     1 2 3 .  .  .  0  0 1 2 3 4 ...   off: the clock does not run
 *
 * No guideline that could be read names an interval (S-09), so the interval is a design choice.
 */

import { RetrowalkError } from "../../errors.ts";
import type { Reason } from "../base.ts";
import { BREAKS, type BreakRulesData } from "../content.ts";
import { weekday } from "../dates.ts";

/** When to suggest a break; nothing is suggested unless the person switched it on. */
export type BreakRules = BreakRulesData;

const LEAST = { after_min: 10, snooze_min: 1, walk_steps: 1, most: 0 } as const;

/**
 * Checked rules; what is left out is as at first.
 *
 * Throws a RetrowalkError for hours that end before they begin, or a number that is too small.
 */
export function breakRules(told: Partial<BreakRules> = {}): BreakRules {
  const rules = { ...BREAKS.rules, ...told };
  if (clockS(rules.end) <= clockS(rules.begin)) {
    throw refused(
      `the hours end at ${rules.end} and begin at ${rules.begin}`,
      "let them end after they begin, such as 09:00-17:00",
    );
  }
  for (const [begin, end] of rules.quiet) {
    if (clockS(end) <= clockS(begin)) {
      throw refused(
        `the quiet time ends at ${end} and begins at ${begin}`,
        "let it end after it begins, such as 12:00-13:00",
      );
    }
  }
  for (const [name, least] of Object.entries(LEAST) as [keyof typeof LEAST, number][]) {
    if (!(rules[name] >= least)) throw refused(`${name} is ${rules[name]}`, `say ${least} or more`);
  }
  return rules;
}

/** Seconds since midnight of a time such as "09:30". */
export function clockS(time: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (found === null) throw refused(`'${time}' is no time of day`, "such as 09:00");
  return 3600 * Number(found[1]) + 60 * Number(found[2]);
}

/** Whether something may be said at a local time. */
export function openAt(rules: BreakRules, day: string, atS: number): boolean {
  const within = (begin: string, end: string): boolean =>
    clockS(begin) <= atS && atS < clockS(end);
  const hours = rules.weekdays.includes(weekday(day)) && within(rules.begin, rules.end);
  return rules.on && hours && !rules.quiet.some(([begin, end]) => within(begin, end));
}

/** Steps of one stretch of time, minute by minute. */
export interface Day {
  /** First minute, milliseconds since 1970. */
  readonly startMs: number;
  /** Of the wearer, such as "Europe/Berlin". */
  readonly zone: string;
  /** In each minute; null where the device was not worn. */
  readonly steps: readonly (number | null)[];
}

/** One friendly word. */
export interface Suggestion {
  /** When, milliseconds since 1970. */
  readonly atMs: number;
  /** Minutes sat without walking. */
  readonly satMin: number;
  /** Id of the snack, or null for simply getting up. */
  readonly exercise: string | null;
  readonly reason: Reason;
}

function refused(what: string, remedy: string): RetrowalkError {
  return new RetrowalkError(what, { where: "breaks", remedy });
}
