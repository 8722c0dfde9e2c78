/**
 * What the tracker answers. Everything here is a value.
 *
 * Times are seconds from the first sample; intervals are [start, end).
 */

import type { Estimate } from "../estimate.ts";

/** Which way the body travelled against the way it faced. */
export const Direction = {
  FORWARD: "forward",
  BACKWARD: "backward",
  SIDEWAYS: "sideways",
  UNKNOWN: "unknown",
  STILL: "still",
} as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/** What the tracker knew of the sensor's mounting. */
export const Knowledge = {
  KNOWN: "known",
  CALIBRATED: "calibrated",
  UNKNOWN: "unknown",
} as const;
export type Knowledge = (typeof Knowledge)[keyof typeof Knowledge];

/** Which part of the foot touches the ground first. */
export const Contact = { HEEL: "heel", BALL: "ball", UNKNOWN: "unknown" } as const;
export type Contact = (typeof Contact)[keyof typeof Contact];

/** One initial contact (IC). */
export interface Step {
  readonly timeS: number;
  readonly direction: Direction;
}

/** How even the walk was. Formulas: docs/metrics.md. */
export interface Steadiness {
  readonly stepTimeCv: Estimate;
  readonly stepTimeAsymmetry: Estimate;
  readonly harmonicRatio: Estimate;
}

/**
 * At least four steps in one direction without a pause of 2 s.
 *
 * `probability` is that of `direction`; for `unknown` it is 0 and `reason` says why.
 */
export interface Bout {
  readonly startS: number;
  readonly endS: number;
  readonly direction: Direction;
  readonly probability: number;
  readonly steps: Estimate;
  readonly cadenceSpm: Estimate;
  readonly speedMps: Estimate;
  readonly distanceM: Estimate;
  readonly contact: Contact;
  readonly steadiness: Steadiness;
  readonly reason: string | null;
}

/** Sums over all bouts of one direction. */
export interface Totals {
  readonly steps: Estimate;
  readonly durationS: Estimate;
  readonly distanceM: Estimate;
}

/** Totals for each direction. */
export interface Summary {
  readonly backward: Totals;
  readonly forward: Totals;
  readonly sideways: Totals;
  readonly unknown: Totals;
}
