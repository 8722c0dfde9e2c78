/**
 * What is no walking forward or backward, told by numbers that do not know the course of time.
 *
 *     leg      turns about the front axis as much as about the left one    the thigh goes sideways
 *              moves to the side as fast as to the front                   shank and foot do
 *              turns about two axes alike, whichever they are              no swing at all
 *     trunk    is pushed to the side at the rhythm of its steps,
 *              little or nothing to the front                              it goes sideways
 *     any      rises and falls faster than it goes to and fro              stairs
 *              is lifted hard                                              jogging, a jump
 *              turns with the walker                                       a turn on the spot
 *
 * The first two need the left axis: from the mounting or a calibration, or gathered over the walk
 * (`gathered`). Stairs, vigour and turning only silence a backward reading, which is what they are
 * mistaken for. All of it is *time-even*: a gate may say that a window says nothing, never which
 * way it went.
 */

import { along, eigen, mainAxis, plusTimes, trace, type Symmetric } from "../maths/eigen.ts";
import type { Vector } from "../maths/vector.ts";
import type { Model } from "./direction.ts";
import type { Window } from "./measure.ts";

// Design choices between what captured and simulated walkers show (docs/model-card.md).
// a backward walk turns by less than a quarter turn in three seconds
const TURNING_RADS = 0.5;
// in a curve the two sides push unlike: sideways is looked for below this
const STRAIGHT_RADS = 0.35;
// push of a trunk to the side: against its push to the front, doubtful and sure, and at least
const PUSHED_ASIDE = 1.2;
const SURELY_ASIDE = 2.0;
const PUSH_MS2 = 0.3;
// every step forward or backward brakes and drives: captured trunks change speed by 0.045 m/s
const HARDLY_ALONG_MPS = 0.03;
// in a turn a leg turns about more than one axis: that much more is no side step
const TURNING_ALLOWS = 1.35;
// an axis of swing is gathered over some 25 s; a window across it, or in a turn, counts little
const KEPT = 0.98;
const ODD_COUNTS = 0.05;

/**
 * Sideways against sagittal movement of a leg.
 *
 * @param window what was measured of it.
 * @param left unit left axis in the sensor frame.
 * @param model of the placement; says whether turning or moving is compared.
 */
export function acrossShare(window: Window, left: Vector, model: Model): number {
  const turning = model.sidewaysBy === "turning";
  const matrix = turning ? window.turning : window.moving;
  const alongLeft = along(matrix, left);
  const alongFront = Math.max(trace(matrix) - alongLeft, 0);
  if (turning) return Math.sqrt(alongFront / Math.max(alongLeft, 1e-12));
  return Math.sqrt(alongLeft / Math.max(alongFront, 1e-12));
}

/** Whether a leg goes sideways; see `acrossShare`. */
export function aside(window: Window, left: Vector, model: Model): boolean {
  const allowed = model.sidewaysBy === "turning" && turns(window) ? TURNING_ALLOWS : 1;
  return acrossShare(window, left, model) > allowed * model.sideways;
}

/**
 * How a leg has turned so far, after one more window.
 *
 * @param spread sum of the windows' turning, each of size one, fading; zero at first.
 * @param window what was measured.
 * @param left axis of swing so far.
 * @param model of the placement.
 */
export function gathered(
  spread: Symmetric,
  window: Window,
  left: Vector | null,
  model: Model,
): Symmetric {
  const size = Math.max(trace(window.turning), 1e-12);
  const plain = left === null || !(turns(window) || aside(window, left, model));
  const faded = spread.map((value) => KEPT * value) as unknown as Symmetric;
  return plusTimes(faded, window.turning, (plain ? 1 : ODD_COUNTS) / size);
}

/** The unit axis a leg has swung about; its sign is free. */
export function axisOf(spread: Symmetric): Vector {
  return mainAxis(spread);
}

/** Whether a leg has swung about one axis rather than about two alike. */
export function swings(spread: Symmetric, model: Model): boolean {
  const { values } = eigen(spread);
  return values[1] <= model.roundest ** 2 * values[2];
}

/** Whether the steps of a trunk surely push it to the side on a straight way. */
export function goesSideways(window: Window): boolean {
  const [front, side] = window.pushedMs2;
  const straight = Math.abs(window.yawRads) < STRAIGHT_RADS;
  return straight && side > Math.max(SURELY_ASIDE * front, PUSH_MS2);
}

/** Whether the steps of a trunk push it to the side rather than to the front. */
export function pushedAside(window: Window): boolean {
  const [front, side] = window.pushedMs2;
  const push = side > Math.max(PUSHED_ASIDE * front, PUSH_MS2);
  return Math.abs(window.yawRads) < STRAIGHT_RADS && (push || window.alongMps < HARDLY_ALONG_MPS);
}

/** Whether the walker turns too fast for walking backward or sideways. */
export function turns(window: Window): boolean {
  return Math.abs(window.yawRads) > TURNING_RADS;
}

/** Whether the sensor rises and falls as on stairs. */
export function climbs(window: Window, model: Model): boolean {
  return window.steep > model.steepest;
}
