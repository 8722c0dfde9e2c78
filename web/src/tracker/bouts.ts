/**
 * Walks cut where the direction changes.
 *
 *     run      |  |  |  |  |  |  |  |  |  |  |  |
 *     answers  F  F  F  F  F  F  B  B  B  B  B  B     each step takes the answer of its half second
 *     bouts    [---- forward ---)[-- backward --)     at least four steps each
 *
 * Fewer than four steps in a row with one answer are too short to tell and join the piece they lie
 * in, or the first that is long enough. Where an unknown piece ends, short known ones join the
 * known. Twice as many that never say what the piece says, but not one thing either, are unknown. A
 * piece of ten minutes ends, and the next one goes on: whoever listens hears of it, and memory stays
 * bounded.
 */

import { roundEven } from "../maths/numbers.ts";
import { Direction } from "./base.ts";
import type { TurningPoint } from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";
import { FEWEST_STEPS } from "./walking.ts";

// Design choices.
const ASTRAY = 2 * FEWEST_STEPS;
export const LONGEST_PIECE = Math.round(600.0 * RATE_HZ);

/** The answer for half a second of walking. */
export interface HopAnswer {
  /** Centre of the half second in the stretch. */
  readonly sample: number;
  /** What was decided. */
  readonly direction: Direction;
  /** Of that direction; 0 for unknown. */
  readonly probability: number;
  /** Why it is unknown, else null. */
  readonly reason: string | null;
  /** 1 where the axis of swing is the left one, -1 where it is the right one, 0 where that is not
   * known. */
  readonly front: number;
}

/** An answer that says why nothing is known. */
export function unknownAt(sample: number, reason: string, front = 0): HopAnswer {
  return { sample, direction: Direction.UNKNOWN, probability: 0, reason, front };
}

/** Part of a run with one direction: [start, end) in samples of the stretch. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly steps: readonly TurningPoint[];
  readonly direction: Direction;
  readonly probability: number;
  readonly reason: string | null;
  /** `HopAnswer.front` for each step. */
  readonly fronts: readonly number[];
}

interface Labelled {
  readonly step: TurningPoint;
  readonly answer: HopAnswer;
}

/** Steps of one walk with their answers in, pieces of one direction out. */
export class Cutter {
  /** First sample of the piece that grows. */
  start: number;
  #now: Direction | null = null; // direction of the piece that grows
  #mine: Labelled[] = [];
  #others: Labelled[] = [];

  constructor(start: number) {
    this.start = start;
  }

  /** Add a step and the answer of the half second it lies in. */
  push(step: TurningPoint, answer: HopAnswer): Piece[] {
    const one = { step, answer };
    if (answer.direction === this.#now) {
      // a few steps that said otherwise are too short to tell
      this.#mine.push(...this.#others, one);
      this.#others = [];
      return this.#long(step.sample);
    }
    this.#others.push(one);
    if (this.#others.length < FEWEST_STEPS) return [];
    let fresh = this.#others.slice(-FEWEST_STEPS);
    let before = this.#others.slice(0, -FEWEST_STEPS);
    if (fresh.some((other) => other.answer.direction !== answer.direction)) return this.#astray();
    if (this.#now === null) {
      this.#now = answer.direction;
      this.#mine = this.#others;
      this.#others = [];
      return [];
    }
    if (this.#now === Direction.UNKNOWN && answer.direction !== Direction.UNKNOWN) {
      fresh = [...before, ...fresh];
      before = [];
    }
    this.#mine.push(...before);
    return [this.#turn(answer.direction, fresh)];
  }

  /** The last piece of a walk that ends at a sample. */
  finish(end: number): Piece[] {
    this.#mine.push(...this.#others);
    this.#others = [];
    this.#now ??= commonest(this.#mine.map(({ answer }) => answer.direction));
    return [this.#piece(end)];
  }

  /** Cut where many steps say something else, now this and now that. */
  #astray(): Piece[] {
    const sure = this.#now !== null && this.#now !== Direction.UNKNOWN;
    if (!sure || this.#others.length < ASTRAY) return [];
    return [this.#turn(Direction.UNKNOWN, this.#others)];
  }

  /** Cut a piece that lasts too long, so that enough steps are left for the next one. */
  #long(sample: number): Piece[] {
    if (this.#now === null || sample - this.start < LONGEST_PIECE) return [];
    const fresh = this.#mine.splice(-FEWEST_STEPS);
    return [this.#turn(this.#now, fresh)];
  }

  /** End the piece that grows before some steps, with which the next one begins. */
  #turn(direction: Direction, steps: Labelled[]): Piece {
    const last = this.#mine[this.#mine.length - 1].step.sample;
    const cut = roundEven(0.5 * (last + steps[0].step.sample));
    const found = this.#piece(cut);
    this.start = cut;
    this.#now = direction;
    this.#mine = steps;
    this.#others = [];
    return found;
  }

  #piece(end: number): Piece {
    // the last answer of each half second counts, once
    const bySample = new Map(this.#mine.map(({ answer }) => [answer.sample, answer]));
    const answers = [...bySample.values()];
    const direction = this.#now ?? Direction.UNKNOWN;
    const known = direction !== Direction.UNKNOWN;
    let agreed = 0;
    for (const one of answers) if (one.direction === direction) agreed += one.probability;
    const reasons = answers.map((one) => one.reason).filter((reason) => reason !== null);
    return {
      start: this.start,
      end,
      steps: this.#mine.map(({ step }) => step),
      direction,
      probability: known ? agreed / answers.length : 0,
      reason: known ? null : mostFrequent(reasons),
      fronts: this.#mine.map(({ answer }) => answer.front),
    };
  }
}

/** The item that is there most often, the first of those; null of none. */
function mostFrequent<T>(items: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: T | null = null;
  let most = 0;
  for (const [item, count] of counts) {
    if (count > most) [best, most] = [item, count];
  }
  return best;
}

/** The direction of most steps if it holds more than half of them. */
function commonest(directions: readonly Direction[]): Direction {
  const best = mostFrequent(directions);
  const count = directions.filter((one) => one === best).length;
  return best !== null && 2 * count > directions.length ? best : Direction.UNKNOWN;
}
