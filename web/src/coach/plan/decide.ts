/**
 * One week's decision: from the load and how it went, the next load and the reason.
 *
 * A week is judged as a whole; one variable of the walking changes at a time, and what is taken
 * away is taken away together.
 */

import { listed } from "../../i18n/phrase.ts";
import type { Goal, Reason } from "../base.ts";
import { PLAN } from "../content.ts";
import { limit } from "./limits.ts";
import {
  TASKS,
  faster,
  further,
  gentlerExercises,
  harderExercises,
  longer,
  longerBouts,
  onTreadmill,
  safer,
  shorter,
  startLoad,
  steeper,
  weekS,
  withTask,
  type Load,
} from "./load.ts";
import type { Person } from "./person.ts";
import { because } from "./rules.ts";
import { morningLimit, type Seen } from "./seen.ts";
import { WORDS, decimals, minutesPhrase, numberPhrase, word } from "./words.ts";

const FLARES_APART = 4;

/** Where the plan stands. */
export interface State {
  /** What this week asks for. */
  readonly load: Load;
  /** Whose turn it is among the variables that may be added. */
  readonly turn: number;
  /** Whether this week's load was lowered. */
  readonly lowered: boolean;
  /** Weeks missed in a row up to now. */
  readonly missed: number;
  /** Week of the last flare, or null. */
  readonly lastFlare: number | null;
}

/** The state after a week, and why; the first reason is the decision. */
export type Decided = readonly [State, readonly Reason[]];

/** The state in which a plan begins. */
export function startState(person: Person): State {
  return { load: startLoad(person), turn: 0, lowered: false, missed: 0, lastFlare: null };
}

/** The variables of a goal in the order in which they have their turn. */
export function turns(goal: Goal): readonly string[] {
  return PLAN.turns[goal];
}

/**
 * The state after a week, and why.
 *
 * @param week the week that is over, from 1.
 * @param state as the week was planned.
 * @param seen how it went.
 */
export function decide(week: number, state: State, seen: Seen, person: Person): Decided {
  const flare = flareOf(seen, person);
  if (flare !== null) return afterFlare(week, state, flare);
  if (seen.entries === 0) return afterMissed(state, person);
  const now = { ...state, load: { ...state.load, gentle: false } };
  const back = { ...now, missed: 0, lowered: false };
  if (now.load.bouts === 0) return afterPause(back, seen);
  const lowering = loweringOf(now.load, seen);
  if (lowering !== null) return [{ ...back, load: lowering[0], lowered: true }, [lowering[1]]];
  const holding = holdingOf(now, seen, person);
  if (holding !== null) return [back, [holding]];
  if (week % limit("settle_weeks") === 0) {
    const harder = harderExercises(now.load, person);
    if (harder === null) return [back, [because("settle")]];
    return [{ ...back, load: harder }, [because("exercises-up")]];
  }
  return added(back, seen, person);
}

/** The rule of a flare and the pain that it names. */
type Flare = readonly [rule: string, pain: number | null];

function flareOf(seen: Seen, person: Person): Flare | null {
  if (seen.swelling) return ["swelling", null];
  if (seen.pain !== null && seen.pain >= limit("flare_pain")) return ["pain-strong", seen.pain];
  if (seen.morning !== null && seen.morning >= morningLimit(person.screening.pain)) {
    return ["pain-next-morning", seen.morning];
  }
  return null;
}

function afterFlare(week: number, state: State, [rule, pain]: Flare): Decided {
  const before = state.load;
  const less = gentlerExercises(safer(shorter(before, limit("flare_share"))));
  const load = { ...less, gentle: true };
  const first =
    before.bouts === 0
      ? because("still-paused")
      : because(rule, { ...fromTo(before, load), pain: String(pain) });
  const again = state.lastFlare !== null && week - state.lastFlare < FLARES_APART;
  const reasons = again ? [first, because("flares-again")] : [first];
  return [{ load, turn: 0, lowered: true, missed: 0, lastFlare: week }, reasons];
}

function afterMissed(state: State, person: Person): Decided {
  const before = { ...state.load, gentle: false };
  const least = startLoad(person);
  const missed = state.missed + 1;
  if (before.bouts === 0) return [{ ...state, missed }, [because("still-paused")]];
  let load = before;
  if (weekS(before) > weekS(least)) {
    load = shorter(before, limit("missed_share"));
    if (weekS(load) < weekS(least)) load = { ...load, bouts: least.bouts, boutS: least.boutS };
  }
  if (missed >= 2) load = safer(load);
  const back = { ...state, load, turn: 0, missed, lowered: true };
  if (same(load, before)) return [back, [because("missed-start")]];
  if (weekS(load) === weekS(before)) return [back, [because("missed-again")]];
  return [back, [because("missed", fromTo(before, load))]];
}

