/**
 * Steps as they are counted while somebody walks.
 *
 *     step        ×    ×    ×    ×    ×          told some 4 s after it
 *     direction   b      b      b      ?         each half second, some 2 s after it
 *     count       ×    ×    ×    ×    -          steps whose half second has a direction
 *
 * When a bout arrives, its own count takes the place of what was counted in it.
 */

import { Direction, type Bout } from "../tracker/base.ts";
import type { TrackerEvent } from "../tracker/stream.ts";

/** Half seconds are answered at their middle. */
const HALF_S = 0.25 + 1e-6;

/** Steps by direction. */
export type Counts = Readonly<Record<Exclude<Direction, "still">, number>>;

const NONE: Counts = { backward: 0, forward: 0, sideways: 0, unknown: 0 };

/** Counts what a tracker tells. */
export class Counting {
  readonly #bouts: Bout[] = [];
  #steps: number[] = [];
  #heard = new Map<number, Direction>();
  #closed: Counts = NONE;
  #closedS: Counts = NONE;
  #counted: { readonly steps: Counts; readonly durationS: Counts } | null = null;

  /** Take an event of the tracker. */
  push(event: TrackerEvent): void {
    this.#counted = null;
    if (event.kind === "step") this.#steps.push(event.timeS);
    else if (event.kind === "direction") this.#heard.set(event.timeS, event.direction);
    else if (event.kind === "bout") this.#close(event.bout);
  }

  /** Bouts that are over. */
  get bouts(): readonly Bout[] {
    return this.#bouts;
  }

  /** Steps so far. */
  get steps(): Counts {
    return this.#now().steps;
  }

  /** Seconds of walking so far. */
  get durationS(): Counts {
    return this.#now().durationS;
  }

  #now(): { readonly steps: Counts; readonly durationS: Counts } {
    if (this.#counted !== null) return this.#counted;
    const steps = { ...this.#closed };
    for (const timeS of this.#steps) {
      const direction = this.#at(timeS);
      if (direction !== null && direction !== Direction.STILL) steps[direction] += 1;
    }
    const durationS = { ...this.#closedS };
    for (const direction of this.#heard.values()) {
      if (direction !== Direction.STILL) durationS[direction] += 0.5;
    }
    this.#counted = { steps, durationS };
    return this.#counted;
  }

  #at(timeS: number): Direction | null {
    const near = Math.round(2 * timeS) / 2;
    if (Math.abs(near - timeS) > HALF_S) return null;
    return this.#heard.get(near) ?? null;
  }

  #close(bout: Bout): void {
    this.#bouts.push(bout);
    const { direction } = bout;
    if (direction !== Direction.STILL) {
      const steps = bout.steps.value ?? 0;
      this.#closed = { ...this.#closed, [direction]: this.#closed[direction] + steps };
      const lastedS = bout.endS - bout.startS;
      this.#closedS = { ...this.#closedS, [direction]: this.#closedS[direction] + lastedS };
    }
    this.#steps = this.#steps.filter((timeS) => timeS >= bout.endS);
    for (const timeS of this.#heard.keys()) {
      if (timeS < bout.endS) this.#heard.delete(timeS);
    }
  }
}

/** Strides that the evenness is asked of. */
const STRIDES = 12;

/** How even the last strides were, from the times of steps. */
export class Evenness {
  #timesS: number[] = [];

  push(stepS: number): void {
    // a pause begins anew
    if (stepS - (this.#timesS.at(-1) ?? stepS) > 2) this.#timesS = [];
    this.#timesS.push(stepS);
    if (this.#timesS.length > STRIDES + 2) this.#timesS.shift();
  }

  /** Coefficient of variation of stride time; null before there are enough strides. */
  get strideTimeCv(): number | null {
    const times = this.#timesS;
    if (times.length < STRIDES + 2) return null;
    const strides = times.slice(2).map((time, k) => time - times[k]);
    const mean = strides.reduce((all, one) => all + one, 0) / strides.length;
    const spread = strides.reduce((all, one) => all + (one - mean) ** 2, 0) / strides.length;
    return Math.sqrt(spread) / mean;
  }
}
