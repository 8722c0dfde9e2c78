/**
 * When a leg with a sensor swings, and what it does before the first and after the last swing.
 *
 * A leg turns quickly while it swings and slowly, the other way, while it stands. The turning is
 * looked at about the one axis in which the leg turns most, so the mounting need not be known:
 *
 *     rate     ╭╮        ╭╮        ╭╮             swing: fast, short
 *     ────────╯  ╲______╱  ╲______╱  ╲────── 0
 *             first      ...       last           stance: slow, long
 *
 * All of it is read from the gyroscope; a displacement also needs the accelerometer (`travel`).
 */

import { NOTHING, mainAxis, outer, plusTimes, type Symmetric } from "../../maths/eigen.ts";
import { argmin, median, quantile } from "../../maths/numbers.ts";
import { dot, vectorAt } from "../../maths/vector.ts";
import type { Recording } from "../../recording.ts";
import { moving } from "./rest.ts";
import { RATE_HZ, evenGrid, smoothed } from "./samples.ts";
import { travelShares } from "./travel.ts";

// design choices: what counts as turning, and which turn is large enough for a swing
const TURNING = 0.15;
const SWING = 0.25;
const SMALLEST_RAD = 0.05;
const EDGE_S = 1;
// turns closer than this share of the usual stride are one swing and a shake
const TOO_CLOSE = 0.55;
const CUT_OFF = 4;

/** One swing of the leg with the sensor. */
export interface Swing {
  /** On the recording's clock. */
  readonly startS: number;
  /** On the recording's clock. */
  readonly endS: number;
  /** How far the sensor turned. */
  readonly turnRad: number;
  /** `turnRad` against the usual swing of this walk. */
  readonly share: number;
  /** How far the sensor travelled against the usual swing. */
  readonly travelShare: number;
  /** How long it lasted against the usual swing. */
  readonly lastsShare: number;
}

/** How one leg moved around one walk. */
export interface LegMotion {
  /** In time order. */
  readonly swings: readonly Swing[];
  /** Half of the usual time from swing to swing. */
  readonly stepS: number;
  /** From when the leg left its rest to the end of the first swing, in steps. */
  readonly since: number;
  /** From the end of the last swing to when the leg came to rest, in steps. */
  readonly until: number;
  /** Recorded time before the first swing, in steps. */
  readonly shownBefore: number;
  /** Recorded time after the last swing, in steps. */
  readonly shownAfter: number;
}

/** A stretch of turning: first and last sample, and the area under it. */
export interface Lobe {
  readonly first: number;
  readonly last: number;
  readonly areaRad: number;
}

/**
 * How the leg swung, or null where fewer than two swings show.
 *
 * @param recording of a sensor on a leg, with a gyroscope.
 * @param windowS the stretch to look at, rest before and after included.
 * @param walkS where about the walk lies in it.
 * @param stepS about the time of a step.
 */
