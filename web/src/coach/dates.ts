/** Days of the wearer, written "2026-11-25", without clocks or zones. */

import { RetrowalkError } from "../errors.ts";
import { filled, type Phrase } from "../i18n/phrase.ts";
import { PLAN } from "./content.ts";

const DAY_MS = 86_400_000;

/** Days since 1 January 1970. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The day that is so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one day to another. */
export function daysBetween(first: string, second: string): number {
  return dayNumber(second) - dayNumber(first);
}

/** Week of a plan in which a day lies, from 1; less than 1 before its start. */
export function weekOf(day: string, start: string): number {
  return Math.floor(daysBetween(start, day) / 7) + 1;
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

/** The day itself, if it is one; else an error that names the place. */
export function dayFrom(value: unknown, where: string): string {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const time = Date.parse(`${value}T00:00:00Z`);
    // Date.parse lets 30 February pass as 2 March
    if (Number.isFinite(time) && new Date(time).toISOString().startsWith(value)) return value;
  }
  throw new RetrowalkError(`'${String(value)}' is no day`, { where, remedy: "such as 2026-11-25" });
}

/** A day as people write it: "Wed 2026-11-25", "Mi 25.11.2026". */
export function dayText(day: string): Phrase {
  const name = PLAN.words.weekdays_short[weekday(day)];
  if (name === undefined) throw new RangeError(day);
  const [year = "", month = "", date = ""] = day.split("-");
  return { en: `${name.en} ${day}`, de: `${name.de} ${date}.${month}.${year}` };
}

/** A sentence with its `{date}` and other blanks filled in. */
export function dated(sentence: Phrase, day: string, more: Record<string, string> = {}): Phrase {
  const text = dayText(day);
  return {
    en: filled(sentence.en, { ...more, date: text.en }),
    de: filled(sentence.de, { ...more, date: text.de }),
  };
}
