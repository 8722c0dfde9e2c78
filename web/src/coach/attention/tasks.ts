/** Spoken tasks in three grades. The answers are never judged. */

import { RetrowalkError } from "../../errors.ts";
import { ATTENTION } from "../content.ts";
import type { Task } from "../content_coach.ts";

/** Words of the grades. */
export const GRADE_WORDS = ATTENTION.grades;
/** What is said before a walk with a task. */
export const BEFORE = ATTENTION.before;
/** What is said after it. */
export const AFTER = ATTENTION.after;
/** Every task by its id, the lightest first. */
export const TASKS: ReadonlyMap<string, Task> = new Map(
  ATTENTION.tasks.map((one) => [one.id, one]),
);

/** The task with this id. */
export function task(identifier: string): Task {
  const found = TASKS.get(identifier);
  if (found === undefined) {
    throw new RetrowalkError(`there is no task '${identifier}'`, {
      where: "attention",
      remedy: `use one of ${[...TASKS.keys()].join(", ")}`,
    });
  }
  return found;
}
