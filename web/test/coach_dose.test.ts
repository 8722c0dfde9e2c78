/** The dose is that of Python, number by number and word by word. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { energyRate, energyRateToDict } from "../src/dose/energy.ts";
import type { HeartRates } from "../src/dose/heart.ts";
import { doseLines } from "../src/dose/lines.ts";
import { stepRatio, stepRatioToDict, stepsEnergy } from "../src/dose/ratio.ts";
import { dose } from "../src/dose/session.ts";
import { doseToDict } from "../src/dose/session_json.ts";
import { isoWeek, weekLine, weeks, weekToDict } from "../src/dose/week.ts";
import { reasonSaid } from "../src/dose/words.ts";
import { Wearer } from "../src/recording.ts";
import type { Direction } from "../src/tracker/base.ts";
import type { WalkData } from "../src/walk.ts";
import { answersAlike } from "./coach_vectors.ts";

interface WearerData {
  readonly age_years: number | null;
  readonly mass_kg: number | null;
  readonly height_m: number | null;
  readonly leg_length_m: number | null;
  readonly practised: boolean | null;
}

type Dict = Record<string, unknown>;

interface Given {
  readonly ask: string;
  readonly wearer: WearerData;
  readonly direction: Direction;
  readonly speed_mps: number;
  readonly grade: number;
  readonly backward_mps: number;
  readonly forward_mps: number;
  readonly steps: number;
  readonly walk: WalkData;
  readonly walks: readonly WalkData[];
  readonly heart_rate: { readonly time_s: number[]; readonly bpm: number[] } | null;
}

function wearerOf(data: WearerData): Wearer {
  return new Wearer({
    ageYears: data.age_years,
    massKg: data.mass_kg,
    heightM: data.height_m,
    legLengthM: data.leg_length_m,
    practised: data.practised,
  });
}

function heartOf({ heart_rate: data }: Given): HeartRates | null {
  return data === null ? null : { timeS: data.time_s, bpm: data.bpm };
}

/** The parts of an answer that the vector holds. */
function asked(given: object, keys: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key)));
}

function answer(given: Given, expected: Dict): unknown {
  const wearer = wearerOf(given.wearer);
  if (given.ask === "energy_rate") {
    const rate = energyRate(given.direction, given.speed_mps, wearer, given.grade);
    return { en: energyRateToDict(rate, "en"), notes_de: energyRateToDict(rate, "de").notes };
  }
  if (given.ask === "step_ratio") {
    const told = stepRatio(given.backward_mps, given.forward_mps, wearer);
    return { en: stepRatioToDict(told, "en"), de: stepRatioToDict(told, "de") };
  }
  if (given.ask === "steps_energy") {
    const { direction, steps, speed_mps: speed, forward_mps: forward } = given;
    return stepsEnergy(direction, steps, speed, forward, wearer).toJSON();
  }
  if (given.ask === "weeks") {
    return weeks(given.walks.map((walk) => dose(walk, wearer))).map((week) => ({
      ...weekToDict(week),
      en: weekLine(week, "en"),
      de: weekLine(week, "de"),
    }));
  }
  const told = dose(given.walk, wearer, heartOf(given), given.grade);
  const german = doseToDict(told, "de");
  const whole = "knee" in ((expected["en"] ?? {}) as object);
  const count = told.backward.minutes.value && !whole ? told.knee.length + told.muscle.length + 2 : 0;
  const lines = (language: "en" | "de"): string[] => {
    const all = doseLines(told, language);
    return all.slice(0, all.length - count);
  };
  return {
    en: asked(doseToDict(told, "en"), Object.keys((expected["en"] ?? {}) as object)),
    notes_de: [german.backward.notes, german.forward.notes],
    lines: { en: lines("en"), de: lines("de") },
  };
}

answersAlike<Given>("dose", (given, _, expected) => answer(given, expected as Dict));

test("a reason of the dose is said in German", () => {
  const english = "Without body mass there is no energy in kilocalories.";
  assert.match(reasonSaid(english, "de"), /Körpergewicht/);
  assert.equal(reasonSaid(english, "en"), english);
  assert.equal(reasonSaid("something else", "de"), "something else");
});

test("weeks begin on Monday and belong to the year of their Thursday", () => {
  assert.equal(isoWeek("2026-11-25"), "2026-W48");
  assert.equal(isoWeek("2027-01-03"), "2026-W53");
  assert.equal(isoWeek("2027-01-04"), "2027-W01");
  assert.equal(isoWeek("2024-12-30"), "2025-W01");
});

test("a person who cannot be is refused", () => {
  assert.throws(() => new Wearer({ massKg: 4 }), /mass_kg is 4/);
  assert.throws(() => new Wearer({ ageYears: 130 }), /age_years is 130/);
});
