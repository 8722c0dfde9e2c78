/** Screening, plan and today's card answer the golden vectors as Python does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { RetrowalkError } from "../src/errors.ts";
import { historyData, historyFrom } from "../src/coach/contract.ts";
import { logEntry, type Told } from "../src/coach/logs.ts";
import {
  logFromData,
  planFromData,
  resultFromData,
} from "../src/coach/plan/contract.ts";
import {
  decisions,
  dueDate,
  nextSession,
  outlook,
  planFrom,
  type Beginning,
} from "../src/coach/plan/replay.ts";
import { decimals, numberPhrase } from "../src/coach/plan/words.ts";
import type { TestResult } from "../src/coach/results.ts";
import { answersFrom } from "../src/coach/screening/questions.ts";
import { mayBeCleared, screen, screeningFrom } from "../src/coach/screening/screen.ts";
import { todayOf } from "../src/coach/today.ts";
import { SCREENING } from "../src/coach/content.ts";
import { answersAlike, coachVectors, digest } from "./coach_vectors.ts";

interface Given extends Beginning {
  readonly answers: unknown;
  readonly logs: readonly Told[];
  readonly results: readonly TestResult[];
  readonly today: string;
}

answersAlike<unknown>("screening", (given) => {
  const answers = answersFrom(given);
  const { stop_rules: stops, ...told } = screen(answers);
  assert.deepEqual(stops, SCREENING.stop_rules);
  return { answers, screening: told, may_be_cleared: mayBeCleared(screen(answers)) };
});

answersAlike<Given>("plan", (given, _, expected) => {
  const screening = screen(answersFrom(given.answers));
  const logs = given.logs.map(logEntry);
  const { results, today } = given;
  const plan = planFrom(screening, given, { logs, results, today });
  const session = nextSession(plan, logs, screening.pain);
  const ahead = outlook(plan, screening, plan.weeks.length + 3, logs, results);
  const whole = Object.hasOwn(expected as object, "plan");
  return {
    ...(whole ? { plan } : { digest: digest(plan) }),
    decisions: decisions(plan).map(({ week, does, reason }) => `${week} ${does} ${reason.rule}`),
    weeks_s: plan.weeks.map((week) => week.backward_s),
    next: session,
    due: session === null ? null : dueDate(plan, session, logs, today),
    outlook_s: ahead.weeks.map((week) => week.backward_s),
    outlook_digest: digest(ahead),
  };
});

answersAlike<Given>("today", (given) => {
  const screening = screen(answersFrom(given.answers));
  const logs = given.logs.map(logEntry);
  const card = todayOf(screening, given, logs, given.results, given.today);
  const { session, due, note, steps, week, pain } = card;
  return {
    session,
    due,
    note,
    steps: steps.map(({ text }) => text),
    week:
      week === null
        ? null
        : {
            number: week.number,
            plannedS: week.plannedS,
            doneS: week.doneS,
            sessionsDone: week.sessionsDone,
          },
    pain: pain.map(({ date, during, nextMorning }) => [date, during, nextMorning]),
  };
});

function inputOf(file: string, wanted: string): Given {
  const found = coachVectors<Given>(file).find(({ name }) => name === wanted);
  assert.ok(found !== undefined);
  return found.input;
}

test("the order of logs and tests does not matter", () => {
  for (const { name, input } of coachVectors<Given>("plan")) {
    if (!name.startsWith("random")) continue;
    const screening = screen(answersFrom(input.answers));
    const logs = input.logs.map(logEntry);
    const one = planFrom(screening, input, { logs, results: input.results });
    const other = planFrom(screening, input, {
      logs: [...logs].reverse(),
      results: [...input.results].reverse(),
    });
    assert.deepEqual(other, one);
  }
});

test("what is stored is read back, and what is damaged is one sentence", () => {
  const input = inputOf("plan", "flare: fell");
  const screening = screen(answersFrom(input.answers));
  const logs = input.logs.map(logEntry);
  const plan = planFrom(screening, input, { logs });
  const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  assert.deepEqual(planFromData(copy(plan)), plan);
  assert.deepEqual(screeningFrom(copy(screening)), screening);
  assert.deepEqual(logs.map((entry) => logFromData(copy(entry))), logs);
  const value = { value: 4, low: 3.8, high: 4.2, unit: "s", reason: null, sources: [] };
  const result = { test: "3mbwt", date: "2026-12-01", value, by: "stopwatch", side: null };
  assert.deepEqual(resultFromData(result), result);
  const refused = [
    () => planFromData({ ...plan, version: 2 }),
    () => planFromData({ ...plan, goal: "fame" }),
    () => planFromData({ ...plan, start: "2026-02-30" }),
    () => planFromData({ ...plan, weeks: [{ number: 1 }] }),
    () => planFromData(null),
    () => screeningFrom({ ...screening, advice: "run" }),
    () => screeningFrom({}),
    () => logFromData({ ...logs[0], pain_during: 11 }),
    () => logFromData({ ...logs[0], completed_share: null }),
    () => resultFromData({ ...result, by: "guess" }),
    () => resultFromData({ ...result, value: { ...value, low: 5 } }),
  ];
  for (const read of refused) assert.throws(read, RetrowalkError);
});

test("numbers are written as Python writes them", () => {
  const written = [5.25, 5.75, 0.05, 0.15, 2.675, 12, 0.25, 62.5, 1.05].map((x) => decimals(x, 1));
  assert.deepEqual(written, ["5.2", "5.8", "0.1", "0.1", "2.7", "12.0", "0.2", "62.5", "1.1"]);
  assert.deepEqual([0.5, 1.5, 62.5, 63.5].map((x) => decimals(x, 0)), ["0", "2", "62", "64"]);
  assert.deepEqual(numberPhrase(5.5), { en: "5.5", de: "5,5" });
  assert.deepEqual(numberPhrase(10), { en: "10", de: "10" });
});

test("today's card says when to ask for the pain next morning, and when a test is due", () => {
  const input = inputOf("today", "second day: fell");
  const screening = screen(answersFrom(input.answers));
  const logs = input.logs.map(logEntry);
  const second = todayOf(screening, input, logs, [], input.today);
  assert.equal(second.morningToAsk, logs[0]);
  assert.equal(second.now, false);
  assert.equal(todayOf(screening, input, logs, [], input.start).morningToAsk, null);
  const first = todayOf(screening, input, [], [], input.start);
  assert.ok(first.testDue && first.now && first.totalS > first.backwardS);
  assert.match(first.where?.de ?? "", /^am Geländer, /);
  const value = { value: 4, low: null, high: null, unit: "s", reason: null, sources: [] };
  const done = { test: "3mbwt", date: input.start, value, by: "sensor", side: null } as const;
  assert.equal(todayOf(screening, input, [], [done], input.start).testDue, false);
});

test("a history is exported in the form that the command line reads", () => {
  const input = inputOf("plan", "flare: fell");
  const logs = input.logs.map(logEntry);
  const plan = planFrom(screen(answersFrom(input.answers)), input, { logs });
  const history = { plan, logs, results: [] };
  assert.deepEqual(historyFrom(JSON.parse(JSON.stringify(historyData(history)))), history);
  const whole = historyData(history);
  for (const damaged of [null, {}, { ...whole, version: 2 }, { ...whole, logs: 3 }]) {
    assert.throws(() => historyFrom(damaged), RetrowalkError);
  }
});
