/** When to suggest a break, and which snack. */

import { filledPhrase } from "../../i18n/phrase.ts";
import { reasonOf, type Reason } from "../base.ts";
import { BREAKS, type ExerciseInfo } from "../content.ts";
import { CATALOGUE, levelFor, overlap } from "../plan/catalogue.ts";
import type { Screening } from "../screening/base.ts";
import { waits } from "../screening/screen.ts";
import { openAt, type BreakRules, type Day, type Suggestion } from "./base.ts";
import { localOf } from "./zones.ts";

const MINUTE_MS = 60_000;

/** The exercises whose standard form suits a break; none before a screening says go. */
export function snacks(
  screening: Screening | null,
  catalogue: readonly ExerciseInfo[] = CATALOGUE,
): readonly string[] {
  if (screening === null || waits(screening.advice)) return [];
  const { flags } = screening;
  return catalogue
    .filter(
      (info) =>
        info.snack &&
        !overlap(info.avoid_with, flags) &&
        levelFor(info, "standard", flags) === "standard",
    )
    .map(({ id }) => id);
}

/**
 * The minutes sat up to and with each minute; null where the device was off.
 *
 * Walking sets the clock to 0. While the device is off the clock stands, and after `forget_min` it
 * begins anew: not worn is not sitting.
 */
export function sittingMin(day: Day, rules: BreakRules): readonly (number | null)[] {
  let [sat, off] = [0, 0];
  return day.steps.map((count) => {
    if (count === null) {
      off++;
      if (off >= rules.forget_min) sat = 0;
      return null;
    }
    off = 0;
    sat = count >= rules.walk_steps ? 0 : sat + 1;
    return sat;
  });
}

/**
 * The suggestions of a day: few, quiet, and never about a device not worn.
 *
 * @param choices exercises to take in turn; none for simply getting up.
 * @param snoozedMs instants at which "later" was tapped.
 */
export function suggestions(
  day: Day,
  rules: BreakRules,
  choices: readonly string[] = [],
  snoozedMs: readonly number[] = [],
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const counts = new Map<string, number>();
  const taps = [...snoozedMs].sort((a, b) => a - b);
  let [lastSat, threshold, due] = [0, rules.after_min, false];
  let quietUntilMs = -Infinity;
  sittingMin(day, rules).forEach((sat, minute) => {
    if (sat === null) return;
    // walked, or away from the device for long
    if (sat < lastSat || sat === 0) {
      [threshold, due, quietUntilMs] = [rules.after_min, false, -Infinity];
    }
    lastSat = sat;
    const nowMs = day.startMs + MINUTE_MS * (minute + 1);
    due ||= sat >= threshold;
    for (let tap = taps[0]; tap !== undefined && tap <= nowMs; tap = taps[0]) {
      taps.shift();
      // something was said in this stretch of sitting
      if (threshold > rules.after_min) {
        [due, quietUntilMs] = [true, tap + MINUTE_MS * rules.snooze_min];
      }
    }
    if (!due || nowMs < quietUntilMs) return;
    const now = localOf(nowMs, day.zone);
    const said = counts.get(now.day) ?? 0;
    if (said >= rules.most || !openAt(rules, now.day, now.clockS)) return;
    const exercise = choices[found.length % choices.length] ?? null;
    found.push({ atMs: nowMs, satMin: sat, exercise, reason: reasonFor(sat) });
    counts.set(now.day, said + 1);
    [threshold, due, quietUntilMs] = [sat + rules.after_min, false, -Infinity];
  });
  return found;
}

function reasonFor(sat: number): Reason {
  const sentence = filledPhrase(BREAKS.sentence, { sat: String(sat) });
  return reasonOf("time-since-walked", sentence, BREAKS.sources);
}
