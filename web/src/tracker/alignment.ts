/**
 * When each step happened, told by the whole waveform around it.
 *
 * A turning point of a smooth signal wanders with noise and with the shape of each step. The steps
 * of one foot look alike, though, so all of them are moved until they agree with their median:
 *
 *     found at   |    |    |          force and turning within 0.25 s of each turning point
 *               /\_   /\_  /\_
 *     moved to   |     |   |          by d = sum(w m' (x - m)) / sum(w m'^2)
 *               m = median waveform, m' its slope, x one waveform, w = Hann weight over the
 *               channel's usual misfit (least squares)
 *
 * Nothing has to be known of the mounting: sensor axes turn with the body. What stays is the mean
 * time of a foot's steps, so lags from turning point to contact are the same as before.
 */

import { clip, deviation, median, medianOf, roundEven, sum } from "../maths/numbers.ts";
import { dot, turnedBack } from "../maths/vector.ts";
import { STANDARD_GRAVITY_MS2 } from "../recording.ts";
import { convolved, hann } from "./filters.ts";
import type { Motion } from "./motion.ts";
import type { TurningPoint } from "./steps.ts";

// Design choices, checked on simulated walks (docs/validation.md).
const SMOOTH_S = 0.1;
const WINDOW = hann(0.5);
const HALF = WINDOW.length >> 1;
const FARTHEST = 8;
const ROUNDS = 6;
const LARGEST_MOVE = 2.0;
// how many steps of one foot make a waveform
const FEWEST = 4;
/** Numbers of a sample of a wave: force and rate in the sensor frame, lift and rise. */
export const WAVE = 8;
export const VERTICAL = 6;
export const RISE = 7;
// what waveforms are compared in
const CHANNELS = 6;
const FORCE = [0, 1, 2];
const RATE = [3, 4, 5];

/** When the steps of one piece of walking happened. */
export interface Timing {
  /** (n,) instants in samples of the stretch; a step too near to an end of the piece keeps its
   * turning point. */
  readonly samples: Float64Array;
  /** (n,) which step of the piece each is, counting those that were missed. */
  readonly numbers: readonly number[];
  /** (n,) how well its waveform agrees with the others of its foot: 1 exactly, 0 where that was not
   * asked. */
  readonly alike: Float64Array;
  /** Standard deviation of the instants by which force and turning disagree, samples; 0 where only
   * one of them is known. */
  readonly noise: number;
}

/**
 * (8 n,): force and rate in the sensor frame, vertical acceleration and velocity of a motion.
 *
 * All but the last are unfiltered.
 */
export function waveOf(motion: Motion): Float64Array {
  const found = new Float64Array(motion.length * WAVE);
  for (let i = 0; i < motion.length; i++) {
    const force = motion.rawAcceleration(i);
    const at = i * WAVE;
    found.set(turnedBack(motion.worldFromSensor(i), force), at);
    found.set(motion.rawRate(i), at + 3);
    found[at + VERTICAL] = dot(force, motion.up(i)) - STANDARD_GRAVITY_MS2;
    found[at + RISE] = motion.riseMps(i);
  }
  return found;
}

/** The value of rows of `width` numbers at an instant between samples, interpolated. */
export function between(values: Float64Array, width: number, column: number, at: number): number {
  const low = clip(Math.floor(at), 0, values.length / width - 2);
  const share = at - low;
  return values[low * width + column] * (1 - share) + values[(low + 1) * width + column] * share;
}

/**
 * Number steps in time order; where a gap holds two or more, some were missed.
 *
 * A leg's turning points need not be evenly spaced, but high ones are one foot's and low ones the
 * other's: their numbers stay even and odd.
 */
export function numbered(steps: readonly TurningPoint[], leg: boolean): number[] {
  if (steps.length < 3) return steps.map((_, k) => k);
  const half = 0.5 * median(steps.slice(2).map((step, k) => step.sample - steps[k].sample));
  const found = [0];
  for (let k = 1; k < steps.length; k++) {
    const gap = (steps[k].sample - steps[k - 1].sample) / half;
    let passed = Math.max(1, roundEven(gap));
    if (leg) {
      const least = steps[k].turn === steps[k - 1].turn ? 2 : 1;
      passed = least + 2 * Math.max(0, roundEven(0.5 * (gap - least)));
    }
    found.push(found[k - 1] + passed);
  }
  return found;
}

/** Slope of evenly spaced values; at the ends to the neighbour. */
export function gradient(values: Float64Array): Float64Array {
  const last = values.length - 1;
  return values.map((_, k) => {
    const [before, after] = [Math.max(0, k - 1), Math.min(last, k + 1)];
    return (values[after] - values[before]) / (after - before);
  });
}

/** Waveforms of one channel around some instants, each without its mean, one after the other. */
function pieces(wave: Float64Array, channel: number, at: Float64Array): Float64Array {
  const count = WINDOW.length;
  const found = new Float64Array(at.length * count);
  for (let s = 0; s < at.length; s++) {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const value = between(wave, CHANNELS, channel, at[s] + i - HALF);
      found[s * count + i] = value;
      total += value;
    }
    for (let i = 0; i < count; i++) found[s * count + i] -= total / count;
  }
  return found;
}

/** The median of waveforms at each of their samples. */
function middleOf(waveforms: Float64Array): Float64Array {
  const steps = waveforms.length / WINDOW.length;
  const column = new Float64Array(steps);
  return WINDOW.map((_, i) => {
    for (let s = 0; s < steps; s++) column[s] = waveforms[s * WINDOW.length + i];
    return medianOf(column);
  });
}

