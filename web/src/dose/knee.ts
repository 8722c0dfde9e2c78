/**
 * The knee in walking backward: what is known.
 *
 * A phone cannot see the load on a knee; for a walk this room repeats what was published. Python
 * also computes it from motion capture with a force plate.
 */

import { findings, type Finding } from "./findings.ts";

/** What is known of knee loads in walking backward. */
export function kneeFindings(): readonly Finding[] {
  return findings("knee");
}
