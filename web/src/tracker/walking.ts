/**
 * Is this walking at all: steps that come one after the other at a walker's rhythm.
 *
 *     steps   |  |  |  |  |          |        |  |  |  |
 *             '-- run ----'       (lone)      '-- run -'
 *             gaps under 2 s, rhythm 0.28-1.3 s per step, even enough, strong enough
 *
 * Standing, sitting down, typing, driving and shaking the phone give turning points too, but not
 * at this rhythm, this evenly and with this much swing. Six steps in a row that are even are
 * walking, whatever comes before and after; so is a neighbour that keeps their rhythm, and so are
 * four to ten steps between two pauses that are about even.
 */

import { range, roundEven } from "../maths/numbers.ts";
import { Placement } from "../recording.ts";
import { LEG_PLACEMENTS, type TurningPoint } from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";

// Design choices: cadence 46-214 steps a minute; a pause of 2 s ends a bout.
export const PAUSE_S = 2.0;
export const FEWEST_STEPS = 4;
/** Steps that are judged together; from the last of them on, it is known whether they walk. */
export const JUDGED = 6;
const SHORTEST_STEP_S = 0.28;
const LONGEST_STEP_S = 1.3;
// (longest - shortest) / middle of the strides (leg) or steps (trunk, arm) judged together
const LEG_RANGE = 0.3;
const LEG_KNOWN = 0.33;
const TRUNK_RANGE = 0.7;
const TRUNK_KNOWN = 1.2;
// of a leg, against the stride: the shorter step at least, steps of the same foot at most
const SHORTER_STEP = 0.2;
const SAME_FOOT = 0.25;
const SAME_SWING = 1.0;
// of a few steps between two pauses
const ALONE = 10;
const ALONE_RANGE = 1.0;
const NEIGHBOUR = 0.45;
const TRUNK_NEIGHBOUR = 0.7;
const NEIGHBOURS = 4;
// steps by which a neighbour's rhythm is judged, its own included
const NEAR = 5;
const LEG_SWING_RAD = 0.1;
// a thigh swings 0.5-1.0 rad in walking and 1.4 rad and more in sitting down
const THIGH_SWING_RAD = 1.35;
// half the rise and fall of a step, in speed
const TRUNK_SWING_MPS = 0.05;
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

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** What steps of one placement must be like to be a walk. */
export class Rules {
  /** 2 where only strides compare like with like (a leg), else 1. */
  readonly apart: number;
  /** (longest - shortest) / middle of the times judged together. */
  readonly rangeShare: number;
  /** The same where a walk is known and goes on. */
  readonly knownShare: number;
  /** How far a neighbour's time may be from theirs, against it. */
  readonly neighbour: number;
  /** In the step signal's unit. */
  readonly leastSwing: number;
  /** In the step signal's unit. */
  readonly mostSwing: number;

  /** The rules of a placement; an arm has those of the trunk. */
  constructor(placement: Placement) {
    const leg = LEG_PLACEMENTS.has(placement);
    const thigh = placement === Placement.POCKET || placement === Placement.THIGH;
    this.apart = leg ? 2 : 1;
    this.rangeShare = leg ? LEG_RANGE : TRUNK_RANGE;
    this.knownShare = leg ? LEG_KNOWN : TRUNK_KNOWN;
    this.neighbour = leg ? NEIGHBOUR : TRUNK_NEIGHBOUR;
    this.leastSwing = leg ? LEG_SWING_RAD : TRUNK_SWING_MPS;
    this.mostSwing = thigh ? THIGH_SWING_RAD : Infinity;
  }

  /** The times that are compared: strides of a leg, steps of the trunk. */
  timesS(steps: readonly TurningPoint[]): number[] {
    const { apart } = this;
    return steps.slice(apart).map((step, k) => (step.sample - steps[k].sample) / RATE_HZ);
  }

  /** Whether steps have a walker's rhythm and swing. */
  strong(steps: readonly TurningPoint[], middleS: number): boolean {
    const swing = middleOf(steps.map((step) => step.swing));
    return (
      SHORTEST_STEP_S * this.apart <= middleS &&
      middleS <= LONGEST_STEP_S * this.apart &&
      this.leastSwing <= swing &&
      swing <= this.mostSwing
    );
  }

  /** Whether steps in a row are a walk; one that is known may become uneven. */
  even(steps: readonly TurningPoint[], known: boolean): boolean {
    const timesS = this.timesS(steps);
    const middle = middleOf(timesS);
    const share = known ? this.knownShare : this.rangeShare;
    if (!this.strong(steps, middle) || range(timesS) > share * middle) return false;
    if (this.apart === 1) return true;
    // own steps are like each other, and the other foot's are
    const gapsS = steps.slice(1).map((step, k) => (step.sample - steps[k].sample) / RATE_HZ);
    const swings = steps.map((step) => step.swing);
    const usual = middleOf(swings);
    const loose = known ? this.knownShare / this.rangeShare : 1;
    if (Math.min(...gapsS) < SHORTER_STEP * middle) return false;
    return [0, 1].every((foot) => {
      const mine = (_: number, k: number): boolean => k % 2 === foot;
      return (
        range(gapsS.filter(mine)) <= loose * SAME_FOOT * middle &&
        range(swings.filter(mine)) <= loose * SAME_SWING * usual
      );
    });
  }

