/** Which exercise is taken for which goal, from which stage on, and when it is left out. */

import { LEVELS, type Goal, type Level } from "../base.ts";
import { PLAN, type ExerciseInfo } from "../content.ts";

/** The exercises in the order in which a plan takes turns. */
export const CATALOGUE = PLAN.catalogue;

/** This form, or the hardest easier one that the flags allow. */
export function levelFor(info: ExerciseInfo, level: Level, flags: readonly string[]): Level {
  const barred = new Set(
    info.forms_avoid.filter(([, avoid]) => overlap(avoid, flags)).map(([form]) => form),
  );
  const upTo = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  return upTo.filter((stage) => !barred.has(stage)).at(-1) ?? "easier";
}

/** The exercises for a goal at a stage, without those the flags forbid. */
export function fitting(
  goal: Goal,
  flags: readonly string[],
  stage: Level,
  catalogue: readonly ExerciseInfo[] = CATALOGUE,
): readonly ExerciseInfo[] {
  return catalogue.filter(
    (info) =>
      info.goals.includes(goal) &&
      !overlap(flags, info.avoid_with) &&
      LEVELS.indexOf(info.stage) <= LEVELS.indexOf(stage),
  );
}

/** The exercises for a goal that the flags forbid. */
export function leftOut(
  goal: Goal,
  flags: readonly string[],
  catalogue: readonly ExerciseInfo[] = CATALOGUE,
): readonly ExerciseInfo[] {
  return catalogue.filter((info) => info.goals.includes(goal) && overlap(flags, info.avoid_with));
}

/** Whether two lists share an item. */
export function overlap(one: readonly string[], other: readonly string[]): boolean {
  return one.some((item) => other.includes(item));
}
