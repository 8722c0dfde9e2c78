/**
 * What walks over a known distance told of this person's speed: `scale` records.
 *
 *     history: "I know how far this was" ──> learn ──> record ──┐
 *     the next walk with the phone in the same place <── scaleOf ┘
 */

import { RetrowalkError } from "../errors.ts";
import type { Placement } from "../recording.ts";
import type { Content } from "../store/records.ts";
import { store } from "../store/opened.ts";
import { PersonalScale } from "../tracker/personal.ts";
import type { PersonalScaleData } from "./result.ts";

/** A `scale` record: one direction, from one walk. */
export interface ScaleContent extends Content {
  /** As `retrowalk scale` writes it. */
  readonly scale: PersonalScaleData;
  /** Id of the walk, the metres that it had, and which part of it they are. */
  readonly walk: string;
  readonly distance_m: number;
  readonly start_s: number;
  readonly end_s: number;
}

let known: ReadonlyMap<Placement, PersonalScale> = new Map();

/**
 * One scale for each placement; of two for the same direction the later one holds.
 *
 * @param found of `scale` records, oldest first.
 */
export function joinedScales(found: readonly PersonalScale[]): Map<Placement, PersonalScale> {
  const joined = new Map<Placement, PersonalScale>();
  for (const one of found) {
    const before = joined.get(one.placement);
    // told with another height it cannot be joined: the newer one holds
    const fits = before !== undefined && before.legM === one.legM;
    joined.set(one.placement, fits ? before.joined(one) : one);
  }
  return joined;
}

/** Read what is kept; the next walks are told with it. */
export async function loadScales(): Promise<void> {
  const kept = await (await store()).contents<ScaleContent>("scale");
  known = joinedScales(kept.flatMap(({ content }) => readable(content.scale)));
}

/** What is known for a placement, or null; `loadScales` reads it first. */
export function scaleOf(placement: Placement): PersonalScale | null {
  return known.get(placement) ?? null;
}

/** None where it was made for another model of speed: then it no longer fits. */
function readable(data: unknown): PersonalScale[] {
  try {
    return [PersonalScale.fromJSON(data)];
  } catch (error) {
    if (error instanceof RetrowalkError) return [];
    throw error;
  }
}
