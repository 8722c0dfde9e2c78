/**
 * How fast and how far: the mean speed of a bout along its path, starting and stopping included.
 *
 *     ankle, foot     speed = length of the strides / their time       (stance.ts)
 *     pocket, thigh,  speed = k l s * cadence                          l: leg, hip joint to ground
 *     waist           s: step in leg lengths, read in two ways whose errors differ
 *
 *         c = cadence / 1.8 Hz
 *         pocket, thigh   a: swing of the thigh       s = (2 sin(a / 2))^(2/3) c^(1/3)
 *         waist           h: rise of the hips         s = (2 sqrt(2 h / l))^(1/2) c^(1/2)
 *
 * 2 sin(a / 2) is the step of straight legs that open by a, 2 sqrt(2 h / l) that of a stiff leg
 * over which the hips rise by h, and a brisk step is a long one. k depends on placement and
 * direction (gains.ts). A walk over a known distance makes it personal (personal.ts).
 */

import { Estimate } from "../estimate.ts";
import { mean, median } from "../maths/numbers.ts";
import { cross, dot, norm } from "../maths/vector.ts";
import { Placement, type Wearer } from "../recording.ts";
import { FAST_S, SLOW_S, hann } from "./filters.ts";
import { Direction } from "./base.ts";
import {
  STRIDE_PLACEMENTS,
  USUAL_LEG_M,
  edgeSpread,
  gainOf,
  legLength,
  type Gain,
} from "./gains.ts";
import { interval, rescaled, type PersonalScale } from "./personal.ts";
import type { TurningPoint } from "./steps.ts";
import type { Stride } from "./strides.ts";
import { RATE_HZ } from "./timebase.ts";

const BRISK_HZ = 1.8;
// how much longer than the usual one a swing may be before it is an error (design choice)
const LONGEST = 1.5;
// smoothing of the step signals in steps.ts
const LEG_SMOOTH_S = 0.3;
const TRUNK_SMOOTH_S = 0.22;
// How two readings share the step (design choice near what captured walks ask for: model card).
const SWING_SHARE = 2 / 3;
const PENDULUM_SHARE = 0.5;
// a slow walk is less sure: steps are then hardly longer than a sway (design choice, one SD)
const SLOW_MPS = 0.02;
// a sensor walks beside the body's path, shorter or longer where it bends (design choice)
const BESIDE_PATH_M: ReadonlyMap<Placement, number> = new Map([
  [Placement.ANKLE, 0.06],
  [Placement.FOOT, 0.05],
]);
// strides must cover this share of a bout (design choice)
const LEAST_COVERED = 0.6;

/** How much of a sine of this frequency a Hann average lets through. */
function passed(lengthS: number, frequencyHz: number): number {
  const weights = hann(lengthS);
  const half = weights.length >> 1;
  let through = 0;
  for (let i = 0; i < weights.length; i++) {
    through += weights[i] * Math.cos((2 * Math.PI * frequencyHz * (i - half)) / RATE_HZ);
  }
  return through;
}

/**
 * The share of a sine's amplitude that is left in a step signal.
 *
 * @param frequencyHz of the sine: strides of a leg, steps of the trunk.
 * @param smoothS length of the step signal's own smoothing.
 */
export function seenShare(frequencyHz: number, smoothS: number): number {
  const band = passed(FAST_S, frequencyHz) - passed(SLOW_S, frequencyHz);
  return Math.max(band * passed(smoothS, frequencyHz), 0.2);
}

/** Swings of steps but the first, none of them far longer than the usual one. */
function swingsOf(steps: readonly TurningPoint[]): number[] {
  const swings = steps.slice(1).map((step) => step.swing);
  const longest = LONGEST * median(swings);
  return swings.map((swing) => Math.min(swing, longest));
}

/**
 * The mean of 2 sin(a / 2), a step of a straight leg in leg lengths.
 *
 * The swing that the band-pass and the smoothing took away at this rhythm is given back.
 */
export function swingReading(steps: readonly TurningPoint[], cadenceHz: number): number {
  const share = seenShare(0.5 * cadenceHz, LEG_SMOOTH_S);
  return mean(swingsOf(steps).map((swing) => 2 * Math.sin(0.5 * Math.min(swing / share, Math.PI))));
}

/**
 * The step of a stiff leg in leg lengths that lets the hips rise and fall so far.
 *
 * @param steps lowest points of the vertical velocity; their swing is its range, m/s.
 * @param cadenceHz steps per second; the range of height is that of a sine of this frequency.
 */
