/**
 * When feet come down.
 *
 * A leg that walks swings like a pendulum, once to and fro per stride, so each turning point of
 * its angle is one step, whichever way the walker goes:
 *
 *     angle   front  /\      /\        own foot        . = turning points = steps
 *                   .  \    .  \       and the other
 *             back      .'     .'       in turn
 *
 * On the trunk the body's rise and fall shows each step: it sinks into every contact, so each
 * lowest point of the vertical velocity is one step. An arm that swings turns like a leg; one that
 * is carried shows the body's rise and fall in the size of its force, which does not care about
 * the direction: each lowest point of its band-limited integral is one step.
 *
 * A turning point counts when the signal then comes back by a share of its own recent size
 * (hysteresis), so that size, speed and mounting do not matter, and when it was reached and left
 * within the time of a slow step: rest is no turning point. How it was reached cannot be seen in
 * the first quarter of a second of a stretch, which may begin in mid-walk.
 */

import { roundEven } from "../maths/numbers.ts";
import { Rows } from "../maths/rows.ts";
import { norm } from "../maths/vector.ts";
import { Placement, STANDARD_GRAVITY_MS2 } from "../recording.ts";
import { INTEGRAL, hann } from "./filters.ts";
import type { Motion } from "./motion.ts";
import { RATE_HZ } from "./timebase.ts";

export const ARM_PLACEMENTS: ReadonlySet<Placement> = new Set([Placement.WRIST, Placement.HAND]);
export const LEG_PLACEMENTS: ReadonlySet<Placement> = new Set([
  Placement.POCKET,
  Placement.THIGH,
  Placement.ANKLE,
  Placement.FOOT,
]);

// Design choices, checked against motion capture (docs/validation.md).
const LEG_SMOOTH_S = 0.3;
const LEG_SMALLEST_RAD = 0.06;
const TRUNK_SMOOTH_S = 0.22;
const TRUNK_SMALLEST_MPS = 0.03;
const SIZE_S = 2.5;
const SHARE = 0.7;
const ARM_SHARE = 0.5;
const FOOT_SHARE = 0.85;
// a slow walker's step lasts about 0.8 s
const SHARP = roundEven(0.8 * RATE_HZ);
const SHARP_SHARE = 0.6;
// half a quick step: nearer to the beginning than that, one side of an extreme is not seen
const EDGE = roundEven(0.25 * RATE_HZ);
// an extreme that lasts longer was rest
const OLDEST = roundEven(2.0 * RATE_HZ);

/** Which way a turning point points. */
export const Turn = { HIGH: 1, LOW: -1 } as const;
export type Turn = (typeof Turn)[keyof typeof Turn];

/** A turning point of the step signal. */
export interface TurningPoint {
  /** Index into the stretch. */
  readonly sample: number;
  /** Whether the signal was highest or lowest there. */
  readonly turn: Turn;
  /** How far the signal had moved since the turning point before, in its unit. */
  readonly swing: number;
  /** Sample of the signal from which on it is known. */
  readonly known: number;
}

/** Samples in, their weighted average out, half the kernel later. */
export class Smoother {
  readonly #kernel: Float64Array;
  readonly #known = new Rows(1);

  /** @param kernel (2 h + 1,) weights. */
  constructor(kernel: Float64Array) {
    this.#kernel = kernel;
    // nothing moves before the start
    this.#known.push(new Float64Array(this.half));
  }

  /** How many samples later an average is known. */
  get half(): number {
    return this.#kernel.length >> 1;
  }

  /** Add (n,) samples; return the averages that are known since the last call. */
  push(values: Float64Array): Float64Array {
    this.#known.push(values);
    const last = 2 * this.half;
    const known = this.#known.view();
    const found = new Float64Array(Math.max(0, known.length - last));
    for (let i = 0; i < found.length; i++) {
      let total = 0;
      for (let k = 0; k <= last; k++) total += this.#kernel[last - k] * known[i + k];
      found[i] = total;
    }
    this.#known.drop(found.length);
    return found;
  }

  /** The last averages: nothing moves beyond the end. */
  finish(): Float64Array {
    return this.push(new Float64Array(this.half));
  }
}

/** An extreme so far, and the swing back that makes it a turning point. */
interface Extreme {
  readonly sample: number;
  readonly value: number;
  readonly needed: number;
}

/** Follows a signal from one turning point to the next. */
export class Turns {
  readonly #smallest: number;
  readonly #share: number;
  readonly #size = new Smoother(hann(SIZE_S));
  readonly #waiting = new Rows(1);
  readonly #values = new Rows(1);
  #from = 0; // the sample that the first of #values is
  #seen = 0; // how many samples have been followed
  #turn: Turn | 0 = 0; // what the signal does now: 1 rises, -1 falls, 0 not known yet
  #high: Extreme = { sample: 0, value: -Infinity, needed: 0 };
  #low: Extreme = { sample: 0, value: Infinity, needed: 0 };

  /**
   * @param smallest swings below this, in the signal's unit, never count.
   * @param share part of the signal's recent size that a swing must reach.
   */
  constructor(smallest: number, share = SHARE) {
    this.#smallest = smallest;
    this.#share = share;
  }