/** The usual misfit of waveforms to their middle, and what each of them makes of the move. */
function comparedWith(
  waveforms: Float64Array,
  middle: Float64Array,
): { usual: number; pulls: Float64Array; size: number } {
  const count = WINDOW.length;
  const slope = gradient(middle);
  const steps = waveforms.length / count;
  const [misfits, pulls] = [new Float64Array(steps), new Float64Array(steps)];
  for (let s = 0; s < steps; s++) {
    for (let i = 0; i < count; i++) {
      const misfit = waveforms[s * count + i] - middle[i];
      misfits[s] += WINDOW[i] * misfit * misfit;
      pulls[s] += WINDOW[i] * slope[i] * misfit;
    }
  }
  const size = sum(slope.map((value, i) => WINDOW[i] * value * value));
  return { usual: medianOf(misfits), pulls, size };
}

/**
 * Move instants of one foot until their waveforms agree.
 *
 * @param wave (6 n,) smooth force and rate.
 * @param channels of it that are compared.
 * @param found (k,) instants in it.
 * @returns the instants, and how alike each waveform is to the median.
 */
function moved(
  wave: Float64Array,
  channels: readonly number[],
  found: Float64Array,
): { at: Float64Array; alike: Float64Array } {
  let at = found;
  let weights = channels.map(() => 1);
  for (let round = 0; round < ROUNDS; round++) {
    const told = channels.map((channel) => {
      const waveforms = pieces(wave, channel, at);
      return comparedWith(waveforms, middleOf(waveforms));
    });
    // a channel that says nothing, as without a gyroscope, has no weight
    weights = told.map(({ usual }) => (usual > 0 ? 1 / Math.max(usual, 1e-9) : 0));
    const size = Math.max(sum(told.map((one, c) => weights[c] * one.size)), 1e-12);
    at = at.map((instant, s) => {
      const pull = sum(told.map(({ pulls }, c) => weights[c] * pulls[s])) / size;
      const move = clip(pull, -LARGEST_MOVE, LARGEST_MOVE);
      return found[s] + clip(instant - move - found[s], -FARTHEST, FARTHEST);
    });
  }
  const alike = agreement(wave, channels, weights, at);
  const back = median(found.map((instant, s) => instant - at[s]));
  return { at: at.map((instant) => instant + back), alike };
}

/** How alike waveforms are to their median, -1 to 1. */
function agreement(
  wave: Float64Array,
  channels: readonly number[],
  weights: readonly number[],
  at: Float64Array,
): Float64Array {
  const [both, own] = [new Float64Array(at.length), new Float64Array(at.length)];
  let usual = 0;
  channels.forEach((channel, c) => {
    const waveforms = pieces(wave, channel, at);
    const middle = middleOf(waveforms);
    for (let i = 0; i < middle.length; i++) {
      const weight = weights[c] * WINDOW[i];
      usual += weight * middle[i] ** 2;
      for (let s = 0; s < at.length; s++) {
        const value = waveforms[s * middle.length + i];
        both[s] += weight * value * middle[i];
        own[s] += weight * value * value;
      }
    }
  });
  return both.map((value, s) => value / Math.sqrt(Math.max(own[s] * usual, 1e-24)));
}

/** Smooth force and rate of a wave: (6 n,). */
function smoothed(wave: Float64Array): Float64Array {
  const count = wave.length / WAVE;
  const told = new Float64Array(count * CHANNELS);
  for (let i = 0; i < count; i++) {
    told.set(wave.subarray(i * WAVE, i * WAVE + CHANNELS), i * CHANNELS);
  }
  return convolved(told, CHANNELS, hann(SMOOTH_S), true);
}

/**
 * Time the steps of one piece of walking by their waveforms.
 *
 * @param steps turning points in time order.
 * @param wave (8 n,) `waveOf` the piece.
 * @param start sample of the stretch at which it begins.
 * @param leg whether the steps are turning points of a leg's angle.
 * @returns one instant for each step.
 */
export function timingOf(
  steps: readonly TurningPoint[],
  wave: Float64Array,
  start: number,
  leg: boolean,
): Timing {
  const numbers = numbered(steps, leg);
  const alike = new Float64Array(steps.length);
  const told = Float64Array.from(steps, (step) => step.sample - start);
  const count = wave.length / WAVE;
  const reach = HALF + FARTHEST;
  const apart: number[] = [];
  if (count >= 2) {
    const smooth = smoothed(wave);
    const turning = smooth.some((value, k) => k % CHANNELS >= 3 && value !== 0);
    for (const foot of [0, 1]) {
      const mine = [...told.keys()].filter(
        (k) => numbers[k] % 2 === foot && told[k] >= reach && told[k] < count - reach,
      );
      if (mine.length < FEWEST) continue;
      const at = Float64Array.from(mine, (k) => told[k]);
      const both = moved(smooth, [...FORCE, ...RATE], at);
      mine.forEach((k, s) => {
        told[k] = both.at[s];
        alike[k] = both.alike[s];
      });
      if (!turning) continue;
      const byForce = moved(smooth, FORCE, at).at;
      const byRate = moved(smooth, RATE, at).at;
      byForce.forEach((instant, s) => apart.push(instant - byRate[s]));
    }
  }
  // each of the two has about the error of their difference over sqrt(2), their mean half of it
  const noise = apart.length ? 0.5 * deviation(apart) : 0;
  return { samples: inOrder(told).map((at) => start + at), numbers, alike, noise };
}

/** Instants in their order: one before an earlier one happens with it. */
export function inOrder(instants: Float64Array): Float64Array {
  let latest = -Infinity;
  return instants.map((at) => (latest = Math.max(latest, at)));
}
