/**
 * What to do today, and how the week stands: what the first screen shows.
 *
 * The session, its day and the sentence about it are those of `retrowalk plan next`; seconds done
 * are counted as the printed report counts them.
 */

import { listed, type Phrase } from "../i18n/phrase.ts";
import { totalS } from "./base.ts";
import type { Block, Plan, Reason, Session, WalkBlock } from "./base.ts";
import { dated, daysBetween, plusDays, weekOf } from "./dates.ts";
import type { LogEntry } from "./logs.ts";
import { limit } from "./plan/limits.ts";
import { dueDate, nextSession, outlook, planFrom, sessionDate } from "./plan/replay.ts";
import type { Beginning } from "./plan/replay.ts";
import { BACKWARD_TEST } from "./plan/seen.ts";
import { WORDS, blockText, minutesPhrase } from "./plan/words.ts";
import type { TestResult } from "./results.ts";
import type { Screening } from "./screening/base.ts";

/** One step of a session. */
export interface Step {
  readonly block: Block;
  readonly text: Phrase;
  /** About how long it lasts, rests and getting there included, seconds. */
  readonly seconds: number;
}

/** How the week stands. */
export interface ThisWeek {
  /** Week of the plan, from 1. */
  readonly number: number;
  /** Its first day. */
  readonly from: string;
  readonly plannedS: number;
  readonly doneS: number;
  readonly sessionsPlanned: number;
  readonly sessionsDone: number;
}

/** Pain of one logged session. */
export interface PainPoint {
  readonly date: string;
  readonly during: number | null;
  readonly nextMorning: number | null;
}

/** What the first screen shows. */
export interface Today {
  /** The plan as it stands. */
  readonly plan: Plan;
  /** The next session, or null: the week is done, or there is none yet. */
  readonly session: Session | null;
  /** Its day; null where it fits no more into its week, or there is none. */
  readonly due: string | null;
  /** Whether to do it today. */
  readonly now: boolean;
  /** Said besides the session: it moved, came too late, or when the next one is; else null. */
  readonly note: Phrase | null;
  /** In their order; empty without a session. */
  readonly steps: readonly Step[];
  /** About how long all of it lasts, seconds. */
  readonly totalS: number;
  /** Time to walk backward, seconds, and in minutes as a text. */
  readonly backwardS: number;
  readonly backwardMin: Phrase;
  /** Where, with which hold and how fast, or null without walking. */
  readonly where: Phrase | null;
  /** Why it looks so; without a session, why there is none. */
  readonly why: readonly Reason[];
  /** Why the week looks so. */
  readonly whyWeek: readonly Reason[];
  /** Whether the backward walk is to be tested before this session. */
  readonly testDue: boolean;
  /** The entry that waits for its pain next morning, or null. */
  readonly morningToAsk: LogEntry | null;
  /** Null without a plan of sessions. */
  readonly week: ThisWeek | null;
  /** By date, the earliest first; before the plan it was `painBefore`. */
  readonly pain: readonly PainPoint[];
  readonly painBefore: number;
}

/** Today's card and the week, from everything that is known. */
export function todayOf(
  screening: Screening,
  begun: Beginning,
  logs: readonly LogEntry[],
  results: readonly TestResult[],
  today: string,
): Today {
  const plan = planFrom(screening, begun, { logs, results, today });
  const session = nextSession(plan, logs, screening.pain);
  const due = session === null ? null : dueDate(plan, session, logs, today);
  const steps = (session?.blocks ?? []).map(stepOf);
  const walk = session?.blocks.find((block) => block.kind === "walk");
  const backwardS = session?.backward_s ?? 0;
  return {
    plan,
    session,
    due,
    now: due !== null && daysBetween(due, today) >= 0,
    note: noteOf(plan, session, due, screening, logs, results),
    steps,
    totalS: steps.reduce((sum, { seconds }) => sum + seconds, 0),
    backwardS,
    backwardMin: minutesPhrase(backwardS),
    where: walk === undefined ? null : whereOf(walk),
    why: session?.reasons ?? (plan.weeks.length === 0 ? plan.reasons : []),
    whyWeek: plan.weeks.at(-1)?.reasons ?? [],
    testDue: session !== null && testDue(plan, session, results),
    morningToAsk: morningToAsk(logs, today),
    week: thisWeek(plan, logs, begun.start, today),
    pain: painOf(logs),
    painBefore: screening.pain,
  };
}