  /** The first sample at which a turning point may still be found. */
  get settled(): number {
    const [high, low] = [this.#high.sample, this.#low.sample];
    const waiting = this.#turn > 0 ? high : this.#turn < 0 ? low : Math.min(high, low);
    return Math.max(waiting, this.#seen - 1 - OLDEST);
  }

  /** Add (n,) samples; return the turning points that are known since the last call. */
  push(signal: Float64Array): TurningPoint[] {
    this.#waiting.push(signal);
    return this.#followed(this.#size.push(signal.map((value) => value * value)));
  }

  /** What is left when the signal ends. */
  finish(): TurningPoint[] {
    return this.#followed(this.#size.finish());
  }

  #followed(power: Float64Array): TurningPoint[] {
    const found: TurningPoint[] = [];
    const now = this.#waiting.view(0, power.length);
    this.#values.push(now);
    for (let k = 0; k < power.length; k++) {
      const least = Math.max(this.#smallest, this.#share * Math.sqrt(Math.max(power[k], 0)));
      this.#step({ sample: this.#seen + k, value: now[k], needed: least }, found);
    }
    this.#waiting.drop(power.length);
    this.#seen += power.length;
    const cut = this.#seen - OLDEST - SHARP - this.#from;
    if (cut > 0) {
      this.#values.drop(cut);
      this.#from += cut;
    }
    return found;
  }

  #step(now: Extreme, found: TurningPoint[]): void {
    if (now.value > this.#high.value) this.#high = now;
    if (now.value < this.#low.value) this.#low = now;
    const [high, low] = [this.#high, this.#low];
    if (this.#turn >= 0 && high.value - now.value > high.needed) {
      this.#point(high, now.sample, Turn.HIGH, high.value - low.value, found);
      this.#turn = Turn.LOW;
      this.#low = now;
    } else if (this.#turn <= 0 && now.value - low.value > low.needed) {
      this.#point(low, now.sample, Turn.LOW, high.value - low.value, found);
      this.#turn = Turn.HIGH;
      this.#high = now;
    }
  }

  /** Add a turning point if it was reached and left within the time of a slow step. */
  #point(at: Extreme, now: number, turn: Turn, swing: number, found: TurningPoint[]): void {
    if (now - at.sample > OLDEST) return;
    const k = at.sample - this.#from;
    const before = this.#moved(at.value, Math.max(0, k - SHARP), k);
    const after = this.#moved(at.value, k + 1, Math.min(k + SHARP, now - this.#from) + 1);
    const least = SHARP_SHARE * at.needed;
    const unseen = before >= 0 && at.sample < EDGE;
    if ((before < least && !unseen) || after < least) return;
    found.push({ sample: at.sample, turn, swing, known: now + this.#size.half });
  }

  /** How far the signal was from a value within [start, end); -1 where there is nothing. */
  #moved(middle: number, start: number, end: number): number {
    const part = this.#values.view(start, end);
    let most = -1;
    for (let i = 0; i < part.length; i++) most = Math.max(most, Math.abs(part[i] - middle));
    return most;
  }
}

/** The alternating highs and lows of a whole (n,) signal; arguments as for `Turns`. */
export function turningPoints(
  signal: Float64Array,
  smallest: number,
  share = SHARE,
): TurningPoint[] {
  const turns = new Turns(smallest, share);
  return [...turns.push(signal), ...turns.finish()];
}

/** What follows the angle of a leg: one turning point per step. */
export function legTurns(): Turns {
  return new Turns(LEG_SMALLEST_RAD);
}

/** What follows the angle of a foot, which rocks once more in a slow stance. */
export function footTurns(): Turns {
  return new Turns(LEG_SMALLEST_RAD, FOOT_SHARE);
}

/** What follows the vertical velocity of the trunk: one lowest point per step. */
export function trunkTurns(): Turns {
  return new Turns(TRUNK_SMALLEST_MPS);
}

/** What follows the force of an arm: about one lowest point per step. */
export function armTurns(): Turns {
  return new Turns(TRUNK_SMALLEST_MPS, ARM_SHARE);
}

/** Motion in, the signal whose turning points are steps out, a little later. */
export class StepSignal {
  readonly #stages: readonly Smoother[];

  /** @param stages filters one behind the other. */
  constructor(stages: readonly Smoother[]) {
    this.#stages = stages;
  }

  /** The smoother of a leg segment's angle about its axis. */
  static ofLeg(): StepSignal {
    return new StepSignal([new Smoother(hann(LEG_SMOOTH_S))]);
  }

  /** The smoother of the vertical velocity. */
  static ofTrunk(): StepSignal {
    return new StepSignal([new Smoother(hann(TRUNK_SMOOTH_S))]);
  }

  /** What integrates and smooths the size of the force without gravity. */
  static ofArm(): StepSignal {
    return new StepSignal([new Smoother(INTEGRAL), new Smoother(hann(TRUNK_SMOOTH_S))]);
  }

  /** Add (n,) samples; return the signal that is known since the last call. */
  push(values: Float64Array): Float64Array {
    return this.#stages.reduce((signal, stage) => stage.push(signal), values);
  }

  /** The rest of the signal. */
  finish(): Float64Array {
    return this.#stages.reduce((signal, stage) => {
      const body = stage.push(signal);
      const end = stage.finish();
      return Float64Array.from([...body, ...end]);
    }, new Float64Array(0));
  }
}

/** Size of the force beyond gravity at a sample, m/s². */
export function forceSize(motion: Motion, at: number): number {
  return norm(motion.rawAcceleration(at)) - STANDARD_GRAVITY_MS2;
}
