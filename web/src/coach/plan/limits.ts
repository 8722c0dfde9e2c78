/** Every number of the plan, each with where it comes from; a number without sources is chosen. */

import { PLAN, type Limit } from "../content.ts";

/** Days of the week with a session. */
export const DAYS = PLAN.days;
/** All numbers. */
export const LIMITS = PLAN.limits;
const BY_NAME: ReadonlyMap<string, Limit> = new Map(LIMITS.map((one) => [one.name, one]));

function named(name: string): Limit {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new RangeError(`no limit '${name}'`);
  return found;
}

/** A number of the plan. */
export function limit(name: string): number {
  return named(name).value;
}

/** The evidence rows of a number; none for a design choice. */
export function limitSources(name: string): readonly string[] {
  return named(name).sources;
}
