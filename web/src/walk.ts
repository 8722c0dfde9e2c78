/** What dose and tests read of a stored walk (docs/json.md). */

import type { BoutData as WholeBout, WalkData as Whole } from "./contract.ts";

/** One bout of `bouts`. */
export type BoutData = Pick<
  WholeBout,
  "start_s" | "end_s" | "direction" | "steps" | "cadence_spm" | "speed_mps" | "reason"
> & { readonly steadiness: Pick<WholeBout["steadiness"], "step_time_cv"> };

/** A walk, or as much of it. */
export interface WalkData {
  readonly recording: Pick<Whole["recording"], "start_utc" | "placement" | "gaps">;
  readonly bouts: readonly BoutData[];
}