export function legMotion(
  recording: Recording,
  windowS: readonly [number, number],
  walkS: readonly [number, number],
  stepS: number,
): LegMotion | null {
  const { timeS, rate, force } = evenGrid(recording, ...windowS);
  const isInside = timeS.map((at) => (at >= walkS[0] && at < walkS[1] ? 1 : 0));
  const inside = Array.from(isInside.keys()).filter((k) => isInside[k]);
  if (inside.length < RATE_HZ) return null;
  const rateSmooth = smoothed(rate);
  const axis = mainAxis(
    inside.reduce<Symmetric>(
      (all, k) => plusTimes(all, outer(vectorAt(rateSmooth, 3 * k)), 1),
      NOTHING,
    ),
  );
  const turning = timeS.map((_, k) => dot(vectorAt(rateSmooth, 3 * k), axis));
  const square = inside.reduce((all, k) => all + turning[k] ** 2, 0) / inside.length;
  const all = lobesOf(turning, TURNING * Math.sqrt(square));
  // a turn that the end of the recording cuts off is none, and nothing shows after it begins
  const whole = turning.length - CUT_OFF;
  const cutS = all.filter(({ last }) => last >= whole).map(({ first }) => timeS[first]);
  const lobes = all.filter(({ first, last }) => {
    const at = timeS[first];
    return walkS[0] - EDGE_S < at && at < walkS[1] + EDGE_S && last < whole;
  });
  const both = [1, -1].map((sign) =>
    swingsOf(lobes.map((lobe) => ({ ...lobe, areaRad: sign * lobe.areaRad }))),
  );
  const likely = argmin(both.map((found) => unlike(found, timeS, stepS)));
  const swings = oneAStride(both[likely]);
  if (swings.length < 2) return null;
  const usual = usualOf(swings);
  const usualStepS = 0.5 * median(stridesOf(swings, timeS));
  const travel = travelShares(rate, force, swings);
  const lasts = median(swings.map(({ first, last }) => last - first));
  const [begin, end] = [swings[0], swings[swings.length - 1]];
  const [left, came] = moving(rateSmooth, smoothed(force), begin.first, end.last);
  const clock = recording.timeS;
  const shownUntilS = Math.min(...cutS, clock[clock.length - 1]);
  return {
    swings: swings.map(({ first, last, areaRad }, k) => ({
      startS: timeS[first],
      endS: timeS[last],
      turnRad: areaRad,
      share: areaRad / usual,
      travelShare: travel[k],
      lastsShare: (last - first) / lasts,
    })),
    stepS: usualStepS,
    since: (timeS[begin.last] - timeS[left]) / usualStepS,
    until: (timeS[came] - timeS[end.last]) / usualStepS,
    shownBefore: (timeS[begin.first] - clock[0]) / usualStepS,
    shownAfter: (shownUntilS - timeS[end.last]) / usualStepS,
  };
}

/** Each stretch of one sign above the level. */
function lobesOf(turning: Float64Array, level: number): Lobe[] {
  const signs = turning.map((rate) => (Math.abs(rate) > level ? Math.sign(rate) : 0));
  const found: Lobe[] = [];
  let start = 0;
  for (let k = 1; k <= turning.length; k++) {
    if (k < turning.length && signs[k] === signs[start]) continue;
    if (signs[start] !== 0) {
      const area = turning.subarray(start, k).reduce((sum, rate) => sum + rate, 0);
      found.push({ first: start, last: k - 1, areaRad: area / RATE_HZ });
    }
    start = k;
  }
  return found;
}

/** The area of a usual swing among turns of one sign. */
function usualOf(turns: readonly Lobe[]): number {
  return quantile(
    turns.map(({ areaRad }) => areaRad),
    0.8,
  );
}

/** The large turns of positive sign. */
function swingsOf(lobes: readonly Lobe[]): Lobe[] {
  const turns = lobes.filter(({ areaRad }) => areaRad > SMALLEST_RAD);
  if (!turns.length) return [];
  const least = SWING * usualOf(turns);
  return turns.filter(({ areaRad }) => areaRad > least);
}

function stridesOf(swings: readonly Lobe[], timeS: Float64Array): number[] {
  return swings.slice(1).map(({ last }, k) => timeS[last] - timeS[swings[k].last]);
}

/** How little the turns look like swings: slow, or not one in two steps. */
function unlike(swings: readonly Lobe[], timeS: Float64Array, stepS: number): number {
  if (swings.length < 2) return Infinity;
  const strideS = median(stridesOf(swings, timeS));
  // a swing turns as far as a stance, but in less time
  const lastsS = median(swings.map(({ first, last }) => (last - first + 1) / RATE_HZ));
  return lastsS / stepS + Math.abs(strideS / (2 * stepS) - 1);
}

/** The swings without the smaller one of two that follow too closely. */
function oneAStride(swings: readonly Lobe[]): Lobe[] {
  const kept = [...swings];
  while (kept.length > 2) {
    const apart = kept.slice(1).map(({ last }, k) => last - kept[k].last);
    const k = argmin(apart);
    if (apart[k] >= TOO_CLOSE * quantile(apart, 0.75)) break;
    kept.splice(kept[k].areaRad < kept[k + 1].areaRad ? k : k + 1, 1);
  }
  return kept;
}
