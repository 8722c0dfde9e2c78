/** A walk as stored: the JSON of docs/json.md, as far as dose and tests read it. */

import type { EstimateData } from "./estimate.ts";
import type { Placement } from "./recording.ts";
import type { Direction } from "./tracker/base.ts";

/** One bout of `bouts`. */
export interface BoutData {
  readonly start_s: number;
  readonly end_s: number;
  readonly direction: Direction;
  readonly steps: EstimateData;
  readonly cadence_spm: EstimateData;
  readonly speed_mps: EstimateData;
  readonly steadiness: { readonly step_time_cv: EstimateData };
  readonly reason: string | null;
}

/** What was analysed. */
export interface RecordingData {
  readonly start_utc: string | null;
  readonly placement: Placement;
  readonly gaps: readonly { readonly start_s: number; readonly end_s: number }[];
}

/** The walk. */
export interface WalkData {
  readonly recording: RecordingData;
  readonly bouts: readonly BoutData[];
}
