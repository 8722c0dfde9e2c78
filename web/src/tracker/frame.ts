/**
 * The body's own axes as the sensor sees them.
 *
 * A leg turns about the body's left-right axis when it walks forward or backward: that axis is
 * where the horizontal part of the angular rate is largest.
 *
 *     C = sum over the window of  w w',  w = rate minus its part along up   (sensor frame)
 *     axis = eigenvector of C with the largest eigenvalue; its sign is free
 *
 * The pelvis turns little. Its front-back axis is where horizontal acceleration goes with the
 * step, up and down (sideways sway has half that rhythm and cancels):
 *
 *     M = [ <a_h a_z>, <a_h v_z> ],   axis = first left singular vector; its sign is free
 *
 * A known mounting or a calibration walk gives the sign; a leg gives it away over the walk
 * (direction.ts); on the trunk it stays free without them.
 */

import { eigen, mainAngle, mainAxis, type Symmetric } from "../maths/eigen.ts";
import { clip, deviation } from "../maths/numbers.ts";
import { Rows } from "../maths/rows.ts";
import {
  ZERO,
  across,
  cross,
  dot,
  norm,
  plus,
  times,
  turnedBack,
  unit,
  vectorAt,
  type Vector,
} from "../maths/vector.ts";
import { VIGOUR_HALF, VIGOUR_S, hann } from "./filters.ts";
import type { Motion } from "./motion.ts";

/** Samples between answers: 0.5 s. */
export const HOP = 25;
/** A leg that turns less than this (root mean square) does not walk (design choice). */
export const STILL_RADS = 0.25;
// Added to the vigour that is evened out, so that a pause is not blown up (design choice).
const KEPT_UNEVEN = 0.3;
const VIGOUR = hann(VIGOUR_S);

/** Samples [start, end) of a motion. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Signals of one window in the plane of walking.
 *
 * With x to the front, y to the left and z up: each (n,). Where the sign of the left axis is
 * free, turning it round changes the sign of all but the vertical signals.
 */
export interface Sagittal {
  /** m/s². */
  readonly accelerationX: Float64Array;
  /** m/s². */
  readonly accelerationY: Float64Array;
  /** m/s². */
  readonly accelerationZ: Float64Array;
  /** rad/s about the left axis; positive tips the top of the segment forward. */
  readonly rateY: Float64Array;
  /** m/s. */
  readonly velocityX: Float64Array;
  /** m/s. */
  readonly velocityZ: Float64Array;
  /** rad. */
  readonly angleY: Float64Array;
}

/** Sum of a a' over a span of vectors, over their number. */
export function meanProducts(span: Span, vector: (at: number) => Vector): Symmetric {
  let [xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0];
  for (let i = span.start; i < span.end; i++) {
    const [x, y, z] = vector(i);
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
  }
  const n = span.end - span.start;
  return [xx / n, xy / n, xz / n, yy / n, yz / n, zz / n];
}

/** Mean products of the horizontal angular rate, (rad/s)², sensor frame. */
export function turningOf(motion: Motion, span: Span): Symmetric {
  return meanProducts(span, (i) => across(motion.rate(i), motion.upInSensor(i)));
}

/** The unit axis of leg swing in the sensor frame; the sign is free. */
export function legAxis(motion: Motion, span: Span): Vector {
  return mainAxis(turningOf(motion, span));
}

/** The first sample of a stretch, from grid index `first`, on the half-second grid. */
export function firstHop(first: number): number {
  return (HOP - (first % HOP)) % HOP;
}

/**
 * The axis of leg swing at each half second, followed through a stretch.
 *
 * The sign is carried on from one to the next; while the leg rests the last axis is kept; before
 * it first moves there is none (zero).
 */
export class SwingAxes {
  readonly #window: number;
  readonly #offset: number;
  readonly #axes = new Rows(3);
  #dropped = 0; // half seconds that were forgotten
  #last: Vector = ZERO;

  /**
   * @param window samples of each window, centred on its half second.
   * @param offset sample of the first half second.
   */
  constructor(window: number, offset: number) {
    this.#window = window;
    this.#offset = offset;
  }

  get length(): number {
    return this.#dropped + this.#axes.length;
  }

