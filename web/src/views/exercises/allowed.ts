/** What the screening says to an exercise and its forms. */

import type { Level, Plan } from "../../coach/base.ts";
import { PLAN, SCREENING } from "../../coach/content.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { listed } from "../../i18n/phrase.ts";

/** What the screening noticed that speaks against this; null where nothing does. */
export function barredBy(avoid: readonly string[], flags: readonly string[]): Phrase | null {
  const names = avoid
    .filter((flag) => flags.includes(flag))
    .map((flag) => SCREENING.flags[flag])
    .filter((name) => name !== undefined);
  return names.length === 0 ? null : listed(names);
}

/** The form that a plan's session asks for today, or the standard one. */
export function plannedLevel(plan: Plan | null, exercise: string): Level | null {
  const week = plan?.weeks.at(-1);
  for (const session of week?.sessions ?? []) {
    for (const block of session.blocks) {
      if (block.kind === "exercise" && block.exercise === exercise) return block.level;
    }
  }
  return null;
}

/** The name of an exercise. */
export function exerciseName(id: string): Phrase {
  return PLAN.words.exercises[id] ?? { en: id, de: id };
}
