/**
 * A plan from everything that is known: the history replayed from its first day.
 *
 * The same screening, goal, ability, minutes, start, logs and tests always give the same plan; in
 * which order the logs came does not matter.
 */

import { RetrowalkError } from "../../errors.ts";
import { listed } from "../../i18n/phrase.ts";
import type { Ability, Goal, Plan, Reason, Session, Week } from "../base.ts";
import type { Does, ExerciseInfo } from "../content.ts";
import { dayNumber, plusDays, weekOf } from "../dates.ts";
import { logEntry, type LogEntry } from "../logs.ts";
import type { TestResult } from "../results.ts";
import type { Screening } from "../screening/base.ts";
import { waits } from "../screening/screen.ts";
import { eased, sessions } from "./build.ts";
import { CATALOGUE, leftOut } from "./catalogue.ts";
import { decide, startState } from "./decide.ts";
import { DAYS, limit } from "./limits.ts";
import { fullS, startLoad } from "./load.ts";
import { Person } from "./person.ts";
import { because, planRule } from "./rules.ts";
import { flared, seenInWeek } from "./seen.ts";
import { WORDS, minutesPhrase, word } from "./words.ts";

const VERSION = 1;
const LAST_DAY = DAYS[2];

/** What a plan is begun with. */
export interface Beginning {
  readonly goal: Goal;
  readonly ability: Ability;
  /** Available for one session. */
  readonly minutes: number;
  /** First day of week 1. */
  readonly start: string;
}

/** What is known since. */
export interface Since {
  /** What was done, in any order. */
  readonly logs?: readonly LogEntry[];
  /** In any order. */
  readonly results?: readonly TestResult[];
  /**
   * Weeks before it without an entry count as missed; without it, the plan ends with the first
   * week that is not over by its entries.
   */
  readonly today?: string;
  /** The exercises to choose from. */
  readonly catalogue?: readonly ExerciseInfo[];
}

/** One change of the plan, or why there was none. */
export interface Decision {
  /** The first week it holds for; 0 for how the plan begins. */
  readonly week: number;
  readonly does: Does;
  readonly reason: Reason;
}

/**
 * The plan as it stands after this history.
 *
 * Throws a RetrowalkError for minutes that no session fits into, or an entry beyond the longest
 * plan.
 */
export function planFrom(screening: Screening, begun: Beginning, since: Since = {}): Plan {
  const { goal, ability, minutes, start } = begun;
  const { logs = [], results = [], today, catalogue = CATALOGUE } = since;
  if (!(limit("minutes_least") <= minutes && minutes <= limit("minutes_most"))) {
    throw new RetrowalkError(`a session of ${minutes} minutes cannot be planned`, {
      where: "plan",
      remedy: `say ${limit("minutes_least")} to ${limit("minutes_most")} minutes`,
    });
  }
  const person = new Person(screening, goal, ability, minutes);
  const waiting = waits(screening.advice);
  const horizon = waiting ? 0 : horizonOf(logs, start, today);
  return {
    version: VERSION,
    goal,
    ability,
    advice: screening.advice,
    settings: screening.settings,
    flags: screening.flags,
    minutes,
    start,
    reasons: waiting
      ? [because("no-plan"), ...screening.fired]
      : beginning(person, catalogue),
    weeks: weeksOf(person, start, horizon, logs, results, catalogue),
  };
}

/** Each week, decided by the one before it. */
function weeksOf(
  person: Person,
  start: string,
  horizon: number,
  logs: readonly LogEntry[],
  results: readonly TestResult[],
  catalogue: readonly ExerciseInfo[],
): readonly Week[] {
  const weeks: Week[] = [];
  if (horizon === 0) return weeks;
  let state = startState(person);
  let reasons: readonly Reason[] = [startReason(person)];
  for (let number = 1; number <= horizon; number++) {
    const planned = sessions(number, state.load, person, catalogue);
    const backward = planned.reduce((sum, session) => sum + session.backward_s, 0);
    weeks.push({ number, backward_s: backward, reasons, sessions: planned });
    if (number < horizon) {
      const seen = seenInWeek(number, DAYS, logs, results, start, person.screening.flags);
      [state, reasons] = decide(number, state, seen, person);
    }
  }
  return weeks;
}

