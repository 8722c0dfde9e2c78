/**
 * What one week's logs and tests say, each as the most careful reading of it.
 *
 * Of several entries the worst counts: the strongest pain, any swelling, the least even steps.
 */

import { PLAN } from "../content.ts";
import { weekOf } from "../dates.ts";
import type { LogEntry } from "../logs.ts";
import type { TestResult } from "../results.ts";
import { limit } from "./limits.ts";

/** The test that decides whether an older person leaves the rail. */
export const BACKWARD_TEST = "3mbwt";

/** A test that got worse by more than chance. */
export interface Worse {
  readonly test: string;
  readonly changeS: number;
  readonly realS: number;
  readonly source: string;
}

/** One week as it went. */
export interface Seen {
  /** How many were logged. */
  readonly entries: number;
  /** Share of the planned that was done, 0 to 1. */
  readonly done: number;
  /** Strongest pain while walking, or null. */
  readonly pain: number | null;
  /** Strongest pain next morning, or null. */
  readonly morning: number | null;
  /** Highest effort, or null. */
  readonly effort: number | null;
  readonly swelling: boolean;
  /** Whether steps were less even than in the steadiest earlier week. */
  readonly unsteady: boolean;
  readonly worse: Worse | null;
  /** The latest 3-metre backward walk so far, seconds, or null. */
  readonly backwardTestS: number | null;
}

/** The pain next morning that counts as a flare, after this pain before the plan. */
export function morningLimit(painBefore: number): number {
  const above = Math.max(limit("morning_pain"), painBefore + limit("morning_rise"));
  return Math.min(limit("flare_pain"), above);
}

/** Whether one entry tells of a flare. */
export function flared(entry: LogEntry, painBefore: number): boolean {
  const { pain_during: during, pain_next_morning: morning } = entry;
  return (
    entry.swelling ||
    (during !== null && during >= limit("flare_pain")) ||
    (morning !== null && morning >= morningLimit(painBefore))
  );
}

/** What a week's entries and the tests up to its end say. */
export function seenInWeek(
  week: number,
  days: readonly number[],
  logs: readonly LogEntry[],
  results: readonly TestResult[],
  start: string,
  flags: readonly string[],
): Seen {
  const entries = logs.filter((entry) => entry.week === week);
  const logged = [...new Set(entries.map(({ day }) => day))].sort((a, b) => a - b);
  const done = logged.map((day) =>
    Math.max(...entries.filter((entry) => entry.day === day).map((e) => e.completed_share)),
  );
  return {
    entries: entries.length,
    done: Math.min(1, exactSum(done) / Math.max(1, days.length)),
    pain: most(entries.map((entry) => entry.pain_during)),
    morning: most(entries.map((entry) => entry.pain_next_morning)),
    effort: most(entries.map((entry) => entry.effort)),
    swelling: entries.some((entry) => entry.swelling),
    unsteady: unsteady(week, logs),
    worse: worse(week, results, start, flags),
    backwardTestS: backwardTest(week, results, start),
  };
}

/** The sum with what rounding takes away added back: a share of 0.8 is 0.8, whatever the days. */
function exactSum(values: readonly number[]): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

function most(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function unsteady(week: number, logs: readonly LogEntry[]): boolean {
  const now: number[] = [];
  let steadiest = Infinity;
  for (const { week: at, steadiness_cv: cv } of logs) {
    if (cv === null || cv.low === null || cv.high === null) continue;
    if (at === week) now.push(cv.low);
    if (at < week) steadiest = Math.min(steadiest, cv.high);
  }
  return now.some((low) => low > steadiest);
}

/** A test whose number is known. */
type Known = TestResult & { readonly seconds: number };

function upTo(week: number, results: readonly TestResult[], start: string): readonly Known[] {
  return results
    .flatMap((one): Known[] => {
      const seconds = one.value.value;
      return seconds !== null && weekOf(one.date, start) <= week ? [{ ...one, seconds }] : [];
    })
    .sort(
      (a, b) =>
        order(a.date, b.date) ||
        order(a.test, b.test) ||
        order(a.side ?? "", b.side ?? "") ||
        a.seconds - b.seconds,
    );
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function worse(
  week: number,
  results: readonly TestResult[],
  start: string,
  flags: readonly string[],
): Worse | null {
  const known = upTo(week, results, start);
  for (const [test, rows] of Object.entries(PLAN.real_changes)) {
    const row = rows.find(({ flag }) => flag === "" || flags.includes(flag));
    if (row === undefined) throw new RangeError(`no change for everybody of '${test}'`);
    const mine = known.filter((one) => one.test === test);
    for (const side of [...new Set(mine.map((one) => one.side ?? ""))].sort()) {
      const [before, last] = mine.filter((one) => (one.side ?? "") === side).slice(-2);
      if (before === undefined || last === undefined || weekOf(last.date, start) !== week) continue;
      const changeS = last.seconds - before.seconds;
      if (changeS > row.real_s) return { test, changeS, realS: row.real_s, source: row.source };
    }
  }
  return null;
}

function backwardTest(week: number, results: readonly TestResult[], start: string): number | null {
  const tests = upTo(week, results, start).filter((one) => one.test === BACKWARD_TEST);
  return tests.at(-1)?.seconds ?? null;
}
