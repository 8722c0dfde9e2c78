/**
 * One internal clock: samples at their own times become stretches at 50 Hz.
 *
 *     samples   x    x  x     x        (gap)          x  x   x
 *     grid      |  |  |  |  |  |                       |  |  |
 *               each grid value = mean of the straight lines through the samples
 *               over the cell [t - 10 ms, t + 10 ms)
 *
 * The cell mean works for any rate: it interpolates slow recordings and averages fast ones, does
 * not shift in time and commutes with turning the sensor. No stretch crosses a gap.
 */

import type { Recording } from "../recording.ts";

export const RATE_HZ = 50;
export const PERIOD_S = 1 / RATE_HZ;
/** Longer holes in the samples are gaps: a walker's swing lasts about 0.4 s (design choice). */
export const GAP_S = 0.25;
/** Numbers of one sample: acceleration and angular rate. */
export const VALUES = 6;

/** Gap-free samples at 50 Hz on the recording's common grid. */
export interface Stretch {
  /** Grid index of the first sample. */
  readonly first: number;
  /** (6 n,) acceleration in m/s² and angular rate in rad/s, sensor frame. */
  readonly values: Float64Array;
  /** Whether the angular rate was measured; else it is zero. */
  readonly hasGyroscope: boolean;
}

/** Part of a stretch, as far as its samples are known. */
export interface GridBlock {
  /** Grid index of the first value. */
  readonly first: number;
  /** (6 n,) acceleration in m/s² and angular rate in rad/s, sensor frame. */
  readonly values: Float64Array;
  /** Whether a stretch begins with it. */
  readonly opens: boolean;
  /** Whether the stretch ends with it; then n may be 0. */
  readonly closes: boolean;
}

/** How many of a rising list are not above a value. */
function countUntil(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Mean of the straight lines through the samples over each cell.
 *
 * @param timeS (n,) rising seconds, at least two.
 * @param values (6 n,).
 * @param first grid index of the first cell, its centre.
 * @param stop one past the last.
 */
function cellMeans(
  timeS: Float64Array,
  values: Float64Array,
  first: number,
  stop: number,
): Float64Array {
  const means = new Float64Array((stop - first) * VALUES);
  const begin = timeS[0];
  const end = timeS[timeS.length - 1];
  let k = 0;
  for (let cell = first; cell < stop; cell++) {
    const low = Math.max(cell * PERIOD_S - 0.5 * PERIOD_S, begin);
    const high = Math.min(cell * PERIOD_S + 0.5 * PERIOD_S, end);
    while (k + 2 < timeS.length && timeS[k + 1] <= low) k++;
    // the area under each line as far as it lies in the cell
    for (let j = k; j + 1 < timeS.length && (j === k || timeS[j] < high); j++) {
      const from = Math.max(low, timeS[j]);
      const to = j + 2 < timeS.length ? Math.min(high, timeS[j + 1]) : high;
      const middle = (0.5 * (from + to) - timeS[j]) / (timeS[j + 1] - timeS[j]);
      const share = (to - from) / (high - low);
      for (let c = 0; c < VALUES; c++) {
        const left = values[j * VALUES + c];
        const right = values[(j + 1) * VALUES + c];
        means[(cell - first) * VALUES + c] += share * (left + middle * (right - left));
      }
    }
  }
  return means;
}

function joined(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one, 0);
  both.set(other, one.length);
  return both;
}

const EMPTY: Float64Array = new Float64Array(0);

/**
 * Samples in, grid values out, cut at gaps; holds what is not yet complete.
 *
 * A stretch of under one second gives nothing, so a block comes only once a second is there.
 */
export class Grid {
  #timeS: Float64Array = EMPTY;
  #values: Float64Array = EMPTY;
  #next: number | null = null;

  /**
   * Add samples.
   *
   * @param timeS (n,) rising seconds from the recording's first sample.
   * @param values (6 n,) acceleration and angular rate.
   * @returns blocks in time order.
   */
  push(timeS: Float64Array, values: Float64Array): GridBlock[] {
    const allS = joined(this.#timeS, timeS);
    const all = joined(this.#values, values);
    const found: GridBlock[] = [];
    let start = 0;
    for (let i = 1; i <= allS.length; i++) {
      const last = i === allS.length;
      if (!last && allS[i] - allS[i - 1] <= GAP_S) continue;
      this.#timeS = allS.subarray(start, i);
      this.#values = all.subarray(start * VALUES, i * VALUES);
      found.push(...this.#emitted(!last));
      start = i;
    }
    return found;
  }

  /** What is left when no more samples come. */
  finish(): GridBlock[] {
    return this.#emitted(true);
  }

  #emitted(closes: boolean): GridBlock[] {
    const timeS = this.#timeS;
    const opens = this.#next === null;
    let first = this.#next ?? 0;
    let stop = first;
    if (timeS.length >= 2) {
      first = this.#next ?? Math.max(0, Math.ceil(timeS[0] * RATE_HZ - 1e-6));
      const end = timeS[timeS.length - 1];
      const last = closes ? end + 1e-6 * PERIOD_S : end - 0.5 * PERIOD_S;
      stop = Math.floor(last * RATE_HZ) + 1;
    }
    if (opens && stop - first <= RATE_HZ) {
      if (closes) this.#forget();
      return [];
    }
    let means: Float64Array = EMPTY;
    if (stop > first) {
      means = cellMeans(timeS, this.#values, first, stop);
      const keep = Math.max(countUntil(timeS, (stop - 0.5) * PERIOD_S) - 1, 0);
      // copies, so that a long block is not kept for its tail
      this.#timeS = timeS.slice(keep);
      this.#values = this.#values.slice(keep * VALUES);
      this.#next = stop;
    } else if (!closes) {
      return [];
    }
    if (closes) this.#forget();
    return [{ first, values: means, opens, closes }];
  }

  #forget(): void {
    this.#timeS = EMPTY;
    this.#values = EMPTY;
    this.#next = null;
  }
}

/** (n,) seconds from an instant and (6 n,) values of samples; no gyroscope reads zero. */
export function samplesOf(
  recording: Recording,
  startS = recording.timeS[0] ?? 0,
): { timeS: Float64Array; values: Float64Array } {
  const count = recording.timeS.length;
  const timeS = new Float64Array(count);
  const values = new Float64Array(count * VALUES);
  const rate = recording.angularRateRads;
  for (let i = 0; i < count; i++) {
    timeS[i] = recording.timeS[i] - startS;
    for (let c = 0; c < 3; c++) {
      values[i * VALUES + c] = recording.accelerationMs2[3 * i + c];
      values[i * VALUES + 3 + c] = rate === null ? 0 : rate[3 * i + c];
    }
  }
  return { timeS, values };
}

/** Resample a recording to 50 Hz, cut at its gaps: stretches of at least one second. */
export function stretches(recording: Recording): Stretch[] {
  const grid = new Grid();
  const { timeS, values } = samplesOf(recording);
  const hasGyroscope = recording.angularRateRads !== null;
  const found: Stretch[] = [];
  for (const block of [...grid.push(timeS, values), ...grid.finish()]) {
    const before = block.opens ? undefined : found.pop();
    found.push({
      first: before?.first ?? block.first,
      values: before === undefined ? block.values : joined(before.values, block.values),
      hasGyroscope,
    });
  }
  return found;
}
