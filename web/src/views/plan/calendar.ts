/** The sessions to come as a calendar (RFC 5545): whole days, because nobody asked for an hour. */

import type { Plan } from "../../coach/base.ts";
import { escaped, folded, utc } from "../../coach/breaks/calendar.ts";
import { plusDays } from "../../coach/dates.ts";
import { sessionDate } from "../../coach/plan/replay.ts";
import { minutesPhrase } from "../../coach/plan/words.ts";
import { exerciseName } from "../exercises/allowed.ts";
import { filled, said, type Language } from "../../i18n/phrase.ts";
import { stepText } from "../session/parts.ts";

const WORDS = {
  feed: { en: "Walking backward: plan", de: "Rückwärtsgehen: Plan" },
  summary: { en: "Walk backward, {minutes} min", de: "Rückwärts gehen, {minutes} min" },
  exercises: { en: "Exercises", de: "Übungen" },
};

/** Sessions from a day on, one event each. */
export function planCalendar(plan: Plan, from: string, madeMs: number, language: Language): string {
  const name = escaped(said(WORDS.feed, language));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Retrowalk//Plan//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
  ];
  for (const session of plan.weeks.flatMap(({ sessions }) => sessions)) {
    const day = sessionDate(plan, session);
    if (day < from) continue;
    const minutes = said(minutesPhrase(session.backward_s), language);
    const summary =
      session.backward_s > 0
        ? filled(said(WORDS.summary, language), { minutes })
        : said(WORDS.exercises, language);
    const parts = session.blocks.map((block) => {
      const text = stepText(block)
        .map((line) => said(line, language))
        .join(", ");
      return block.kind === "walk" ? text : `${said(exerciseName(block.exercise), language)}: ${text}`;
    });
    lines.push(
      "BEGIN:VEVENT",
      `UID:${plan.start}-${session.week}-${session.day}-session@retrowalk.invalid`,
      `DTSTAMP:${utc(madeMs)}`,
      `DTSTART;VALUE=DATE:${plain(day)}`,
      `DTEND;VALUE=DATE:${plain(plusDays(day, 1))}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(parts.join("\n"))}`,
      "TRANSP:TRANSPARENT",
      "CLASS:PRIVATE",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function plain(day: string): string {
  return day.replaceAll("-", "");
}
