/** How a person walked, live in a browser or phone: the twin of the Python package's tracker. */

export { RetrowalkError } from "./errors.ts";
export { Estimate } from "./estimate.ts";
export { Mounting, Placement, Wearer, type Recording } from "./recording.ts";
export {
  Contact,
  Direction,
  Knowledge,
  type Bout,
  type Steadiness,
  type Step,
  type Summary,
  type Totals,
} from "./tracker/base.ts";
export type { Calibration } from "./tracker/calibration.ts";
export { personalScale } from "./tracker/known_distance.ts";
export { PersonalScale, type Measured } from "./tracker/personal.ts";
export {
  Tracker,
  type BoutEvent,
  type DirectionEvent,
  type NoticeEvent,
  type StepEvent,
  type TrackerEvent,
  type TrackerOptions,
} from "./tracker/stream.ts";
export { summaryOf } from "./tracker/summary.ts";
export { calibrate } from "./tracker/track.ts";
