/**
 * What a sensor on the trunk shows of both feet: how alike, and how far apart in time.
 *
 * A step of the right foot is that of the left one in a mirror. Front-back acceleration does not
 * change in that mirror, so there the mean waveforms of the two feet lie on one another, once one
 * of them is moved by as much as its foot's steps were timed earlier or later:
 *
 *     left foot    __/\__|
 *     right foot   ___/\_|            apart: by how much
 *
 * The mounting need not be known. Stride ratio: even over odd harmonics of the vertical
 * acceleration of one stride, from one step to the next but one (Smidt 1971).
 */

import { mainAngle } from "../maths/eigen.ts";
import { argmin, clip, mean, median, product } from "../maths/numbers.ts";
import { ZERO, cross, dot, plus, squareTo, times, unit, vectorAt } from "../maths/vector.ts";
import { RISE, VERTICAL, WAVE, between, gradient, type Timing } from "./alignment.ts";
import { hann } from "./filters.ts";

export const HARMONICS = 20;
const POINTS = 8 * HARMONICS;
// Design choices, checked on simulated walks (docs/validation.md).
const WINDOW = hann(0.5);
const HALF = WINDOW.length >> 1;
const FARTHEST = 12;
const STEP = 0.25;
const FEWEST = 4;
/** Feet that agree less are not compared. */
export const LEAST_ALIKE = 0.8;

/** Both feet as the trunk shows them. */
export interface Trunk {
  /** (s,) number of the step with which each stride of `ratios` begins. */
  readonly numbers: readonly number[];
  /** (s,) even over odd harmonics of every second stride. */
  readonly ratios: readonly number[];
  /** Samples by which steps of odd number were timed too early against the even ones. */
  readonly apart: number;
  /** Half-width of its 95 % interval. */
  readonly apartError: number;
  /** How far the feet's waveforms agree, -1 to 1. */
  readonly alike: number;
}

const COSINES = new Float64Array(POINTS).map((_, i) => Math.cos((2 * Math.PI * i) / POINTS));
const SINES = new Float64Array(POINTS).map((_, i) => Math.sin((2 * Math.PI * i) / POINTS));

function column(wave: Float64Array, at: number): Float64Array {
  return new Float64Array(wave.length / WAVE).map((_, i) => wave[i * WAVE + at]);
}

/**
 * Even over odd harmonics of a stride.
 *
 * @param verticalMs2 (n,) vertical acceleration.
 * @param start its first instant, in samples.
 * @param end its last.
 */
export function strideRatio(verticalMs2: Float64Array, start: number, end: number): number {
  const last = verticalMs2.length - 1;
  const stride = new Float64Array(POINTS).map((_, k) => {
    const at = clip(start + (k * (end - start)) / POINTS, 0, last);
    return between(verticalMs2, 1, 0, at);
  });
  const middle = mean(stride);
  let [even, odd] = [0, 0];
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < POINTS; i++) {
      const turn = (harmonic * i) % POINTS;
      re += (stride[i] - middle) * COSINES[turn];
      im += (stride[i] - middle) * SINES[turn];
    }
    if (harmonic % 2) odd += Math.hypot(re, im);
    else even += Math.hypot(re, im);
  }
  return even / Math.max(odd, 1e-12);
}

/** Horizontal components of force, along any two axes: two lists of n. */
function levelOf(wave: Float64Array): [Float64Array, Float64Array] {
  const count = wave.length / WAVE;
  let up = ZERO;
  for (let i = 0; i < count; i++) up = plus(up, vectorAt(wave, i * WAVE));
  up = unit(times(up, 1 / count));
  const one = squareTo(up);
  const other = cross(up, one);
  const along = (axis: typeof one): Float64Array =>
    new Float64Array(count).map((_, i) => dot(vectorAt(wave, i * WAVE), axis));
  return [along(one), along(other)];
}

/**
 * Front-back force of a piece of walking; its sign is free.
 *
 * It goes with the rise and fall of each step; sway has half that rhythm, so that the two feet
 * cancel it.
 */
