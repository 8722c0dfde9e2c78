/**
 * The shapes of a screening: the answers and the result.
 *
 *     questions --answers--> rules --> advice, settings, flags, what fired, what to clear
 *
 * The most careful of all rules that fire decides, so one more complaint can only make the result
 * more careful. Nothing here is a diagnosis.
 */

import type { Phrase } from "../../i18n/phrase.ts";
import type { Advice, Reason, Setting } from "../base.ts";
import type { Value, When } from "../content.ts";

/** Checked answers to every question, made by `answersFrom`; their JSON form. */
export type Answers = Readonly<Record<string, Value>>;

/** What the answers allow, as it is stored. Never a diagnosis. */
export interface Screening {
  readonly version: number;
  readonly advice: Advice;
  /** Where walking backward is allowed, safest first; none before a doctor's yes. */
  readonly settings: readonly Setting[];
  /** What exercises and plan must take care of. */
  readonly flags: readonly string[];
  /** The rules that spoke, the most careful first; never empty. */
  readonly fired: readonly Reason[];
  /** What to clear first. */
  readonly clear_with_doctor: readonly Phrase[];
  /** When to stop at once; always there. */
  readonly stop_rules: readonly Phrase[];
  readonly age_years: number;
  /** Pain in knee, hip or back when walking, 0 to 10. */
  readonly pain: number;
}

/** Whether the answers meet a condition. */
export function holds(when: When, answers: Answers): boolean {
  const value = answers[when.question];
  if (value === undefined) throw new RangeError(`no answer to '${when.question}'`);
  if (typeof value === "number") {
    return (
      (when.at_least === null || value >= when.at_least) &&
      (when.at_most === null || value <= when.at_most)
    );
  }
  const picked: readonly string[] = typeof value === "string" ? [value] : value;
  const found = when.any_of.length === 0 || when.any_of.some((option) => picked.includes(option));
  return found && (when.lacks === null || !picked.includes(when.lacks));
}
