/**
 * A short forward walk tells how the sensor sits and how this person walks.
 *
 *     12 s of ordinary forward walking (8 s of it walking)
 *         -> the left axis in the sensor frame, its sign from "this was forward"
 *         -> the mean moments of this person's forward windows, z
 *
 *     later window:  c = cos(z, its moments);  c near 1 forward, near -1 backward
 *
 * The comparison needs no training, so it also works where no model holds.
 */

import { RetrowalkError } from "../errors.ts";
import { NOTHING, mainAxis, outer, plusTimes, type Symmetric } from "../maths/eigen.ts";
import { mean, median, product } from "../maths/numbers.ts";
import { ZERO, plus, times, unit, type Vector } from "../maths/vector.ts";
import type { Placement } from "../recording.ts";
import { modelFor, type Model } from "./direction.ts";
import { HOP, legAxis, sagittal, trunkAxis, type Span } from "./frame.ts";
import { liftOf, windowSamples } from "./measure.ts";
import { NAMES, momentsOf, turnedOdd, type Moments } from "./moments.ts";
import type { Motion } from "./motion.ts";
import { LEG_PLACEMENTS } from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";
import type { Run } from "./walking.ts";

export const SHORTEST_S = 8.0;
// mean cosine of the windows with their mean; mean log-odds of the flip-free cues (design choices)
const LEAST_AGREEMENT = 0.3;
const BACKWARD_LOG_ODDS = -1.0;
// log-odds per unit of cosine (design choice; docs/validation.md shows the spread)
const COSINE_LOG_ODDS = 8.0;

/** What a forward walk told. */
export interface Calibration {
  /** The placement it was made for. */
  readonly placement: Placement;
  /** Unit left axis in the sensor frame. */
  readonly left: Vector;
  /** How sure the sign of `left` is. */
  readonly frontLogOdds: number;
  /** (NAMES.length,) mean time-odd moments of forward walking. */
  readonly forward: Float64Array;
  /** Usual standard deviation of vertical acceleration of forward walking. */
  readonly liftMs2: number;
  /** Mean unit vector up in the sensor frame. */
  readonly up: Vector;
  /** Mean cosine between the calibration's windows and their mean. */
  readonly agreement: number;
  /** Seconds of walking used. */
  readonly walkedS: number;
}

/** A walking run with the motion it lies in. */
export interface Walked {
  readonly motion: Motion;
  readonly run: Run;
}

/** Windows inside a run, every hop; a short run gives one. */
function windowsIn(run: Run, samples: number): Span[] {
  const length = Math.min(samples, run.end - run.start);
  const found: Span[] = [];
  for (let start = run.start; start <= run.end - length; start += HOP) {
    found.push({ start, end: start + length });
  }
  return found;
}

interface Windows {
  readonly motion: Motion;
  readonly spans: readonly Span[];
}

/** The left axis, its sign free. */
function leftOf(windows: readonly Windows[], placement: Placement): Vector {
  let spread: Symmetric = NOTHING;
  for (const { motion, spans } of windows) {
    if (LEG_PLACEMENTS.has(placement)) {
      for (const span of spans) spread = plusTimes(spread, outer(legAxis(motion, span)), 1);
    } else {
      const [axis, clear] = trunkAxis(motion, spans);
      spread = plusTimes(spread, outer(axis), clear);
    }
  }
  return mainAxis(spread);
}

function momentsIn(windows: readonly Windows[], left: Vector, model: Model): Moments[] {
  return windows.flatMap(({ motion, spans }) =>
    spans.map((span) => momentsOf(sagittal(motion, span, left, model.evened))),
  );
}

function meanOdd(told: readonly Float64Array[]): Float64Array {
  return Float64Array.from(NAMES, (_, k) => mean(told.map((odd) => odd[k])));
}

function cosine(one: Float64Array, other: Float64Array): number {
  const size = Math.sqrt(product(one, one)) * Math.sqrt(product(other, other));
  return product(one, other) / Math.max(size, 1e-9);
}

/** Mean of up in the sensor frame over the pieces, each of them counting once. */
function upOf(windows: readonly Windows[]): Vector {
  let up = ZERO;
  for (const { motion, spans } of windows) {
    let sum = ZERO;
    let count = 0;
    for (const { start, end } of spans) {
      for (let i = start; i < end; i++) sum = plus(sum, motion.upInSensor(i));
      count += end - start;
    }
    up = plus(up, times(sum, 1 / count));
  }
  return unit(times(up, 1 / windows.length));
}

/**
 * Learn mounting and style from a forward walk.
 *
 * @param pieces walking runs with the motion they lie in.
 * @param placement where the sensor is worn; one that shows a direction.
 * @throws RetrowalkError less than 8 s of walking, or a walk so uneven that its windows contradict
 *     each other, or one that went backward.
 */
export function calibratePieces(pieces: readonly Walked[], placement: Placement): Calibration {
  const walkedS = pieces.reduce((sum, { run }) => sum + (run.end - run.start), 0) / RATE_HZ;
  if (walkedS < SHORTEST_S) {
    throw new RetrowalkError(`only ${walkedS.toFixed(1)} s of walking found`, {
      where: "calibration",
      remedy: `walk forward as usual for 12 s, at least ${SHORTEST_S} s without long stops`,
    });
  }
  const model = modelFor(placement);
  if (model === null) throw new Error(`no model for ${placement}`);
  const samples = windowSamples(model);
  const windows = pieces.map(({ motion, run }) => ({ motion, spans: windowsIn(run, samples) }));
  let left = leftOf(windows, placement);
  const told = momentsIn(windows, left, model);
  let odd = told.map((one) => one.odd);
  const sign = mean(
    told.map((one) => 2 * product(one.odd, model.flipping) + product(one.front, model.front)),
  );
  const ahead = mean(odd.map((one) => product(one, model.flipFree)));
  if (LEG_PLACEMENTS.has(placement) && ahead < BACKWARD_LOG_ODDS) {
    throw new RetrowalkError("this looks like walking backward", {
      where: "calibration",
      remedy: "calibrate with ordinary forward walking",
    });
  }
  if (sign < 0) {
    left = times(left, -1);
    odd = odd.map(turnedOdd);
  }
  const forward = meanOdd(odd);
  const agreement = mean(odd.map((one) => cosine(one, forward)));
  if (agreement < LEAST_AGREEMENT) {
    throw new RetrowalkError("the steps differ too much from each other", {
      where: "calibration",
      remedy: "walk forward once more, straight and at an even pace, the device fixed",
    });
  }
  const lifts = windows.flatMap(({ motion, spans }) => spans.map((span) => liftOf(motion, span)));
  return {
    placement,
    left,
    frontLogOdds: Math.abs(sign),
    forward,
    liftMs2: median(lifts),
    up: upOf(windows),
    agreement,
    walkedS,
  };
}

/** Join the model's answer and the comparison with the person's own walk. */
export function calibratedLogOdds(
  calibration: Calibration,
  modelLogOdds: number,
  odd: Float64Array,
): number {
  return 0.5 * (modelLogOdds + COSINE_LOG_ODDS * cosine(odd, calibration.forward));
}