function pushOf(wave: Float64Array): Float64Array {
  const [x, y] = levelOf(wave);
  const rise = column(wave, RISE);
  let [xx, xy, yy] = [0, 0, 0];
  for (const vertical of [gradient(rise), rise]) {
    const size = Math.max(Math.sqrt(product(vertical, vertical)), 1e-9);
    const [withX, withY] = [product(x, vertical) / size, product(y, vertical) / size];
    xx += withX * withX;
    xy += withX * withY;
    yy += withY * withY;
  }
  const angle = mainAngle(xx, xy, yy);
  return x.map((value, i) => value * Math.cos(angle) + y[i] * Math.sin(angle));
}

/** The median waveform around some instants. */
function waveformAt(push: Float64Array, at: readonly number[], half: number): Float64Array {
  return new Float64Array(2 * half + 1).map((_, i) =>
    median(at.map((instant) => between(push, 1, 0, instant + i - half))),
  );
}

function withoutMean(values: Float64Array): Float64Array {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

function weighed(value: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < WINDOW.length; i++) total += WINDOW[i] * value(i);
  return total;
}

/** How far one waveform and a moved part of a wider one disagree, 0 to 1. */
function misfit(one: Float64Array, wide: Float64Array, move: number): number {
  const middle = 0.5 * (wide.length - 1) + move;
  const here = withoutMean(one);
  const there = withoutMean(one.map((_, i) => between(wide, 1, 0, middle + i - HALF)));
  const sizes = weighed((i) => here[i] ** 2 + there[i] ** 2);
  return weighed((i) => (here[i] - there[i]) ** 2) / Math.max(sizes, 1e-12);
}

/** How far odd steps were timed too early, its error, and how alike the feet are. */
function compared(
  wave: Float64Array,
  even: readonly number[],
  odd: readonly number[],
): Pick<Trunk, "apart" | "apartError" | "alike"> {
  const push = pushOf(wave);
  const mine = waveformAt(push, even, HALF);
  const wide = waveformAt(push, odd, HALF + FARTHEST);
  const farthest = FARTHEST - 1;
  const moves = Array.from({ length: (2 * farthest) / STEP + 1 }, (_, k) => STEP * k - farthest);
  const costs = moves.map((move) => misfit(mine, wide, move));
  const k = clip(argmin(costs), 1, moves.length - 2);
  const [before, least, after] = [costs[k - 1], costs[k], costs[k + 1]];
  const bend = before - 2 * least + after;
  const share = bend > 0 ? (0.5 * (before - after)) / bend : 0;
  const level = withoutMean(mine);
  const slopes = gradient(mine);
  const size = weighed((i) => level[i] ** 2);
  const slope = weighed((i) => slopes[i] ** 2);
  return {
    apart: moves[k] + STEP * clip(share, -1, 1),
    apartError: Math.sqrt((2 * least * size) / Math.max(slope, 1e-12)),
    alike: 1 - least,
  };
}

/**
 * Compare the two feet of one piece of walking.
 *
 * @param timing its steps.
 * @param wave (8 n,) `waveOf` the piece.
 * @param start sample of the stretch at which it begins.
 */
export function trunkOf(timing: Timing, wave: Float64Array, start: number): Trunk {
  const at = timing.samples.map((sample) => sample - start);
  const place = new Map(timing.numbers.map((number, k) => [number, at[k]]));
  const vertical = column(wave, VERTICAL);
  const numbers: number[] = [];
  const ratios: number[] = [];
  for (const [number, from] of place) {
    const until = place.get(number + 2);
    if (number % 2 || until === undefined) continue;
    numbers.push(number);
    ratios.push(strideRatio(vertical, from, until));
  }
  const reach = HALF + FARTHEST;
  const inside = (foot: number): number[] =>
    [...at].filter(
      (one, k) => timing.numbers[k] % 2 === foot && one >= reach && one < vertical.length - reach,
    );
  const [even, odd] = [inside(0), inside(1)];
  if (Math.min(even.length, odd.length) < FEWEST) {
    return { numbers, ratios, apart: 0, apartError: 0, alike: 0 };
  }
  return { numbers, ratios, ...compared(wave, even, odd) };
}

/** The steps with both feet timed alike, where the feet can be compared. */
export function evened(timing: Timing, trunk: Trunk): Timing {
  if (trunk.alike < LEAST_ALIKE) return timing;
  const samples = timing.samples.map(
    (sample, k) => sample + (timing.numbers[k] % 2 ? 0.5 : -0.5) * trunk.apart,
  );
  return { ...timing, samples };
}
