/**
 * Which turning points are steps, by where the sensor is worn.
 *
 *     leg     each turning point of its angle
 *     trunk   each lowest point of its vertical velocity
 *     arm     swings like a leg        each turning point of its angle
 *             bobs with the trunk      each lowest point of its force
 *
 * An arm swings to and fro once a stride, the wider the slower it is; one that turns quickly and
 * little is carried, and bobs once with each step. Two feet do not come down within 0.28 s. Who
 * sits, stands up or lies down dips and turns, too: a trunk or a thigh that leans over meanwhile
 * takes no step.
 */

import { radians, roundEven } from "../maths/numbers.ts";
import { dot } from "../maths/vector.ts";
import { Placement } from "../recording.ts";
import type { SwingAxes } from "./frame.ts";
import type { Motion } from "./motion.ts";
import {
  ARM_PLACEMENTS,
  LEG_PLACEMENTS,
  StepSignal,
  Turn,
  armTurns,
  footTurns,
  forceSize,
  legTurns,
  trunkTurns,
  type TurningPoint,
  type Turns,
} from "./steps.ts";
import { RATE_HZ } from "./timebase.ts";

/** The quickest step that is a walker's. */
export const SOONEST_S = 0.28;
const SOONEST = roundEven(SOONEST_S * RATE_HZ);
// Design choices: within 2 s of walking captured trunks lean by up to 14 degrees, thighs by 40
// and a few, wildly swung, by 70; sitting down turns a thigh by 75 and more.
const LEAN_HALF = roundEven(1.0 * RATE_HZ);
const TRUNK_LEANS_COSINE = Math.cos(radians(30));
const THIGH_LEANS_COSINE = Math.cos(radians(65));
// which takes longer than a wide step
const WIDE_STEP = roundEven(0.7 * RATE_HZ);
// Design choices between captured and simulated arms: what a swing must reach for a pendulum.
const SWINGS_RAD = 0.15;
const QUICK_SWINGS_RAD = 0.4;
const QUICK = roundEven(0.48 * RATE_HZ);
// turning points that tell, and how long they do
const TELLING = 3;
const OLDEST = roundEven(3.0 * RATE_HZ);
// from a step of one kind to one of the other kind
const OTHERWISE = roundEven(0.44 * RATE_HZ);

/** Follows one signal of the motion to its turning points. */
class Line {
  /** Samples of the stretch that went in. */
  fed = 0;
  readonly #signal: StepSignal;
  readonly #turns: Turns;

  /**
   * @param signal makes the step signal.
   * @param turns finds its turning points.
   */
  constructor(signal: StepSignal, turns: Turns) {
    this.#signal = signal;
    this.#turns = turns;
  }

  /** The first sample at which a turning point may still be found. */
  get settled(): number {
    return this.#turns.settled;
  }

  /**
   * Add the samples of the stretch until one; return the turning points that are known since the
   * last call.
   *
   * @param value what the signal is made of at a sample.
   */
  push(until: number, value: (sample: number) => number, ended: boolean): TurningPoint[] {
    const { fed } = this;
    const values = new Float64Array(Math.max(0, until - fed)).map((_, k) => value(fed + k));
    this.fed += values.length;
    const found = this.#turns.push(this.#signal.push(values));
    if (ended) {
      found.push(...this.#turns.push(this.#signal.finish()), ...this.#turns.finish());
    }
    return found;
  }
}

/** Turning points of an arm's swing and lowest points of its force in, steps out. */
export class ArmChoice {
  #swings: TurningPoint[] = []; // not yet looked at
  #lows: TurningPoint[] = [];
  #telling: TurningPoint[] = [];
  #last = -OTHERWISE;
  #swung: boolean | null = null; // whether the last step was a turning point of the swing

