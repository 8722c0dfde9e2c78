/**
 * What steps of a walk are like: a rhythm to be recognised by, and a laxer one to go on by.
 *
 *     to begin    six steps in a row that are even, at a walker's rhythm and with a walker's swing
 *     to go on    |  |  |     |  .  |    any step that is neither too weak, too soon nor too late
 *
 * A walker who is known to walk may hesitate, turn and step aside; movement that is not known to
 * be walking must first show its rhythm.
 */

import { range } from "../maths/numbers.ts";
import { Placement } from "../recording.ts";
import { SOONEST_S } from "./stepping.ts";
import { LEG_PLACEMENTS, Turn, type TurningPoint } from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";

// Design choices: cadence 46-214 steps a minute; a pause of 2 s ends a bout.
export const PAUSE_S = 2.0;
export const LONGEST_STEP_S = 1.3;
// (longest - shortest) / middle of the strides (leg) or steps (trunk, arm) judged together
const LEG_RANGE = 0.3;
const TRUNK_RANGE = 0.7;
// of a leg, against the stride: the shorter step at least, steps of the same foot at most
const SHORTER_STEP = 0.2;
const SAME_FOOT = 0.18;
const SAME_SWING = 1.0;
const ALONE_RANGE = 1.0;
const LEG_SWING_RAD = 0.1;
// a thigh swings 0.5-1.0 rad in a step, and 1.4 rad and more in sitting down, which takes longer
// than a step so wide
const THIGH_SWING_RAD = 1.35;
const WIDE_STEP_S = 0.7;
// half the rise and fall of a step, in speed
const TRUNK_SWING_MPS = 0.05;
// of a walk that goes on, against its usual ones: swing at least, time from step to step at least
// and at most (one step may stay unseen)
const LEG_WEAK = 0.2;
const TRUNK_WEAK = 0.15;
const LEG_SOON = 0.4;
const TRUNK_SOON = 0.4;
const LATE = 2.5;

type Steps = readonly TurningPoint[];

/** Of an even count, the larger of the middle two. */
function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function gapS(walk: Steps, step: TurningPoint): number {
  return Math.abs(step.sample - walk[walk.length - 1].sample) / RATE_HZ;
}

/** What steps of one placement must be like to be a walk. */
export class Rules {
  /** 2 where only strides compare like with like (a leg), else 1. */
  readonly apart: number;
  /** (longest - shortest) / middle of the times judged together. */
  readonly rangeShare: number;
  /** In the step signal's unit. */
  readonly leastSwing: number;
  /** Swing of a step of a known walk at least, against the usual one. */
  readonly weak: number;
  /** Its time from the one before at least, against the usual one. */
  readonly soon: number;
  /** Of steps that are not quick, in the step signal's unit. */
  readonly mostSwing: number;

  /** The rules of a placement; an arm has those of the trunk. */
  constructor(placement: Placement) {
    const leg = LEG_PLACEMENTS.has(placement);
    const thigh = placement === Placement.POCKET || placement === Placement.THIGH;
    this.apart = leg ? 2 : 1;
    this.rangeShare = leg ? LEG_RANGE : TRUNK_RANGE;
    this.leastSwing = leg ? LEG_SWING_RAD : TRUNK_SWING_MPS;
    this.weak = leg ? LEG_WEAK : TRUNK_WEAK;
    this.soon = leg ? LEG_SOON : TRUNK_SOON;
    this.mostSwing = thigh ? THIGH_SWING_RAD : Infinity;
  }

  /** The times that are compared: strides of a leg, steps of the trunk. */
  timesS(steps: Steps): number[] {
    const { apart } = this;
    return steps.slice(apart).map((step, k) => (step.sample - steps[k].sample) / RATE_HZ);
  }

  /** Whether steps have a walker's rhythm and swing. */
  strong(steps: Steps, middleS: number): boolean {
    const stepS = middleS / this.apart;
    const swing = middleOf(steps.map((step) => step.swing));
    const most = stepS > WIDE_STEP_S ? this.mostSwing : Infinity;
    const inTime = SOONEST_S <= stepS && stepS <= LONGEST_STEP_S;
    return inTime && this.leastSwing <= swing && swing <= most;
  }

  /** Whether steps in a row are a walk. */
  even(steps: Steps): boolean {
    const timesS = this.timesS(steps);
    const middle = middleOf(timesS);
    if (!this.strong(steps, middle) || range(timesS) > this.rangeShare * middle) return false;
    if (this.apart === 1) return true;
    const gapsS = steps.slice(1).map((step, k) => (step.sample - steps[k].sample) / RATE_HZ);
    const swings = steps.map((step) => step.swing);
    if (Math.min(...gapsS) < SHORTER_STEP * middle) return false;
    // own steps are like each other, and the other foot's are
    return [0, 1].every((foot) => {
      const mine = (_: number, k: number): boolean => k % 2 === foot;
      const ofFoot = swings.filter(mine);
      return (
        range(gapsS.filter(mine)) <= SAME_FOOT * middle &&
        range(ofFoot) <= SAME_SWING * middleOf(swings)
      );
    });
  }

  /** Whether the few steps between two pauses are a walk. */
  alone(steps: Steps): boolean {
    const timesS = this.timesS(steps).sort((a, b) => a - b);
    const middle = timesS[timesS.length >> 1];
    const aside = Math.floor(timesS.length / 6); // one in six may be odd
    const inner = timesS.slice(aside, timesS.length - aside);
    return this.strong(steps, middle) && range(inner) <= ALONE_RANGE * middle;
  }

  /**
   * Whether a step comes too late to be the next one of a known walk.
   *
   * @param walk its steps next to this one, the nearest last.
   * @param step before or after them.
   */
  late(walk: Steps, step: TurningPoint): boolean {
    return gapS(walk, step) > LATE * this.#usualS(walk);
  }

  /** Whether a step has the swing of a known walk and is not too soon; see `late`. */
  fits(walk: Steps, step: TurningPoint): boolean {
    const gap = gapS(walk, step);
    const wide = step.swing > this.mostSwing && gap > WIDE_STEP_S;
    const strong = step.swing >= this.weak * middleOf(walk.map((one) => one.swing));
    return gap >= this.soon * this.#usualS(walk) && strong && !wide;
  }

  #usualS(walk: Steps): number {
    if (this.apart === 1) return middleOf(this.timesS(walk).map(Math.abs));
    // from like to like: where the other foot's steps were missed, a stride is still a stride
    const strides = [Turn.HIGH, Turn.LOW].flatMap((turn) => {
      const mine = walk.filter((one) => one.turn === turn);
      return mine.slice(1).map((step, k) => Math.abs(step.sample - mine[k].sample));
    });
    return middleOf(strides) / (2 * RATE_HZ);
  }
}
