/**
 * Is this walking at all: steps that come one after the other at a walker's rhythm.
 *
 *     steps   |  |  |  |  |          |        |  |  |  |
 *             '-- run ----'       (lone)      '-- run -'
 *             gaps under 2 s, rhythm 0.28-1.3 s per step, even enough, strong enough
 *
 * Standing, sitting down, typing, driving and shaking the phone give turning points too, but not
 * at this rhythm, this evenly and with this much swing. Six steps in a row that are even are
 * walking, whatever comes before and after; so are four to ten steps between two pauses that are
 * about even. From then on the walk goes on, and reaches back, by any step that fits it; movement
 * that is too weak or too soon is passed over. After a hesitation six even steps are asked for
 * again; before 2 s have passed they are the same walk.
 */

import { roundEven } from "../maths/numbers.ts";
import { LONGEST_STEP_S, PAUSE_S, type Rules } from "./rhythm.ts";
import type { TurningPoint } from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";

// Design choices.
export const FEWEST_STEPS = 4;
/** Steps that are judged together; from the last of them on, it is known whether they walk. */
export const JUDGED = 6;
// steps before them that may be taken in
const NEIGHBOURS = 4;
// a few steps between two pauses
const ALONE = 10;
// steps of a walk that tell how the next one is
const LAST = 6;
const LONGEST = roundEven(LONGEST_STEP_S * RATE_HZ);
const PAUSE = roundEven(PAUSE_S * RATE_HZ);

/** Consecutive steps of one walk. */
export interface Run {
  /** First sample, half a step before the first step. */
  readonly start: number;
  /** One past the last sample, half a step after the last step. */
  readonly end: number;
  /** In time order. */
  readonly steps: readonly TurningPoint[];
}

/** A walk was recognised. */
export class Opened {
  /** Half a step before its first step. */
  readonly start: number;

  constructor(start: number) {
    this.start = start;
  }
}

/** The walk ended. */
export class Closed {
  /** Half a step after its last step. */
  readonly end: number;

  constructor(end: number) {
    this.end = end;
  }
}

export type Told = Opened | TurningPoint | Closed;

/**
 * Steps in, walks out.
 *
 * A step is told as soon as it is known to be part of a walk, at the latest seven steps later.
 */
export class Walks {
  readonly #rules: Rules;
  #group: TurningPoint[] = []; // in which no walk is known yet
  #count = 0; // how many there were since the last pause
  #taken = false; // whether any of them walked
  #walked: TurningPoint[] = []; // the last steps of the open walk
  #last = 0; // sample of the last step of any kind

  /** @param rules those of the placement. */
  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** The first sample at which a walk may still begin, steps up to `now` added. */
  earliest(now: number): number {
    const [waiting] = this.#group.slice(-(JUDGED + NEIGHBOURS));
    return (waiting?.sample ?? now) - LONGEST;
  }

  /** Add the steps found up to sample `now`; return what is known since the last call. */
  push(steps: readonly TurningPoint[], now: number): Told[] {
    const found: Told[] = [];
    for (const step of steps) {
      this.#pause(step.sample, found);
      this.#count++;
      this.#last = step.sample;
      const walking = this.#walked.length > 0;
      if (walking && !this.#rules.fits(this.#walked, step)) continue;
      if (walking && !this.#rules.late(this.#walked, step)) {
        this.#take([step], found);
      } else {
        this.#group.push(step);
        this.#judge(found);
      }
    }
    this.#pause(now, found);
    return found;
  }

  /** What is left when no more steps come. */
  finish(): Told[] {
    const found: Told[] = [];
    this.#end(found);
    return found;
  }

  /** Add what is known once nothing has come up to a sample. */
  #pause(now: number, found: Told[]): void {
    const walked = this.#walked.at(-1);
    const first = this.#group[0]?.sample ?? now;
    if (walked !== undefined && first - walked.sample > PAUSE) this.#close(found);
    if (this.#count && now - this.#last > PAUSE) this.#end(found);
  }

  #judge(found: Told[]): void {
    const group = this.#group;
    if (group.length >= JUDGED && this.#rules.even(group.slice(-JUDGED))) {
      this.#take(this.#withNeighbours(group), found);
    } else if (group.length > ALONE) {
      group.splice(0, group.length - ALONE);
    }
  }

  /** The last steps of a group, which are even, and what goes before them. */
  #withNeighbours(group: readonly TurningPoint[]): TurningPoint[] {
    const even = group.length - JUDGED;
    const walk = group.slice(even).reverse();
    for (let k = even - 1; k >= Math.max(0, even - NEIGHBOURS); k--) {
      const last = walk.slice(-LAST);
      if (this.#rules.late(last, group[k])) break;
      if (this.#rules.fits(last, group[k])) walk.push(group[k]);
    }
    return walk.reverse();
  }

  #take(steps: readonly TurningPoint[], found: Told[]): void {
    const last = this.#walked.at(-1);
    if (last !== undefined && steps[0].sample - last.sample > PAUSE) this.#close(found);
    if (!this.#walked.length) {
      found.push(new Opened(Math.max(0, steps[0].sample - halfStep(steps.slice(0, 4)))));
    }
    this.#walked = [...this.#walked, ...steps].slice(-LAST);
    this.#group = [];
    this.#taken = true;
    found.push(...steps);
  }

  #close(found: Told[]): void {
    const last = this.#walked[this.#walked.length - 1].sample;
    found.push(new Closed(last + halfStep(this.#walked.slice(-4)) + 1));
    this.#walked = [];
  }

  #end(found: Told[]): void {
    const few = !this.#taken && FEWEST_STEPS <= this.#count && this.#count <= ALONE;
    if (few && this.#rules.alone(this.#group)) this.#take(this.#group, found);
    if (this.#walked.length) this.#close(found);
    this.#group = [];
    this.#count = 0;
    this.#taken = false;
  }
}

/** Half the middle time between steps, in samples. */
function halfStep(steps: readonly TurningPoint[]): number {
  const gaps = steps.slice(1).map((step, k) => step.sample - steps[k].sample);
  return roundEven(0.5 * gaps.sort((a, b) => a - b)[gaps.length >> 1]);
}

/** Gather what `Walks` told of a stretch of `length` samples. */
export function runsOf(told: readonly Told[], length: number): Run[] {
  const found: Run[] = [];
  let start = 0;
  let steps: TurningPoint[] = [];
  for (const one of told) {
    if (one instanceof Opened) {
      start = one.start;
      steps = [];
    } else if (one instanceof Closed) {
      found.push({ start, end: Math.min(one.end, length), steps });
    } else {
      steps.push(one);
    }
  }
  return found;
}