  /** Whether the few steps between two pauses are a walk. */
  alone(steps: readonly TurningPoint[]): boolean {
    const timesS = this.timesS(steps).sort((a, b) => a - b);
    const middle = timesS[timesS.length >> 1];
    const aside = Math.floor(timesS.length / 6); // one in six may be odd
    const inner = timesS.slice(aside, timesS.length - aside);
    return this.strong(steps, middle) && range(inner) <= ALONE_RANGE * middle;
  }

  /** Whether the last of steps keeps the rhythm of those before it. */
  keeps(steps: readonly TurningPoint[]): boolean {
    const timesS = this.timesS(steps).map(Math.abs);
    const own = timesS[timesS.length - 1];
    const middle = middleOf(timesS.slice(0, -1));
    const { swing } = steps[steps.length - 1];
    const even = Math.abs(own - middle) <= this.neighbour * middle;
    return even && this.leastSwing <= swing && swing <= this.mostSwing;
  }
}

/**
 * Steps in, walks out.
 *
 * A step is told as soon as it is known to be part of a walk, at the latest seven steps later.
 */
export class Walks {
  readonly #rules: Rules;
  #group: TurningPoint[] = []; // no pause of 2 s between them
  #count = 0; // how many there were since the last pause
  #taken = false; // whether any of them walked
  #settled = 0; // how many of #group are told or given up
  #walked: TurningPoint[] = []; // the last steps of the open walk

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** The first sample at which a walk may still begin, steps up to `now` added. */
  earliest(now: number): number {
    const waiting = this.#group[this.#settled];
    return (waiting?.sample ?? now) - roundEven(LONGEST_STEP_S * RATE_HZ);
  }

  /** Add the steps found up to sample `now`; return what is known since the last call. */
  push(steps: readonly TurningPoint[], now: number): Told[] {
    const found: Told[] = [];
    for (const step of steps) {
      if (this.#paused(step.sample)) found.push(...this.#ended());
      this.#group.push(step);
      this.#count++;
      found.push(...this.#judged());
    }
    if (this.#paused(now)) found.push(...this.#ended());
    return found;
  }

  /** What is left when no more steps come. */
  finish(): Told[] {
    return this.#ended();
  }

  #paused(now: number): boolean {
    const last = this.#group.at(-1);
    return last !== undefined && now - last.sample > PAUSE;
  }

  #judged(): Told[] {
    const group = this.#group;
    const waiting = group.length - this.#settled;
    const found: Told[] = [];
    if (waiting === 1 && this.#next(group) && group.length >= NEAR) {
      if (this.#rules.keeps(group.slice(-NEAR))) found.push(...this.#take(group.slice(-1)));
    } else if (group.length >= JUDGED) {
      if (this.#rules.even(group.slice(-JUDGED), this.#walked.length > 0)) {
        let first = group.length - JUDGED;
        while (first > this.#settled && this.#rules.keeps(group.slice(first - 1, first + 4).reverse())) {
          first--;
        }
        found.push(...this.#take(group.slice(Math.max(first, this.#settled))));
      }
    }
    // what no later six steps or their neighbours can take in is given up
    this.#settled = Math.max(this.#settled, group.length - JUDGED - NEIGHBOURS);
    const next = group[this.#settled]?.sample ?? 0;
    const last = this.#walked.at(-1);
    if (last !== undefined && next - last.sample > PAUSE) found.push(...this.#closed());
    const drop = Math.min(this.#settled, group.length - ALONE);
    if (drop > 0) {
      group.splice(0, drop);
      this.#settled -= drop;
    }
    return found;
  }

  /** Whether the last step follows the steps of the open walk. */
  #next(group: readonly TurningPoint[]): boolean {
    const before = group.slice(-5, -1);
    const walked = this.#walked;
    return before.length === walked.length && before.every((step, k) => step === walked[k]);
  }

  #take(steps: readonly TurningPoint[]): Told[] {
    const found: Told[] = [];
    const last = this.#walked.at(-1);
    if (last !== undefined && steps[0].sample - last.sample > PAUSE) found.push(...this.#closed());
    if (!this.#walked.length) {
      found.push(new Opened(Math.max(0, steps[0].sample - halfStep(steps.slice(0, 4)))));
    }
    found.push(...steps);
    this.#walked = [...this.#walked, ...steps].slice(-4);
    this.#settled = this.#group.length;
    this.#taken = true;
    return found;
  }

  #closed(): Told[] {
    const end = this.#walked[this.#walked.length - 1].sample + halfStep(this.#walked) + 1;
    this.#walked = [];
    return [new Closed(end)];
  }

  #ended(): Told[] {
    const found: Told[] = [];
    const alone = !this.#taken && FEWEST_STEPS <= this.#count && this.#count <= ALONE;
    if (alone && this.#rules.alone(this.#group)) found.push(...this.#take(this.#group));
    if (this.#walked.length) found.push(...this.#closed());
    this.#group = [];
    this.#count = 0;
    this.#settled = 0;
    this.#taken = false;
    return found;
  }
}

function halfStep(steps: readonly TurningPoint[]): number {
  return roundEven(0.5 * middleOf(steps.slice(1).map((b, k) => b.sample - steps[k].sample)));
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