function stepOf(block: Block): Step {
  const seconds =
    block.kind === "walk" ? totalS(block) : limit("exercise_s") + limit("change_s");
  return { block, text: blockText(block), seconds };
}

function whereOf(walk: WalkBlock): Phrase {
  const { setting, support, pace } = walk;
  return listed([WORDS.settings[setting], WORDS.supports[support], WORDS.paces[pace]]);
}

/** What `retrowalk plan next` says besides the session. */
function noteOf(
  plan: Plan,
  session: Session | null,
  due: string | null,
  screening: Screening,
  logs: readonly LogEntry[],
  results: readonly TestResult[],
): Phrase | null {
  if (session !== null) {
    if (due === sessionDate(plan, session)) return null;
    if (due !== null) return dated(WORDS.moved, due);
    return dated(WORDS.too_late, plusDays(plan.start, 7 * session.week));
  }
  const ahead = outlook(plan, screening, plan.weeks.length + 1, logs, results).weeks.at(-1);
  const next = ahead?.sessions[0];
  if (next === undefined) return WORDS.no_session;
  return dated(WORDS.nothing_left, sessionDate(plan, next), { week: String(next.week) });
}

/** Whether a session begins with a test that was not yet done in its week. */
function testDue(plan: Plan, session: Session, results: readonly TestResult[]): boolean {
  const asked = session.reasons.some(({ rule }) => rule === "test-due");
  const done = results.some(
    ({ test, date }) => test === BACKWARD_TEST && weekOf(date, plan.start) === session.week,
  );
  return asked && !done;
}

/** The last entry, from yesterday or before, that does not say its pain next morning. */
function morningToAsk(logs: readonly LogEntry[], today: string): LogEntry | null {
  const last = sorted(logs).at(-1);
  const open = last?.pain_next_morning === null && daysBetween(last.date, today) >= 1;
  return last !== undefined && open ? last : null;
}

function thisWeek(
  plan: Plan,
  logs: readonly LogEntry[],
  start: string,
  today: string,
): ThisWeek | null {
  const at = Math.max(1, weekOf(today, start));
  const week = plan.weeks.find(({ number }) => number === at) ?? plan.weeks.at(-1);
  if (week === undefined) return null;
  const mine = logs.filter((entry) => entry.week === week.number);
  return {
    number: week.number,
    from: plusDays(start, 7 * (week.number - 1)),
    plannedS: week.backward_s,
    doneS: mine.reduce((sum, entry) => sum + doneS(entry, plan), 0),
    sessionsPlanned: week.sessions.length,
    sessionsDone: new Set(mine.map(({ day }) => day)).size,
  };
}

/** Seconds backward of a session: as counted, else the share of what was planned. */
export function doneS(entry: LogEntry, plan: Plan): number {
  if (entry.backward_s !== null) return entry.backward_s;
  const planned = plan.weeks
    .flatMap(({ sessions }) => sessions)
    .filter(({ week, day }) => week === entry.week && day === entry.day)
    .reduce((sum, session) => sum + session.backward_s, 0);
  return entry.completed_share * planned;
}

function painOf(logs: readonly LogEntry[]): readonly PainPoint[] {
  return sorted(logs).map(({ date, pain_during: during, pain_next_morning: nextMorning }) => ({
    date,
    during,
    nextMorning,
  }));
}

/** By date, then by their place in the plan. */
function sorted(logs: readonly LogEntry[]): readonly LogEntry[] {
  return [...logs].sort(
    (a, b) => daysBetween(b.date, a.date) || a.week - b.week || a.day - b.day,
  );
}