  /** Add what is known before sample `settled`; return the steps among it in time order. */
  push(
    swings: readonly TurningPoint[],
    lows: readonly TurningPoint[],
    settled: number,
  ): TurningPoint[] {
    this.#swings.push(...swings);
    this.#lows.push(...lows);
    const before = (one: TurningPoint): boolean => one.sample < settled;
    const points = [
      ...this.#swings.filter(before).map((one) => ({ one, swing: true })),
      ...this.#lows.filter(before).map((one) => ({ one, swing: false })),
    ];
    this.#swings = this.#swings.filter((one) => !before(one));
    this.#lows = this.#lows.filter((one) => !before(one));
    // of two at the same sample the swing comes first: sorting keeps their order
    points.sort((a, b) => a.one.sample - b.one.sample);
    return points.filter(({ one, swing }) => this.#isStep(one, swing)).map(({ one }) => one);
  }

  #isStep(one: TurningPoint, swing: boolean): boolean {
    if (swing) this.#telling = [...this.#telling, one].slice(-TELLING);
    if (this.#swinging(one.sample) !== swing) return false;
    const same = this.#swung === null || this.#swung === swing;
    if (one.sample - this.#last < (same ? SOONEST : OTHERWISE)) return false;
    this.#last = one.sample;
    this.#swung = swing;
    return true;
  }

  /** Whether the arm swings to and fro once a stride; a single swing may be slow. */
  #swinging(now: number): boolean {
    const near = this.#telling.filter((one) => now - one.sample <= OLDEST);
    if (!near.length) return false;
    const sizes = near.map((one) => one.swing).sort((a, b) => a - b);
    const lasted = near[near.length - 1].sample - near[0].sample;
    const slow = lasted >= QUICK * (near.length - 1);
    return sizes[sizes.length >> 1] >= (slow ? SWINGS_RAD : QUICK_SWINGS_RAD);
  }
}

/** The cosine of how far a sensor of this placement leans while it walks, at least. */
function leansCosine(placement: Placement): number {
  if (placement === Placement.POCKET || placement === Placement.THIGH) return THIGH_LEANS_COSINE;
  const limb = ARM_PLACEMENTS.has(placement) || LEG_PLACEMENTS.has(placement);
  return limb ? -Infinity : TRUNK_LEANS_COSINE;
}

/** Motion of one stretch in, steps out. */
export class Stepping {
  /** Whether axes of swing are needed. */
  readonly swings: boolean;
  readonly #arm: boolean;
  readonly #leansCosine: number;
  readonly #swing: Line | null;
  readonly #low: Line | null;
  readonly #choice = new ArmChoice();
  #last = -SOONEST;

  constructor(placement: Placement, hasGyroscope: boolean) {
    const leg = LEG_PLACEMENTS.has(placement) && hasGyroscope;
    this.#arm = ARM_PLACEMENTS.has(placement);
    this.#leansCosine = leansCosine(placement);
    this.swings = leg || (this.#arm && hasGyroscope);
    const turns = placement === Placement.FOOT ? footTurns() : legTurns();
    this.#swing = this.swings ? new Line(StepSignal.ofLeg(), turns) : null;
    if (this.#arm) this.#low = new Line(StepSignal.ofArm(), armTurns());
    else this.#low = leg ? null : new Line(StepSignal.ofTrunk(), trunkTurns());
  }

  /** The first sample at which a step may still be found. */
  get settled(): number {
    return Math.min(this.#swing?.settled ?? Infinity, this.#low?.settled ?? Infinity);
  }

  /**
   * The steps that are known since the last call.
   *
   * @param motion the known end of the stretch's motion.
   * @param base sample of the stretch at which it begins.
   * @param axes of swing, where they are needed.
   * @param turned samples of the stretch up to which they are known.
   * @param ended whether the stretch ends with it.
   */
  push(
    motion: Motion,
    base: number,
    axes: SwingAxes,
    turned: number,
    ended: boolean,
  ): TurningPoint[] {
    const length = base + motion.length;
    const angle = (at: number): number => dot(motion.angle(at - base), axes.at(at));
    const swings = this.#swing?.push(turned, angle, ended) ?? [];
    if (this.#low === null) {
      return swings.filter((one) => this.#quick(one) || this.#upright(one, motion, base));
    }
    const height = (at: number): number =>
      this.#arm ? forceSize(motion, at - base) : motion.riseMps(at - base);
    const lows = this.#low.push(length, height, ended).filter((one) => one.turn === Turn.LOW);
    if (this.#swing !== null) {
      return this.#choice.push(swings, lows, ended ? length : this.settled);
    }
    return lows.filter((one) => this.#upright(one, motion, base) && this.#inTime(one));
  }

  /** Whether a leg swung from one turning point to the next in a step's time. */
  #quick({ sample }: TurningPoint): boolean {
    const before = this.#last;
    this.#last = sample;
    return sample - before <= WIDE_STEP;
  }

  /** Whether a lowest point comes when another foot may come down. */
  #inTime({ sample }: TurningPoint): boolean {
    if (sample - this.#last < SOONEST) return false;
    this.#last = sample;
    return true;
  }

  /** Whether the sensor leans as in walking in the 2 s around a turning point. */
  #upright({ sample }: TurningPoint, motion: Motion, base: number): boolean {
    const at = sample - base;
    const before = motion.upInSensor(Math.max(0, at - LEAN_HALF));
    const after = motion.upInSensor(Math.min(at + LEAN_HALF, motion.length - 1));
    return dot(before, after) >= this.#leansCosine;
  }
}