  /** The unit axis in the sensor frame of a half second that is not forgotten. */
  axis(hop: number): Vector {
    return vectorAt(this.#axes.view(), 3 * (hop - this.#dropped));
  }

  /** The axis at a sample: that of the last half second before it. */
  at(sample: number): Vector {
    return this.axis(clip(Math.floor((sample - this.#offset) / HOP), 0, this.length - 1));
  }

  /** Drop what lies more than a half second before a sample. */
  forget(sample: number): void {
    const drop = Math.floor((sample - this.#offset) / HOP) - this.#dropped;
    const gone = Math.min(drop, this.#axes.length - 1);
    if (gone <= 0) return;
    this.#axes.drop(gone);
    this.#dropped += gone;
  }

  /**
   * Add the half seconds that are known.
   *
   * @param motion the known end of the stretch's motion.
   * @param base sample of the stretch at which it begins.
   * @param ended whether the stretch ends with it.
   */
  push(motion: Motion, base: number, ended: boolean): void {
    const half = this.#window >> 1;
    const length = base + motion.length;
    const last = ended ? length - 1 : length - half - 1;
    let centre = this.#offset + HOP * this.length;
    for (; centre <= last; centre += HOP) {
      const low = Math.max(centre - half - base, 0);
      const high = Math.min(centre + half + 1 - base, motion.length);
      const { values, vectors } = eigen(turningOf(motion, { start: low, end: high }));
      if (Math.sqrt(Math.max(values[2], 0)) >= STILL_RADS) {
        const axis = vectors[2];
        this.#last = dot(axis, this.#last) >= 0 ? axis : times(axis, -1);
      }
      this.#axes.push(Float64Array.from(this.#last));
    }
  }
}

/**
 * Find the front-back axis of a sensor on the trunk from a forward or backward walk.
 *
 * @param motion filtered motion.
 * @param windows of walking.
 * @returns the unit left axis in the sensor frame, its sign free; and how clearly the two
 *     horizontal directions differ, 0 (not at all) to 1.
 */
export function trunkAxis(motion: Motion, windows: readonly Span[]): [Vector, number] {
  let withLift = ZERO;
  let withRise = ZERO;
  let up = ZERO;
  for (const span of windows) {
    const lifts = valuesOf(span, (i) => motion.liftMs2(i));
    const rises = valuesOf(span, (i) => motion.riseMps(i));
    const lift = Math.max(deviation(lifts), 1e-9);
    const rise = Math.max(deviation(rises), 1e-9);
    for (let i = span.start; i < span.end; i++) {
      const pushed = turnedBack(motion.worldFromSensor(i), motion.acceleration(i));
      withLift = plus(withLift, times(pushed, lifts[i - span.start] / lift));
      withRise = plus(withRise, times(pushed, rises[i - span.start] / rise));
      up = plus(up, times(motion.upInSensor(i), 1 / (span.end - span.start)));
    }
  }
  up = unit(up, 0);
  const [one, other] = [across(withLift, up), across(withRise, up)];
  // the larger singular value from the 2 x 2 products, the smaller from the area between both
  const [a, b, c] = [dot(one, one), dot(one, other), dot(other, other)];
  const square = 0.5 * (a + c) + Math.hypot(0.5 * (a - c), b);
  const angle = mainAngle(a, b, c);
  const main = plus(times(one, Math.cos(angle)), times(other, Math.sin(angle)));
  const large = Math.sqrt(square);
  const small = norm(cross(one, other)) / Math.max(large, 1e-9);
  return [cross(up, unit(main, 0)), 1 - small / Math.max(large, 1e-9)];
}

/** What is told of each sample of a span. */
function valuesOf(span: Span, value: (at: number) => number): Float64Array {
  return new Float64Array(span.end - span.start).map((_, k) => value(span.start + k));
}

/** The window around a centre, moved inward at the ends of a motion. */
export function windowAt(motion: Motion, centre: number, samples: number): Span {
  const length = Math.min(samples, motion.length);
  const start = clip(centre - (length >> 1), 0, motion.length - length);
  return { start, end: start + length };
}

/**
 * Resolve one window along front and up.
 *
 * @param motion filtered motion.
 * @param span samples to use.
 * @param left unit left axis in the sensor frame.
 * @param evened whether vigour is evened out within the window, so that the brisk half of a long
 *     one does not outvote the gentle half.
 * @returns signals of shape (n,); the front turns with the walker.
 */
export function sagittal(motion: Motion, span: Span, left: Vector, evened: boolean): Sagittal {
  const count = span.end - span.start;
  const found = {
    accelerationX: new Float64Array(count),
    accelerationY: new Float64Array(count),
    accelerationZ: new Float64Array(count),
    rateY: new Float64Array(count),
    velocityX: new Float64Array(count),
    velocityZ: new Float64Array(count),
    angleY: new Float64Array(count),
  };
  const even = evened ? evenness(motion, span) : null;
  for (let k = 0; k < count; k++) {
    const i = span.start + k;
    const factor = even === null ? 1 : even[k];
    const up = motion.up(i);
    const front = unit(cross(motion.inWorld(i, left), up));
    const [acceleration, velocity] = [motion.acceleration(i), motion.velocity(i)];
    found.accelerationX[k] = dot(acceleration, front) * factor;
    found.accelerationY[k] = dot(acceleration, cross(up, front)) * factor;
    found.accelerationZ[k] = dot(acceleration, up) * factor;
    found.rateY[k] = dot(motion.rate(i), left) * factor;
    found.velocityX[k] = dot(velocity, front) * factor;
    found.velocityZ[k] = dot(velocity, up) * factor;
    found.angleY[k] = dot(motion.angle(i), left) * factor;
  }
  return found;
}

/** What evens out the vigour of each sample of a window. */
function evenness(motion: Motion, span: Span): Float64Array {
  const vigour = valuesOf(span, (i) => vigourMs2(motion, i));
  const usual = vigour.reduce((total, one) => total + one, 0) / vigour.length;
  return vigour.map((one) => usual / Math.max(one + KEPT_UNEVEN * usual, 1e-9));
}

/** Root mean square of acceleration around a sample, over 1 s; zero beyond the ends. */
function vigourMs2(motion: Motion, at: number): number {
  let power = 0;
  for (let k = -VIGOUR_HALF; k <= VIGOUR_HALF; k++) {
    if (at + k < 0 || at + k >= motion.length) continue;
    const acceleration = motion.acceleration(at + k);
    power += VIGOUR[k + VIGOUR_HALF] * dot(acceleration, acceleration);
  }
  return Math.sqrt(Math.max(power, 0));
}
