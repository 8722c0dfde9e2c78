/** Everything the coach knows from the records, and what follows from it today. */

import { todayOf, type Today } from "../../coach/today.ts";
import type { LogEntry } from "../../coach/logs.ts";
import type { TestResult } from "../../coach/results.ts";
import type { Screening } from "../../coach/screening/base.ts";
import { useKept, useLatest, type Kept } from "../kept.ts";
import { today } from "../day.ts";
import type { LogContent, PlanContent, ResultContent } from "../records.ts";
import { useScreening } from "../screening/kept.ts";

/** What is known. */
export interface Coach {
  /** Null before the questions are answered. */
  readonly screening: Screening | null;
  /** The plan that goes on, as it was kept; null without one. */
  readonly begun: Kept<PlanContent> | null;
  /** Of the plan that goes on, by date. */
  readonly logs: readonly Kept<LogContent>[];
  readonly entries: readonly LogEntry[];
  /** All of them, by date. */
  readonly results: readonly Kept<ResultContent>[];
  readonly tested: readonly TestResult[];
  /** Null without a screening and a plan. */
  readonly now: Today | null;
  /** Why there is no `now` though there is a plan. */
  readonly error: unknown;
}

/** What is known; null while it is read. */
export function useCoach(): Coach | null {
  const answered = useScreening();
  const begun = useLatest<PlanContent>("plan");
  const logged = useKept<LogContent>("log");
  const results = useKept<ResultContent>("result");
  if (answered === undefined || begun === undefined || logged === null || results === null) return null;
  const screening = answered?.screening ?? null;
  const start = begun?.content.plan.start ?? "";
  const logs = logged
    .filter(({ content }) => content.entry.date >= start)
    .sort((a, b) => compare(a.content.entry.date, b.content.entry.date));
  const sorted = [...results].sort((a, b) => compare(a.content.result.date, b.content.result.date));
  const entries = logs.map(({ content }) => content.entry);
  const tested = sorted.map(({ content }) => content.result);
  let now: Today | null = null;
  let error: unknown = null;
  if (screening !== null && begun !== null) {
    try {
      now = todayOf(screening, begun.content.plan, entries, tested, today.value);
    } catch (caught) {
      error = caught;
    }
  }
  return { screening, begun, logs, entries, results: sorted, tested, now, error };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
