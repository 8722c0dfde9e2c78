/** Which questions are asked, and the plan as a calendar. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answersFrom } from "../src/coach/screening/questions.ts";
import { screen } from "../src/coach/screening/screen.ts";
import { outlook, planFrom } from "../src/coach/plan/replay.ts";
import { planCalendar } from "../src/views/plan/calendar.ts";

const kept = new Map<string, string>();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  },
});
const { answer, asked, draft, finished, forgetDraft } = await import("../src/views/screening/draft.ts");

const CALM = {
  age: 67,
  knee: [],
  "hip-back": [],
  pain: 0,
  recent: [],
  heart: [],
  falls: "none",
  dizziness: "no",
  senses: [],
  medication: [],
  home: ["rail", "person"],
  activity: "regular",
} as const;

test("twelve questions for most, one more where it matters", () => {
  assert.equal(asked(CALM).length, 12);
  assert.ok(asked({ ...CALM, age: 30 }).some(({ id }) => id === "pregnancy"));
  assert.ok(!asked(CALM).some(({ id }) => id === "cleared"));
});

test("the doctor's yes is asked for only where it opens the way", () => {
  assert.ok(asked({ ...CALM, heart: ["heart-disease"] }).some(({ id }) => id === "cleared"));
});

test("an answer to what is not asked any more does not count", () => {
  const changed = { ...CALM, pregnancy: "late", cleared: "yes" };
  assert.deepEqual(finished(changed), answersFrom(CALM));
});

test("a draft lives in the tab until it is forgotten", () => {
  answer("age", 50);
  assert.equal(draft.value["age"], 50);
  assert.match([...kept.values()][0] ?? "", /50/);
  forgetDraft();
  assert.deepEqual(draft.value, {});
  assert.equal(kept.size, 0);
});

test("the plan's sessions from a day on are whole days of a calendar", () => {
  const screening = screen(answersFrom(CALM));
  const begun = { goal: "balance", ability: "some", minutes: 20, start: "2026-11-02" } as const;
  const plan = outlook(planFrom(screening, begun), screening, 2);
  const text = planCalendar(plan, "2026-11-04", Date.UTC(2026, 10, 2), "de");
  assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 5);
  assert.match(text, /DTSTART;VALUE=DATE:20261104\r\nDTEND;VALUE=DATE:20261105/);
  assert.doesNotMatch(text, /VALUE=DATE:20261102/);
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
});