function same(one: Load, other: Load): boolean {
  const keys = Object.keys(one) as (keyof Load)[];
  return keys.every((key) => one[key] === other[key]);
}

function fromTo(before: Load, after: Load): Record<string, ReturnType<typeof minutesPhrase>> {
  return { before: minutesPhrase(weekS(before)), after: minutesPhrase(weekS(after)) };
}

function afterPause(state: State, seen: Seen): Decided {
  if (seen.pain === null) return [state, [because("still-paused")]];
  const load: Load = { ...state.load, bouts: 1, place: 0, pace: "slow" };
  return [{ ...state, load, lowered: true }, [because("after-pause")]];
}

/** A lowered load short of a flare. */
function loweringOf(load: Load, seen: Seen): readonly [Load, Reason] | null {
  const shortened = shorter(load, 1);
  const less = shortened.bouts === 0 ? load : shortened;
  if (seen.worse !== null) {
    const { test, changeS, realS, source } = seen.worse;
    const blanks = { test, change: numberPhrase(changeS), real: numberPhrase(realS) };
    return [safer(less), because("test-worse", blanks, [source])];
  }
  if (seen.unsteady) return [safer(less), because("less-steady")];
  if (seen.effort !== null && seen.effort >= limit("effort_less")) {
    return [less, because("too-hard", { effort: String(seen.effort) })];
  }
  if (seen.done < limit("done_less")) return [less, because("little-done", doneOf(seen))];
  return null;
}

function doneOf(seen: Seen): { readonly done: string } {
  return { done: decimals(100 * seen.done, 0) };
}

/** The reason why nothing is added, or null. */
function holdingOf(state: State, seen: Seen, person: Person): Reason | null {
  const morePain = Math.max(limit("some_pain"), person.screening.pain + 1);
  if (seen.pain !== null && seen.pain >= morePain) {
    return because("pain-some", { pain: String(seen.pain) });
  }
  if (seen.effort !== null && seen.effort >= limit("effort_hold")) {
    return because("hard-enough", { effort: String(seen.effort) });
  }
  if (seen.done < limit("done_hold")) return because("not-all-done", doneOf(seen));
  if (seen.pain === null) return because("not-said");
  return state.lowered ? because("calm-week") : null;
}

/** The state with one variable added, the next in turn that can be. */
function added(state: State, seen: Seen, person: Person): Decided {
  const { load: before } = state;
  const slow =
    seen.backwardTestS !== null &&
    seen.backwardTestS > limit("slow_test_s") &&
    person.screening.age_years >= limit("older_years");
  const ways: Readonly<Record<string, () => Load | null>> = {
    longer: () => longer(before, person),
    "longer-bouts": () => longerBouts(before, person),
    further: () => further(before, person, slow),
    faster: () => faster(before, person),
    task: () => withTask(before, person),
    treadmill: () => onTreadmill(before, person),
    steeper: () => steeper(before, person),
  };
  const order = turns(person.goal);
  const held = slow
    ? [because("slow-test", { seconds: numberPhrase(seen.backwardTestS ?? 0) })]
    : [];
  for (let turn = state.turn; turn < state.turn + order.length; turn++) {
    let rule = order[turn % order.length] ?? "";
    let load = ways[rule]?.() ?? null;
    if (load === null && rule === "longer") {
      // no room for more: fewer rests make some
      rule = "longer-bouts";
      load = longerBouts(before, person);
    }
    if (load !== null) {
      const turned = { ...state, load, turn: (turn + 1) % order.length };
      return [turned, [why(rule, before, load, person), ...held]];
    }
  }
  return [state, [because("keep"), ...held]];
}

function why(rule: string, before: Load, load: Load, person: Person): Reason {
  switch (rule) {
    case "longer":
      return because(rule, fromTo(before, load));
    case "longer-bouts":
      return because(rule, { bout: String(load.boutS) });
    case "further": {
      const [setting, support] = person.place(load.place);
      const where = WORDS.settings[setting];
      const open = setting === "flat open ground";
      return because(rule, { place: open ? where : listed([where, WORDS.supports[support]]) });
    }
    case "faster":
      return because(rule, { pace: WORDS.paces_as_adjective[load.pace] });
    case "task":
      return because(rule, { task: word(WORDS.tasks, TASKS[load.task - 1] ?? "") });
    case "steeper":
      return because(rule, { slope: String(load.slopePercent) });
    default:
      return because(rule);
  }
}
