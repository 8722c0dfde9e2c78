/** Muscles in walking backward: which work more, never how much more. */

import { findings, type Finding } from "./findings.ts";

/** What is known of muscle activity in walking backward. */
export function muscleFindings(): readonly Finding[] {
  return findings("muscle");
}
