/** What a session is told before the first sample, and what it tells. */

import type { Vector } from "../maths/vector.ts";
import { Placement } from "../recording.ts";
import type { Timing } from "./alignment.ts";
import type { Contact } from "./base.ts";
import type { HopAnswer, Piece } from "./bouts.ts";
import type { Calibration } from "./calibration.ts";
import type { Belief, Model } from "./direction.ts";
import type { Window } from "./measure.ts";
import { LEG_PLACEMENTS, type TurningPoint } from "./steps.ts";
import type { Stride } from "./strides.ts";
import type { Trunk } from "./trunk.ts";

export const NO_DIRECTION: ReadonlyMap<Placement, string> = new Map([
  [Placement.WRIST, "the arm's swing hides the direction; wear the device on a leg or belt"],
  [Placement.HAND, "a device in the hand does not show the walking direction"],
]);
export const UNKNOWN_WAIST =
  "at the waist the direction needs a calibration walk or the device's axes";
export const NO_GYROSCOPE = "the recording has no gyroscope; the direction needs one";
export const REWORN = "after a gap of over 5 s the device may sit differently: calibrate again";
export const HANDLED = "the device was turned or taken out on the way: calibrate again";
/** A longer gap ends what was learnt of the mounting (design choice). */
export const REWORN_S = 5;

/** What is known before the first sample. */
export interface Setting {
  /** Where the sensor is worn. */
  readonly placement: Placement;
  /** Whether turning is measured. */
  readonly hasGyroscope: boolean;
  /** Weights of the placement; null where there are none. */
  readonly model: Model | null;
  /** The wearer's own forward walk, or null. */
  readonly calibration: Calibration | null;
  /** Left axis in the sensor frame, where it is known. */
  readonly left: Vector | null;
  /** How sure the sign of `left` is. */
  readonly frontLogOdds: number;
}

/** Why no direction can be told at all, or null. */
export function refusalOf(setting: Setting): string | null {
  const never = NO_DIRECTION.get(setting.placement);
  if (never !== undefined) return never;
  if (!setting.hasGyroscope || setting.model === null) return NO_GYROSCOPE;
  if (!LEG_PLACEMENTS.has(setting.placement) && setting.left === null) return UNKNOWN_WAIST;
  return null;
}

/** A piece of one walk, whole and final. */
export interface Cut {
  readonly kind: "cut";
  /** Grid index of the first sample of its stretch. */
  readonly first: number;
  /** Steps and direction; samples count from there. */
  readonly piece: Piece;
  /** Of the half seconds in it. */
  readonly answers: readonly HopAnswer[];
  /** Of a sensor at foot or ankle, from stance to stance, else empty. */
  readonly strides: readonly Stride[];
  /** Which part of the foot came down first at the end of each stride of which that could be
   * asked. */
  readonly contacts: readonly Contact[];
  /** When each step happened. */
  readonly timing: Timing;
  /** What the waist shows of both feet; null elsewhere. */
  readonly trunk: Trunk | null;
}

/** One half second of a walk that goes on; what follows may show that it had ended before. */
export interface Heard {
  readonly kind: "heard";
  /** Grid index of the first sample of its stretch. */
  readonly first: number;
  readonly answer: HopAnswer;
  /** What was measured around it; null where no direction can be told at all. */
  readonly window: Window | null;
  /** Of front and direction after it. */
  readonly belief: Belief;
}

/** What was known of the mounting ended. */
export interface Lost {
  readonly kind: "lost";
  /** Grid index of the instant. */
  readonly index: number;
  /** Why, in words. */
  readonly reason: string;
}

/** A step is known to be part of a walk. */
export interface Found {
  readonly kind: "found";
  /** Grid index of the first sample of its stretch. */
  readonly first: number;
  /** Its samples count from there. */
  readonly step: TurningPoint;
}

export type Outcome = Cut | Heard | Lost | Found;
