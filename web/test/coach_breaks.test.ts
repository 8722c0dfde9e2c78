/** Breaks from sitting and their feed answer the golden vectors as Python does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { breakRules, type BreakRules } from "../src/coach/breaks/base.ts";
import { calendarText, fromSuggestions, planned } from "../src/coach/breaks/calendar.ts";
import { sittingMin, snacks, suggestions } from "../src/coach/breaks/suggest.ts";
import { instantOf, localOf } from "../src/coach/breaks/zones.ts";
import { answersFrom } from "../src/coach/screening/questions.ts";
import { screen } from "../src/coach/screening/screen.ts";
import type { Language } from "../src/i18n/phrase.ts";
import { answersAlike } from "./coach_vectors.ts";

interface GivenDay {
  readonly start: string;
  readonly zone: string;
  readonly steps: readonly (readonly [number | null, number])[];
  readonly rules: Partial<BreakRules>;
  readonly answers: unknown;
  readonly snoozed_min: readonly number[];
}

interface GivenFeed {
  readonly rules: Partial<BreakRules>;
  readonly first: string;
  readonly days: number;
  readonly zone: string;
  readonly answers: unknown;
  readonly made: string;
  readonly language: Language;
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

answersAlike<GivenDay>("breaks", (given) => {
  const rules = breakRules(given.rules);
  const startMs = Date.parse(given.start);
  const steps = given.steps.flatMap(([count, minutes]) =>
    Array.from({ length: minutes }, () => count),
  );
  const day = { startMs, zone: given.zone, steps };
  const choices = snacks(screen(answersFrom(given.answers)));
  const snoozed = given.snoozed_min.map((minute) => startMs + 60_000 * minute);
  return {
    snacks: choices,
    sitting: runs(sittingMin(day, rules)),
    suggestions: suggestions(day, rules, choices, snoozed).map((found) => ({
      at: utc(found.atMs),
      sat_min: found.satMin,
      exercise: found.exercise,
      reason: found.reason,
    })),
  };
});

/** Stretches of sitting as first and last minute sat. */
function runs(sitting: readonly (number | null)[]): readonly (number | null)[][] {
  const found: (number | null)[][] = [];
  for (const sat of sitting) {
    const run = found.at(-1);
    const last = run?.[1] ?? null;
    const goesOn = sat === null || last === null ? sat === last : sat === last + 1;
    if (run !== undefined && goesOn) run[1] = sat;
    else found.push([sat, sat]);
  }
  return found;
}

answersAlike<GivenFeed>("calendar", (given) => {
  const choices = snacks(screen(answersFrom(given.answers)));
  const rules = breakRules(given.rules);
  const events = planned(rules, given.first, given.days, given.zone, choices);
  return calendarText(events, Date.parse(given.made), given.language);
});

test("local times and instants are each other's way back", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]) {
    for (let hour = 0; hour < 24 * 366; hour += 7) {
      const ms = Date.UTC(2026, 0, 1, hour, 13);
      const { day, clockS } = localOf(ms, zone);
      const back = instantOf(day, clockS, zone);
      // an hour that comes twice counts as its first
      assert.ok(back === ms || back === ms - 3_600_000, `${zone} ${utc(ms)} ${utc(back)}`);
    }
  }
});

test("suggestions become entries of a calendar", () => {
  const atMs = Date.UTC(2026, 10, 25, 9);
  const reason = { rule: "r", sentence: { en: "a", de: "b" }, sources: [], design_choice: true };
  const events = fromSuggestions([{ atMs, satMin: 45, exercise: null, reason }]);
  const text = calendarText(events, atMs, "de");
  assert.match(text, /SUMMARY:Aufstehen und bewegen: ein paar Schritte/);
});
