/**
 * Was the device taken off, turned over or put back another way?
 *
 * While a person walks, stands, sits or turns, a worn device leans only as its segment does, and
 * comes back to how it leaned before. A hand does other things with it:
 *
 *     turned over      it walks on with its up more than 50 degrees from where up was
 *     taken out        it leaned by more than 35 degrees meanwhile (15 on a trunk that walks), and
 *                      after that its left axis points another way than before: who sits down or
 *                      bends comes back as they were, and who turned meanwhile cannot be told from
 *                      a device that was turned
 *     spun             its left axis turned by more than 150 degrees within a second while nobody
 *                      walked
 *
 * After that nothing that was known of the mounting holds. Nobody is certain to be caught: a
 * device that is turned round slowly, upright, by somebody who stands still, looks like a turn.
 */

import { radians } from "../maths/numbers.ts";
import {
  ZERO,
  cross,
  dot,
  minus,
  plus,
  squareTo,
  times,
  turned,
  unit,
  type Matrix,
  type Vector,
} from "../maths/vector.ts";
import { HOP } from "./frame.ts";
import type { Motion } from "./motion.ts";

// Design choices; a shank swings by less than 40 degrees, and its mean lean changes by less.
const OVER_COSINE = Math.cos(radians(50));
const LEANING_COSINE = Math.cos(radians(35));
const UPRIGHT_COSINE = Math.cos(radians(25));
// captured trunks that walk lean within 10 degrees of their usual lean, meant over a second
const TRUNK_LEANING_COSINE = Math.cos(radians(15));
const TRUNK_UPRIGHT_COSINE = Math.cos(radians(12));
// sitting down turns a thigh by up to a right angle about the left axis
const SEATED_COSINE = Math.cos(radians(120));
const SAGITTAL = 0.35;
const TURNED_RAD = radians(70);
const SPUN_RAD = radians(150);
const KEPT = 0.9;
// half seconds in which a device that walks lies over, or leans; then it sits otherwise
const OVER = 2;
const LASTING = 6;
/** Half a second on both sides of a half second. */
export const HALF = HOP;

/** How the device leans at one half second. */
export interface Lean {
  /** Its sample in the stretch. */
  readonly centre: number;
  /** Mean unit vector up over one second, in the sensor frame. */
  readonly up: Vector;
  /** Rotation to W at the centre. */
  readonly rotation: Matrix;
  /** Unit vector up in W. */
  readonly upInWorld: Vector;
  /** Whether the device turned more than half round about up within this second. */
  readonly spins: boolean;
}

/**
 * How the device leans at a half second.
 *
 * @param motion motion that holds one second around it, where the stretch does.
 * @param base sample of the stretch at which it begins.
 * @param centre sample of the stretch.
 */
export function leanAt(motion: Motion, base: number, centre: number): Lean {
  const at = centre - base;
  const low = Math.max(at - HALF, 0);
  const high = Math.min(at + HALF, motion.length - 1);
  let up = ZERO;
  let turnedRads = 0;
  for (let i = low; i <= high; i++) {
    up = plus(up, motion.upInSensor(i));
    turnedRads += dot(motion.up(i), motion.inWorld(i, motion.rawRate(i)));
  }
  return {
    centre,
    up: unit(times(up, 1 / (high + 1 - low))),
    rotation: motion.worldFromSensor(at),
    upInWorld: motion.up(at),
    spins: Math.abs(turnedRads) / (2 * HALF) > SPUN_RAD,
  };
}

/** By how much an axis of the device turned about up from one instant to another. */
function turnedRad(before: Lean, now: Lean, axis: Vector): number {
  const up = unit(plus(before.upInWorld, now.upInWorld));
  const [one, other] = [turned(before.rotation, axis), turned(now.rotation, axis)];
  return Math.atan2(dot(up, cross(one, other)), dot(one, other) - dot(one, up) * dot(other, up));
}

/** Whether a device leans as a thigh does that sits down: about the left axis. */
function sits(up: Vector, now: Vector, left: Vector | null): boolean {
  return left !== null && Math.abs(dot(minus(now, up), left)) < SAGITTAL;
}

/** What is remembered of how the device sits; one value follows the other. */
export interface Worn {
  /** Usual unit vector up in the sensor frame, or null before the first walking. */
  readonly up: Vector | null;
  /** The last half second in which it sat as usual, or null. */
  readonly upright: Lean | null;
  /** For how many half seconds it has leaned over since then. */
  readonly leaned: number;
  /** For how many half seconds it has walked on while it lay over. */
  readonly over: number;
  /** Whether the device was found handled in this half second. */
  readonly handled: boolean;
}

/** What is remembered where little is. */
export function wornSo(up: Vector | null = null, upright: Lean | null = null): Worn {
  return { up, upright, leaned: 0, over: 0, handled: false };
}

/** How a half second was lived. */
export interface Moment {
  /** Left axis in the sensor frame, where it is known. */
  readonly left: Vector | null;
  /** Whether a walk was going on. */
  readonly walking: boolean;
  /** Whether the device is worn on the trunk, which leans least. */
  readonly trunk: boolean;
}

/**
 * What is remembered after one half second.
 *
 * @param worn what was remembered before.
 * @param lean how the device leans then.
 */
export function wornAfter(worn: Worn, lean: Lean, { left, walking, trunk }: Moment): Worn {
  const { up } = worn;
  if (up === null) return walking ? wornSo(lean.up, lean) : wornSo();
  const cosine = dot(lean.up, up);
  const border = sits(up, lean.up, left) ? SEATED_COSINE : OVER_COSINE;
  const over = walking && cosine < border ? worn.over + 1 : 0;
  if (over >= OVER || (lean.spins && !walking)) {
    return { ...wornSo(walking ? lean.up : up, lean), handled: true };
  }
  const steady = trunk && walking;
  const leaning = steady ? TRUNK_LEANING_COSINE : LEANING_COSINE;
  const upright = steady ? TRUNK_UPRIGHT_COSINE : UPRIGHT_COSINE;
  const leaned = worn.leaned || cosine < leaning ? worn.leaned + 1 : 0;
  const back = cosine >= upright || (walking && leaned > LASTING);
  if (leaned && back && worn.upright !== null) {
    const angle = turnedRad(worn.upright, lean, left ?? squareTo(up));
    if (Math.abs(angle) > TURNED_RAD) return { ...wornSo(up, lean), handled: true };
  }
  if (!back) return { up, upright: worn.upright, leaned, over, handled: false };
  if (!walking) return wornSo(up, lean);
  return wornSo(unit(plus(times(up, KEPT), times(lean.up, 1 - KEPT)), 0), lean);
}
