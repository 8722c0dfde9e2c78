/**
 * Strides of a foot-worn sensor: from stance to stance.
 *
 * stir     __/\____/\____/\__        how fast the foot turns and is shaken
 * stance   o    o    o    o           stillest instants before and after each swing
 * stride vector = double integral of acceleration between two stances, with zero velocity
 *                 at both ends (zero-velocity update, ZUPT)
 * angle = direction of the vector against the foot's front: within 45 degrees forward,
 *         beyond 135 backward, else sideways
 */

import { argmin, roundEven } from "../maths/numbers.ts";
import { Rows } from "../maths/rows.ts";
import {
  ZERO,
  across,
  cross,
  dot,
  matrixAt,
  minus,
  norm,
  plus,
  times,
  turned,
  unit,
  vectorAt,
  type Matrix,
  type Vector,
} from "../maths/vector.ts";
import { STANDARD_GRAVITY_MS2 } from "../recording.ts";
import { hann } from "./filters.ts";
import { Direction } from "./base.ts";
import { Smoother, Turn, Turns } from "./steps.ts";
import { PERIOD_S, RATE_HZ } from "./timebase.ts";

// Design choices, checked on strides measured by optical capture (docs/validation.md).
const SMOOTH_S = 0.2;
const SHAKE_S_PER_M = 0.17; // rad/s of stir per m/s² that the force differs from gravity
const SMALLEST_STIR_RADS = 0.7;
const STANDING_RADS = 1.5;
// and below this share of the swing's own stir: a slow swing has a calm middle
const CALM_SHARE = 0.3;
const BRIEF = 2;
const FIRM_RADS = 0.5;
// of the stir of a swing, from which on the next one has begun
const SWING_SHARE = 0.6;
const REACH = roundEven(1.0 * RATE_HZ);
const LONGEST = roundEven(3.0 * RATE_HZ);
const SHORTEST_M = 0.1;
// of one row that is kept: force in W, rotation to W
const KEPT = 12;

/** What makes a stride. */
export interface StrideParts {
  /** Sample of the stance before it. */
  readonly start: number;
  /** Sample of the stance after it. */
  readonly end: number;
  /** Displacement in the drift frame W. */
  readonly vectorM: Vector;
  /** Unit vector up in W. */
  readonly up: Vector;
  /** The larger stir of its two stances; a foot that truly stands is still. */
  readonly stirRads: number;
  /** Rotations to W in its two stances. */
  readonly turns: readonly [Matrix, Matrix];
  /** Sample with which it is known. */
  readonly known: number;
}

/** One stride, from stance to stance. */
export class Stride implements StrideParts {
  readonly start: number;
  readonly end: number;
  readonly vectorM: Vector;
  readonly up: Vector;
  readonly stirRads: number;
  readonly turns: readonly [Matrix, Matrix];
  readonly known: number;

  constructor(parts: StrideParts) {
    this.start = parts.start;
    this.end = parts.end;
    this.vectorM = parts.vectorM;
    this.up = parts.up;
    this.stirRads = parts.stirRads;
    this.turns = parts.turns;
    this.known = parts.known;
  }

  /** The same stride, its samples counted from another one. */
  from(sample: number): Stride {
    return new Stride({ ...this, start: this.start - sample, end: this.end - sample });
  }

  /** The horizontal part of its displacement. */
  get flatM(): Vector {
    return across(this.vectorM, this.up);
  }

  /** Horizontal length. */
  get lengthM(): number {
    return norm(this.flatM);
  }

  /** Whether the foot stayed about where it was. */
  get tiny(): boolean {
    return this.lengthM < SHORTEST_M;
  }

  /** Whether both stances are still enough for its direction to be relied on. */
  get firm(): boolean {
    return this.stirRads < FIRM_RADS && !this.tiny;
  }

  /**
   * The direction of travel against the foot's front, counter-clockwise.
   *
   * @param left left axis in the sensor frame.
   */
  angleRad(left: Vector): number {
    const [leaving, landing] = this.turns;
    const side = across(plus(turned(leaving, left), turned(landing, left)), this.up);
    const front = cross(side, this.up);
    return Math.atan2(dot(this.vectorM, side), dot(this.vectorM, front));
  }
}

/** Name the direction of a stride: within 45 degrees forward, beyond 135 backward. */
export function strideDirection(angleRad: number): Direction {
  const angle = Math.abs(angleRad);
  if (angle < 0.25 * Math.PI) return Direction.FORWARD;
  return angle > 0.75 * Math.PI ? Direction.BACKWARD : Direction.SIDEWAYS;
}

/** Displacement and up between two stances from rows of force in W, gravity in it. */
function vectorOf(rows: Float64Array): { vectorM: Vector; up: Vector } {
  const count = rows.length / KEPT;
  const middle = (i: number): Vector =>
    times(plus(vectorAt(rows, i * KEPT), vectorAt(rows, (i - 1) * KEPT)), 0.5);
  // the velocity is zero at both ends, so that the mean force is gravity alone
  let mean = ZERO;
  for (let i = 1; i < count; i++) mean = plus(mean, middle(i));
  mean = times(mean, 1 / (count - 1));
  let velocity = ZERO;
  let vectorM = ZERO;
  for (let i = 1; i < count; i++) {
    const before = velocity;
    velocity = plus(velocity, times(minus(middle(i), mean), PERIOD_S));
    vectorM = plus(vectorM, times(plus(before, velocity), 0.5 * PERIOD_S));
  }
  return { vectorM, up: unit(mean) };
}

