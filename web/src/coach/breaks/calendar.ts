/**
 * Breaks as an iCalendar feed (RFC 5545) that any calendar can subscribe to.
 *
 * Times are written in UTC, computed for each day from the wearer's zone, so that nine o'clock
 * stays nine o'clock when the clocks change. Lines end with CR LF and are folded at 75 octets.
 */

import { said, type Language } from "../../i18n/phrase.ts";
import { BREAKS, PLAN } from "../content.ts";
import { plusDays } from "../dates.ts";
import { clockS, openAt, type BreakRules, type Suggestion } from "./base.ts";
import { instantOf } from "./zones.ts";

const OCTETS = 75;
const REFRESH_H = 12;
const LENGTH_MS = 3 * 60_000;

/** One entry of a calendar. */
export interface Event {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly exercise: string | null;
}

/**
 * Breaks for the coming days at even times inside the hours, outside quiet ones.
 *
 * @param first first day, such as "2026-11-25".
 * @param days how many days.
 * @param zone of the wearer.
 * @param choices exercises to take in turn.
 */
export function planned(
  rules: BreakRules,
  first: string,
  days: number,
  zone: string,
  choices: readonly string[] = [],
): readonly Event[] {
  const found: Event[] = [];
  const endS = clockS(rules.end);
  for (let ahead = 0; ahead < days; ahead++) {
    const day = plusDays(first, ahead);
    let count = 0;
    let atS = clockS(rules.begin) + 60 * rules.after_min;
    for (; atS < endS && count < rules.most; atS += 60 * rules.after_min) {
      if (!openAt(rules, day, atS)) continue;
      const exercise = choices[found.length % choices.length] ?? null;
      found.push({ atMs: instantOf(day, atS, zone), exercise });
      count++;
    }
  }
  return found;
}

/** Suggestions as calendar entries. */
export function fromSuggestions(found: readonly Suggestion[]): readonly Event[] {
  return found.map(({ atMs, exercise }) => ({ atMs, exercise }));
}

/**
 * The feed.
 *
 * @param madeMs when the feed is made.
 * @param language of titles and texts.
 */
export function calendarText(events: readonly Event[], madeMs: number, language: Language): string {
  const name = escaped(said(BREAKS.feed_name, language));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Retrowalk//Breaks//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${REFRESH_H}H`,
  ];
  for (const { atMs, exercise } of events) {
    const doing = exercise === null ? BREAKS.get_up : PLAN.words.exercises[exercise];
    if (doing === undefined) throw new RangeError(`no exercise '${exercise}'`);
    const summary = escaped(`${said(BREAKS.title, language)}: ${said(doing, language)}`);
    lines.push(
      "BEGIN:VEVENT",
      `UID:${utc(atMs)}-break@retrowalk.invalid`,
      `DTSTAMP:${utc(madeMs)}`,
      `DTSTART:${utc(atMs)}`,
      `DTEND:${utc(atMs + LENGTH_MS)}`,
      `SUMMARY:${summary}`,
      `DESCRIPTION:${escaped(said(BREAKS.text, language))}`,
      "TRANSP:TRANSPARENT",
      "CLASS:PRIVATE",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:PT0S",
      `DESCRIPTION:${summary}`,
      "END:VALARM",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** An instant as iCalendar writes it. */
export function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** A text as iCalendar writes it. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r?\n/g, "\\n");
}

/** A line folded at 75 octets, never inside a character. */
export function folded(line: string): string {
  const parts: string[] = [];
  const encoder = new TextEncoder();
  let [part, size] = ["", 0];
  for (const sign of line) {
    const octets = encoder.encode(sign).length;
    if (size + octets > OCTETS) {
      parts.push(part);
      // the space that opens a continued line
      [part, size] = ["", 1];
    }
    part += sign;
    size += octets;
  }
  return [...parts, part].join("\r\n ");
}