/** Number of the last week that can be planned. */
function horizonOf(logs: readonly LogEntry[], start: string, today: string | undefined): number {
  const last = logs.length === 0 ? 1 : Math.max(...logs.map(({ week }) => week));
  const most = limit("weeks_most");
  if (last > most) {
    throw new RetrowalkError(`there is an entry for week ${last}`, {
      where: "log",
      remedy: `a plan has at most ${most} weeks; begin a new one`,
    });
  }
  const over = logs.some(({ week, day }) => week === last && day >= LAST_DAY);
  const now = today === undefined ? 1 : weekOf(today, start);
  return Math.min(most, Math.max(last + Number(over), now));
}

function startReason(person: Person): Reason {
  const load = startLoad(person);
  return because("start-load", { minutes: minutesPhrase(fullS(load)), bout: String(load.boutS) });
}

function beginning(person: Person, catalogue: readonly ExerciseInfo[]): readonly Reason[] {
  const reasons = [because(`start-${person.goal}`), startReason(person), because("start-rail")];
  if (person.supported) reasons.push(because("supported"));
  const missing = leftOut(person.goal, person.screening.flags, catalogue);
  if (missing.length > 0) {
    const names = missing.map(({ id }) => word(WORDS.exercises, id));
    reasons.push(because("left-out", { exercises: listed(names) }));
  }
  return reasons;
}

/** Every decision of a plan in order, beginning with how it starts. */
export function decisions(plan: Plan): readonly Decision[] {
  const told = (week: number, reasons: readonly Reason[]): readonly Decision[] =>
    reasons.map((reason) => ({
      week,
      // a rule of the screening is none of the plan's
      does: planRule(reason.rule)?.does ?? "starts",
      reason,
    }));
  return [
    ...told(0, plan.reasons),
    ...plan.weeks.flatMap(({ number, reasons }) => told(number, reasons)),
  ];
}

/**
 * The next session of the last planned week that is not logged yet, or null.
 *
 * After a flare in the same week it is eased; after swelling there is no walking backward.
 *
 * @param painBefore pain before the plan, of the screening.
 */
export function nextSession(
  plan: Plan,
  logs: readonly LogEntry[],
  painBefore = 0,
): Session | null {
  const week = plan.weeks.at(-1);
  if (week === undefined) return null;
  const thisWeek = logs.filter((entry) => entry.week === week.number);
  const done = new Set(thisWeek.map(({ day }) => day));
  const ahead = week.sessions.find(({ day }) => !done.has(day));
  if (ahead === undefined) return null;
  if (thisWeek.some((entry) => flared(entry, painBefore))) {
    return eased(ahead, !thisWeek.some(({ swelling }) => swelling));
  }
  return ahead;
}

/** The day of a session. */
export function sessionDate(plan: Plan, session: Session): string {
  return plusDays(plan.start, 7 * (session.week - 1) + session.day - 1);
}

/**
 * The day for the next session, or null when it fits no more into its week.
 *
 * That is the planned day; where it has passed, today, but with a day of rest after the last
 * session.
 */
export function dueDate(
  plan: Plan,
  session: Session,
  logs: readonly LogEntry[],
  today: string,
): string | null {
  const days = [sessionDate(plan, session), today, ...logs.map(({ date }) => plusDays(date, 2))];
  const due = days.reduce((a, b) => (dayNumber(a) >= dayNumber(b) ? a : b));
  return dayNumber(due) < dayNumber(plusDays(plan.start, 7 * session.week)) ? due : null;
}

/** The plan with the weeks to come as they will be if all goes well. */
export function outlook(
  plan: Plan,
  screening: Screening,
  weeks: number,
  logs: readonly LogEntry[] = [],
  results: readonly TestResult[] = [],
): Plan {
  const known = [...logs];
  const calm = Math.min(screening.pain, 3);
  let shown = plan;
  for (;;) {
    const last = shown.weeks.at(-1);
    if (last === undefined || shown.weeks.length >= weeks) break;
    const logged = new Set(known.filter(({ week }) => week === last.number).map(({ day }) => day));
    for (const day of DAYS.filter((one) => !logged.has(one))) {
      known.push(
        logEntry({
          week: last.number,
          day,
          date: plusDays(plan.start, 7 * (last.number - 1) + day - 1),
          completed_share: 1,
          pain_during: calm,
          pain_next_morning: calm,
          effort: 4,
        }),
      );
    }
    shown = planFrom(screening, plan, { logs: known, results });
  }
  return { ...shown, weeks: shown.weeks.slice(0, weeks) };
}
