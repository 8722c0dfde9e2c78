/**
 * A tone for each step while somebody calibrates: heard at once, not counted.
 *
 *     |a| - its slow mean, smoothed ── rises above a share of its usual peak, 0.3 s after the last ─> beat
 *
 * The tracker's own steps come seconds later, when it is sure of them.
 */

import type { Recording } from "../recording.ts";

const REST_S = 0.3;
const SLOW_S = 0.7;
const FAST_S = 0.04;
const PEAK_S = 3;
/** Peaks below are no steps (design choice). */
const LEAST_MS2 = 0.7;

export class Beat {
  #lastS: number | null = null;
  #slow = 0;
  #fast = 0;
  #peak = LEAST_MS2;
  #above = false;
  #beatS = -Infinity;
  /** Beats so far. */
  count = 0;
  /** When the first one came. */
  firstS: number | null = null;

  /** @returns how many beats the samples hold. */
  push({ timeS, accelerationMs2: a }: Recording): number {
    const before = this.count;
    for (let k = 0; k < timeS.length; k++) {
      this.#sample(timeS[k], Math.hypot(a[3 * k], a[3 * k + 1], a[3 * k + 2]));
    }
    return this.count - before;
  }

  #sample(timeS: number, size: number): void {
    const last = this.#lastS;
    this.#lastS = timeS;
    if (last === null || timeS - last > 0.25) {
      this.#slow = size;
      this.#fast = size;
      return;
    }
    const dt = timeS - last;
    this.#slow += (size - this.#slow) * Math.min(1, dt / SLOW_S);
    this.#fast += (size - this.#fast) * Math.min(1, dt / FAST_S);
    const value = this.#fast - this.#slow;
    this.#peak = Math.max(LEAST_MS2, this.#peak * Math.exp(-dt / PEAK_S), value);
    const above = value > Math.max(LEAST_MS2, 0.5 * this.#peak);
    if (above && !this.#above && timeS - this.#beatS > REST_S) {
      this.#beatS = timeS;
      this.firstS ??= timeS;
      this.count += 1;
    }
    this.#above = above;
  }
}
