/** Everything measured about a half second of a walk, before anything is decided. */

import type { Symmetric } from "../maths/eigen.ts";
import { deviation, product } from "../maths/numbers.ts";
import { across, turnedBack, type Vector } from "../maths/vector.ts";
import { LOOK_AHEAD, VIGOUR_HALF } from "./filters.ts";
import type { Model } from "./direction.ts";
import { meanProducts, sagittal, turningOf, windowAt, type Sagittal, type Span } from "./frame.ts";
import { momentsOf, standard, type Moments } from "./moments.ts";
import type { Motion } from "./motion.ts";
import { RATE_HZ } from "./timebase.ts";

/** Measures of the window around one half second. */
export interface Window {
  /** Its sample in the stretch. */
  readonly centre: number;
  /** Axis of swing, zero before the leg moved; null for a sensor that is not on a leg. */
  readonly swing: Vector | null;
  /** Resolved with the axis of swing, or with the known left axis. */
  readonly moments: Moments;
  /** Mean products of the horizontal angular rate, (rad/s)², sensor frame. */
  readonly turning: Symmetric;
  /** Mean products of the horizontal velocity, (m/s)², sensor frame. */
  readonly moving: Symmetric;
  /** Acceleration to the front and to the left that goes with the rise and fall of the steps; of a
   * trunk, else zero. */
  readonly pushedMs2: readonly [number, number];
  /** Standard deviation of forward velocity. */
  readonly alongMps: number;
  /** Vertical against forward velocity. */
  readonly steep: number;
  /** Standard deviation of vertical acceleration. */
  readonly liftMs2: number;
  /** Mean turning of the walker. */
  readonly yawRads: number;
}

/** Samples of a placement's window. */
export function windowSamples(model: Model): number {
  return Math.round(model.windowS * RATE_HZ);
}

/** How many samples after its centre a window needs. */
export function reach(model: Model): number {
  return (windowSamples(model) >> 1) + 1 + (model.evened ? VIGOUR_HALF : 0);
}

/**
 * How many samples after its centre a half second is answered, live.
 *
 * What is known later must not enter the answer: it would depend on how the samples were cut.
 */
export function heardAfter(model: Model): number {
  return reach(model) + LOOK_AHEAD;
}

/**
 * Measure the window around a half second.
 *
 * @param motion motion that holds the window; where it begins or ends inside, the stretch does.
 * @param base sample of the stretch at which it begins.
 * @param centre sample of the stretch.
 * @param model weights of the placement.
 * @param swing axis of swing of a leg, else null.
 * @param left the left axis where it is known; needed where there is no swing.
 */
export function measure(
  motion: Motion,
  base: number,
  centre: number,
  model: Model,
  swing: Vector | null,
  left: Vector | null,
): Window {
  const span = windowAt(motion, centre - base, windowSamples(model));
  const axis = swing ?? left;
  if (axis === null) throw new Error("a trunk sensor is measured only with a known left axis");
  const signals = sagittal(motion, span, axis, model.evened);
  const alongMps = deviation(signals.velocityX);
  let yaw = 0;
  for (let i = span.start; i < span.end; i++) yaw += motion.yawRateRads(i);
  return {
    centre,
    swing,
    moments: momentsOf(signals),
    turning: turningOf(motion, span),
    moving: movingOf(motion, span),
    pushedMs2: swing === null ? pushed(signals) : [0, 0],
    alongMps,
    steep: deviation(signals.velocityZ) / Math.max(alongMps, 1e-6),
    liftMs2: liftOf(motion, span),
    yawRads: yaw / (span.end - span.start),
  };
}

/** Standard deviation of vertical acceleration in a span, m/s². */
export function liftOf(motion: Motion, span: Span): number {
  const lifts = new Float64Array(span.end - span.start);
  for (let k = 0; k < lifts.length; k++) lifts[k] = motion.liftMs2(span.start + k);
  return deviation(lifts);
}

/** Mean products of the horizontal velocity, (m/s)², sensor frame. */
function movingOf(motion: Motion, span: Span): Symmetric {
  return meanProducts(span, (i) =>
    across(turnedBack(motion.worldFromSensor(i), motion.velocity(i)), motion.upInSensor(i)),
  );
}

/** Acceleration to the front and to the left that goes with rise and fall. */
function pushed(signals: Sagittal): [number, number] {
  const lift = standard(signals.accelerationZ);
  const rise = standard(signals.velocityZ);
  const size = (push: Float64Array): number =>
    Math.hypot(product(push, lift), product(push, rise)) / push.length;
  return [size(signals.accelerationX), size(signals.accelerationY)];
}