export function pendulumReading(steps: readonly TurningPoint[], cadenceHz: number): number {
  const rangeMps = mean(swingsOf(steps)) / seenShare(cadenceHz, TRUNK_SMOOTH_S);
  const riseM = rangeMps / (2 * Math.PI * cadenceHz);
  return 2 * Math.sqrt((2 * riseM) / USUAL_LEG_M);
}

/** The step length before the factor, in leg lengths. */
export function reading(
  steps: readonly TurningPoint[],
  cadenceHz: number,
  placement: Placement,
): number {
  const waist = placement === Placement.WAIST;
  const share = waist ? PENDULUM_SHARE : SWING_SHARE;
  const size = waist ? pendulumReading(steps, cadenceHz) : swingReading(steps, cadenceHz);
  return size ** share * (cadenceHz / BRISK_HZ) ** (1 - share);
}

/**
 * The mean speed in m/s of strides, and the share of the bout that they cover.
 *
 * @param strides in time order; each counts with the part of it that lies inside.
 * @param start first sample of the bout.
 * @param end one past its last sample.
 */
export function strideSpeed(
  strides: readonly Stride[],
  start: number,
  end: number,
): [number, number] {
  let inside = 0;
  let path = 0;
  for (const stride of strides) {
    const part = Math.max(0, Math.min(stride.end, end) - Math.max(stride.start, start));
    inside += part;
    path += (stride.lengthM / (stride.end - stride.start)) * part;
  }
  return inside ? [(path / inside) * RATE_HZ, inside / (end - start)] : [0, 0];
}

/** How sharply strides bend to one side, rad per metre. */
export function curvature(strides: readonly Stride[]): number {
  let lengthM = 0;
  let turned = 0;
  strides.forEach((stride, k) => {
    const flat = stride.flatM;
    lengthM += norm(flat);
    if (k === 0) return;
    const before = strides[k - 1].flatM;
    turned += Math.atan2(dot(cross(before, flat), stride.up), dot(before, flat));
  });
  return strides.length < 2 || !lengthM ? 0 : Math.abs(turned) / lengthM;
}

/** What a speed is told from. */
export interface Pace {
  /** Steps of the bout. */
  readonly steps: readonly TurningPoint[];
  /** Steps per second. */
  readonly cadenceHz: number;
  /** Where the sensor is worn. */
  readonly placement: Placement;
  /** Which way it went. */
  readonly direction: Direction;
  /** Leg length or height, when known. */
  readonly wearer: Wearer;
  /** Of a foot or ankle sensor (stance.ts), else empty. */
  readonly strides: readonly Stride[];
  /** First sample of the bout, and one past its last. */
  readonly span: readonly [number, number];
  /** What known distances told of this person, or null. */
  readonly scale: PersonalScale | null;
}

/**
 * Estimate the mean speed of a bout along its path, starting and stopping included.
 *
 * @returns speed in m/s with a 95 % interval, or why there is none.
 */
export function speed(pace: Pace): Estimate {
  const { placement, direction, wearer, scale } = pace;
  const told = STRIDE_PLACEMENTS.has(placement) ? speedOfStrides(pace) : speedOfSteps(pace);
  return scale === null || !told.known ? told : rescaled(told, placement, direction, wearer, scale);
}

function edgesOf({ placement, span }: Pace): number {
  return edgeSpread(placement, (span[1] - span[0]) / RATE_HZ);
}

function speedOfStrides(pace: Pace): Estimate {
  const { placement, direction, strides, span } = pace;
  // strides do not ask for the direction
  const gain = gainOf(placement, direction) ?? gainOf(placement, Direction.BACKWARD);
  if (gain === null) throw new Error(`no gain for strides of ${placement}`);
  const [toldMps, covered] = strideSpeed(strides, ...span);
  if (covered < LEAST_COVERED || toldMps <= 0) {
    return Estimate.unknown("m/s", "the foot hardly stands still");
  }
  const beside = (BESIDE_PATH_M.get(placement) ?? 0) * curvature(strides);
  return interval(gain.factor * toldMps, spreadOf(gain, edgesOf(pace), beside));
}

function speedOfSteps(pace: Pace): Estimate {
  const { placement, direction, steps, cadenceHz, wearer } = pace;
  const gain = gainOf(placement, direction);
  if (gain === null) {
    return Estimate.unknown("m/s", `no speed model for ${placement} and ${direction} walking`);
  }
  const [legM, legSpread] = legLength(wearer);
  const toldMps = gain.factor * legM * reading(steps, cadenceHz, placement) * cadenceHz;
  return interval(toldMps, spreadOf(gain, edgesOf(pace), SLOW_MPS / toldMps, legSpread));
}

function spreadOf(gain: Gain, ...others: number[]): number {
  return Math.hypot(gain.person, gain.bout, ...others);
}
