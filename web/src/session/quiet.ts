/**
 * Whether the phone rests right now: at once, where the tracker is sure only seconds later.
 *
 *     |a| stays near its slow mean ── since when? ─> quiet for so long
 */

import type { Recording } from "../recording.ts";

const SLOW_S = 0.8;
/** Each step moves a phone by more, standing by less (design choice). */
const NEAR_MS2 = 0.8;

export class Quiet {
  #lastS: number | null = null;
  #mean = 0;
  #sinceS: number | null = null;

  push({ timeS, accelerationMs2: a }: Recording): void {
    for (let k = 0; k < timeS.length; k++) {
      this.#sample(timeS[k], Math.hypot(a[3 * k], a[3 * k + 1], a[3 * k + 2]));
    }
  }

  /** How long it has rested; 0 while it moves. */
  get forS(): number {
    return this.#sinceS === null ? 0 : (this.#lastS ?? 0) - this.#sinceS;
  }

  #sample(timeS: number, size: number): void {
    const last = this.#lastS;
    this.#lastS = timeS;
    if (last === null || timeS - last > 0.25) {
      this.#mean = size;
      this.#sinceS = null;
      return;
    }
    this.#mean += Math.min(1, (timeS - last) / SLOW_S) * (size - this.#mean);
    if (Math.abs(size - this.#mean) > NEAR_MS2) this.#sinceS = null;
    else this.#sinceS ??= timeS;
  }
}
