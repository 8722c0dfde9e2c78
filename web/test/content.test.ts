/** The content that Python makes for the app is whole, in both languages. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";

import { ABILITIES, ADVICE, GOALS, LEVELS, PACES, SETTINGS, SUPPORTS } from "../src/coach/base.ts";
import {
  ATTENTION,
  BREAKS,
  PLAN,
  SCREENING,
  STOPS,
  figureFile,
  loadAssessments,
  loadClaims,
  loadDose,
  loadEvidence,
  loadExercises,
  loadSentences,
} from "../src/coach/content.ts";
import { filledPhrase, listed, said } from "../src/i18n/phrase.ts";

test("the words that types know are those of the content", () => {
  assert.deepEqual(SCREENING.advice_order, ADVICE);
  assert.deepEqual(SCREENING.setting_order, SETTINGS);
  assert.deepEqual(PLAN.levels, LEVELS);
  assert.deepEqual(Object.keys(PLAN.words.goals), GOALS);
  assert.deepEqual(Object.keys(PLAN.words.abilities), ABILITIES);
  assert.deepEqual(Object.keys(PLAN.words.supports), SUPPORTS);
  assert.deepEqual(Object.keys(PLAN.words.paces), PACES);
});

test("every text is there in both languages", async () => {
  let count = 0;
  const look = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    if ("en" in value && "de" in value && typeof value.en === "string") {
      count++;
      assert.ok(value.en.trim() !== "" && String(value.de).trim() !== "", at);
    }
    for (const [key, item] of Object.entries(value)) look(item, `${at}.${key}`);
  };
  for (const one of [SCREENING, PLAN, BREAKS, STOPS, ATTENTION]) look(one, "content");
  for (const one of [await loadExercises(), await loadAssessments(), await loadClaims()]) {
    look(one, "content");
  }
  look(await loadDose(), "dose");
  look(await loadSentences(), "sentences");
  assert.ok(count > 1000, `${count}`);
});

test("every form of an exercise has its pictures, and every source its row", async () => {
  const { exercises } = await loadExercises();
  const { rows } = await loadEvidence();
  assert.equal(exercises.length, 17);
  for (const { id, sources } of exercises) {
    for (const level of LEVELS) {
      for (const still of [false, true]) {
        assert.ok(existsSync(`build/content/${figureFile(id, level, still)}`), id);
      }
    }
    for (const source of sources) assert.ok(rows[source] !== undefined, source);
  }
});

test("a blank is filled in, in each language", () => {
  const blanks = { a: "1", b: { en: "two", de: "zwei" } };
  const phrase = filledPhrase({ en: "from {=a} to {b}", de: "von {=a} bis {b} {c}" }, blanks);
  assert.deepEqual(phrase, { en: "from 1 to two", de: "von 1 bis zwei {c}" });
  assert.equal(said(listed([phrase, phrase]), "de"), "von 1 bis zwei {c}, von 1 bis zwei {c}");
});
