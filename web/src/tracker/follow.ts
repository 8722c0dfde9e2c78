/**
 * Following a stretch: motion, axes of swing, steps, strides and walks, as they become known.
 *
 *     grid values -> motion (1.08 s later) -> axis of swing at each half second (1 s)
 *                 -> step signal -> turning points -> walks
 *                 -> strides of a foot
 *
 * Blocks may be of any length; only a tail of the motion is kept. What is told does not depend on
 * how the stretch was cut into blocks.
 */

import { Rows } from "../maths/rows.ts";
import type { Vector } from "../maths/vector.ts";
import { Placement } from "../recording.ts";
import { Attitude } from "./attitude.ts";
import { HOP, SwingAxes, firstHop } from "./frame.ts";
import { Motion, WIDTH } from "./motion.ts";
import { Rules } from "./rhythm.ts";
import { Stepping } from "./stepping.ts";
import { LEG_PLACEMENTS } from "./steps.ts";
import { FootStrides, type Stride } from "./strides.ts";
import { RATE_HZ } from "./timebase.ts";
import { Walks, runsOf, type Run, type Told } from "./walking.ts";

/** A walk is recognised at most some 20 s after it began, by eight slow steps. */
export const KEPT = Math.round(24.0 * RATE_HZ);
/** Samples that give one axis of swing. */
export const SWING_WINDOW = Math.round(2.0 * RATE_HZ);

/** One stretch as it is followed. */
export class Follow {
  /** Grid index of its first sample. */
  readonly first: number;
  /** Whether the sensor is on a leg and shows its swing. */
  readonly swings: boolean;
  /** Sample of the first half second of the recording's grid that lies in the stretch. */
  readonly firstHop: number;
  readonly #measured: boolean;
  readonly #rows = new Rows(WIDTH);
  #base = 0;
  #ended = false;
  readonly #attitude: Attitude;
  readonly #axes: SwingAxes;
  readonly #steps: Stepping;
  readonly #walks: Walks;
  readonly #foot: FootStrides | null;
  #told = 0; // samples that newMotion told
  #strides: Stride[] = [];

  /**
   * @param first grid index of the stretch's first sample.
   * @param placement where the sensor is worn.
   * @param hasGyroscope whether turning was measured.
   */
  constructor(first: number, placement: Placement, hasGyroscope: boolean) {
    this.first = first;
    this.firstHop = firstHop(first);
    this.swings = LEG_PLACEMENTS.has(placement) && hasGyroscope;
    this.#measured = hasGyroscope;
    this.#attitude = new Attitude(first, hasGyroscope);
    this.#axes = new SwingAxes(SWING_WINDOW, this.firstHop);
    this.#steps = new Stepping(placement, hasGyroscope);
    this.#walks = new Walks(new Rules(this.swings ? placement : Placement.WAIST));
    const foot = placement === Placement.FOOT && hasGyroscope;
    this.#foot = foot ? new FootStrides() : null;
  }

  /** How many samples are known. */
  get length(): number {
    return this.#base + this.#rows.length;
  }

  /** The last 24 s of motion that are known; a look that holds until more is pushed. */
  get motion(): Motion {
    return Motion.of(this.first + this.#base, this.#rows, this.#measured);
  }

  /** Sample of the stretch at which `motion` begins. */
  get base(): number {
    return this.#base;
  }

  /** Whether the stretch is over. */
  get ended(): boolean {
    return this.#ended;
  }

  /** How many half seconds have an axis of swing. */
  get hops(): number {
    return this.#axes.length;
  }

  /** Axis of swing of a half second, zero before the leg moved; null where there is no leg. */
  swing(hop: number): Vector | null {
    return this.swings ? this.#axes.axis(hop) : null;
  }

  /** The motion that is known since the last call; a look that holds until more is pushed. */
  newMotion(): Motion {
    const motion = this.motion;
    const found = motion.part(this.#told - this.#base, motion.length);
    this.#told = this.length;
    return found;
  }

  /** The strides of a foot sensor that are known since the last call. */
  newStrides(): Stride[] {
    const found = this.#strides;
    this.#strides = [];
    return found;
  }

  /** The first sample at which a walk may still begin. */
  get earliest(): number {
    return this.#ended ? this.length : this.#walks.earliest(this.#steps.settled);
  }

  /** Add (6 n,) grid values; return what is known of walks since the last call. */
  push(values: Float64Array): Told[] {
    const raw = this.#attitude.resolved(values);
    if (this.#foot !== null) this.#strides.push(...this.#foot.push(raw, false));
    return this.follow(this.#attitude.pushResolved(raw), false);
  }

  /** What is left when the stretch ends. */
  finish(): Told[] {
    if (this.#foot !== null) this.#strides.push(...this.#foot.push(new Float64Array(0), true));
    return this.follow(this.#attitude.finish(), true);
  }

  /** Add motion that is known already, of a sensor whose strides are not asked for. */
  follow(more: Motion, ended: boolean): Told[] {
    this.#ended = ended;
    this.#trim();
    this.#rows.push(more.rows);
    const motion = this.motion;
    if (this.#steps.swings) this.#axes.push(motion, this.#base, ended);
    const steps = this.#steps.push(motion, this.#base, this.#axes, this.#turned, ended);
    const told = this.#walks.push(steps, this.#steps.settled);
    return ended ? [...told, ...this.#walks.finish()] : told;
  }

  #trim(): void {
    const cut = this.#rows.length - KEPT;
    if (cut <= 0) return;
    this.#rows.drop(cut);
    this.#base += cut;
    this.#axes.forget(this.#base);
  }

  /** Samples up to which axes of swing are known. */
  get #turned(): number {
    if (this.#ended) return this.length;
    const { hops } = this;
    return hops ? Math.min(this.length, this.firstHop + HOP * hops) : 0;
  }
}

/**
 * Find the walks of a whole stretch.
 *
 * @param motion its filtered motion.
 * @param placement where the sensor is worn.
 * @returns runs in time order.
 */
export function walksIn(motion: Motion, placement: Placement): Run[] {
  const one = new Follow(motion.first, placement, motion.hasGyroscope);
  return runsOf(one.follow(motion, true), motion.length);
}