interface Swing {
  readonly at: number;
  readonly known: number;
}

/** Turning and force of a foot in, strides out; both ends are known a second after a swing. */
export class FootStrides {
  readonly #stir = new Smoother(hann(SMOOTH_S));
  readonly #turns = new Turns(SMALLEST_STIR_RADS);
  readonly #rows = new Rows(KEPT);
  readonly #stirs = new Rows(1);
  #from = 0; // the sample that the first of #rows and #stirs is
  #swings: Swing[] = []; // not yet cut
  #before = 0; // the swing before those
  #start = -1;
  #left = -1; // start of the last stride

  /**
   * Add what is known of a stretch.
   *
   * @param raw (18 n,) force in W with gravity, rate in the sensor frame, rate in W, rotation.
   * @param ended whether the stretch ends with it.
   * @returns strides that are known since the last call, in time order.
   */
  push(raw: Float64Array, ended: boolean): Stride[] {
    const count = raw.length / 18;
    const power = new Float64Array(count);
    let to = this.#rows.extend(count);
    for (let i = 0; i < count; i++, to += KEPT) {
      const at = 18 * i;
      const [force, rate] = [vectorAt(raw, at), vectorAt(raw, at + 3)];
      const shake = SHAKE_S_PER_M * (norm(force) - STANDARD_GRAVITY_MS2);
      power[i] = dot(rate, rate) + shake * shake;
      this.#rows.data.set(raw.subarray(at, at + 3), to);
      this.#rows.data.set(raw.subarray(at + 9, at + 18), to + 3);
    }
    this.#add(this.#stir.push(power));
    if (ended) {
      this.#add(this.#stir.finish());
      this.#note(this.#turns.finish());
    }
    const found = this.#cut(ended);
    this.#forget();
    return found;
  }

  #add(power: Float64Array): void {
    const stirs = power.map((one) => Math.sqrt(Math.max(one, 0)));
    this.#stirs.push(stirs);
    this.#note(this.#turns.push(stirs));
  }

  #note(points: ReturnType<Turns["push"]>): void {
    for (const one of points) {
      if (one.turn === Turn.HIGH) this.#swings.push({ at: one.sample, known: one.known });
    }
  }

  /** Forget what neither the swings that wait nor those to come look back to. */
  #forget(): void {
    const next = Math.min(this.#turns.settled, this.#swings[0]?.at ?? Infinity);
    const keep = next - LONGEST - 2 * BRIEF - this.#from;
    if (keep <= 0) return;
    this.#rows.drop(keep);
    this.#stirs.drop(keep);
    this.#from += keep;
  }

  #cut(ended: boolean): Stride[] {
    const found: Stride[] = [];
    while (this.#swings.length) {
      const { at, known } = this.#swings[0];
      if (!ended && at + REACH + BRIEF >= this.#from + this.#stirs.length) break;
      this.#swings.shift();
      const stride = this.#strideOf(at, known);
      if (stride !== null) found.push(stride);
      this.#before = at;
    }
    return found;
  }

  #strideOf(swing: number, known: number): Stride | null {
    const leaving = this.#stillest(Math.max(this.#before, swing - REACH), swing + 1);
    // a swing may have two humps: without a stance between them it goes on
    const tooLong = swing - this.#start > LONGEST;
    const calm = Math.min(STANDING_RADS, CALM_SHARE * this.#at(swing));
    if (this.#start < 0 || tooLong || this.#stands(leaving, calm)) this.#start = leaving;
    const start = this.#start;
    const landing = this.#landing(swing, calm);
    // and it lands once
    const both = this.#stands(landing, calm) && this.#stands(start, calm);
    if (start <= this.#left || !both) return null;
    this.#left = start;
    const rows = this.#rows.view(start - this.#from, landing + 1 - this.#from);
    return new Stride({
      start,
      end: landing,
      ...vectorOf(rows),
      stirRads: Math.max(this.#at(start), this.#at(landing)),
      turns: [matrixAt(rows, 3), matrixAt(rows, rows.length - KEPT + 3)],
      known: Math.max(known, swing + REACH + BRIEF) + this.#stir.half,
    });
  }

  #at(sample: number): number {
    return this.#stirs.data[this.#stirs.offset + sample - this.#from];
  }

  /** Whether the foot stands for a tenth of a second, not just for an instant. */
  #stands(sample: number, calm: number): boolean {
    const last = Math.min(sample + BRIEF, this.#from + this.#stirs.length - 1);
    for (let k = Math.max(this.#from, sample - BRIEF); k <= last; k++) {
      if (this.#at(k) > calm) return false;
    }
    return true;
  }

  #stillest(start: number, end: number): number {
    const from = Math.max(start, this.#from) - this.#from;
    const until = Math.min(end - this.#from, this.#stirs.length);
    return this.#from + argmin(this.#stirs.view(), from, until);
  }

  /** The stillest instant of the stance that follows a swing, within a second. */
  #landing(swing: number, calm: number): number {
    const last = Math.min(swing + REACH, this.#from + this.#stirs.length - 1);
    let first = swing;
    while (first <= last && !this.#stands(first, calm)) first++;
    if (first > last) return this.#stillest(swing, last + 1);
    const again = Math.max(calm, SWING_SHARE * this.#at(swing));
    let end = first + 1;
    while (end <= last && this.#at(end) <= again) end++;
    return this.#stillest(first, end);
  }
}
