/**
 * A walk that is going on: what was answered of it and what of that may still be asked for.
 *
 * A walk may last for hours: what lies in pieces that are cut is forgotten.
 */

import type { Contact } from "./base.ts";
import { Cutter, type HopAnswer, type Piece } from "./bouts.ts";
import { HOP } from "./frame.ts";
import type { Memory } from "./memory.ts";
import type { Window } from "./measure.ts";
import type { TurningPoint } from "./steps.ts";

/** The end of a walk is known at most 24 s later: memories of so many half seconds are enough. */
const MEMORIES = 64;

/** One half second of the walk that was answered and not told yet. */
export interface Fresh {
  readonly answer: HopAnswer;
  readonly window: Window | null;
  readonly memory: Memory;
}

/** An instant at which the mounting changed. */
export interface Change {
  readonly sample: number;
  readonly reason: string;
}

export class GoingWalk {
  /** First sample. */
  readonly start: number;
  readonly cutter: Cutter;
  /** Half second of the stretch that is the walk's first. */
  readonly #firstHop: number;
  /** Before the walk. */
  readonly #before: Memory;
  #answers: HopAnswer[] = [];
  #forgotten = 0; // answers that lie in pieces that are cut
  #memories: Memory[] = []; // after the last answers
  #changes: Change[] = [];
  #fresh: Fresh[] = [];
  /** Steps whose half second is not answered yet, in time order. */
  waiting: TurningPoint[] = [];
  /** How the foot came down at the end of a stride, by the start of the stride. */
  readonly landed = new Map<number, Contact>();

  /**
   * @param start its first sample.
   * @param firstHop the half second of the stretch that is the walk's first.
   * @param before the memory before it.
   */
  constructor(start: number, firstHop: number, before: Memory) {
    this.start = start;
    this.cutter = new Cutter(start);
    this.#firstHop = firstHop;
    this.#before = before;
  }

  /** The half second of the stretch that is to be answered next. */
  get nextHop(): number {
    return this.#firstHop + this.#forgotten + this.#answers.length;
  }

  /** Whether nothing of it was answered yet. */
  get unheard(): boolean {
    return this.#forgotten + this.#answers.length === 0;
  }

  /** After the last half second that was answered. */
  get memory(): Memory {
    return this.#memories.at(-1) ?? this.#before;
  }

  answered(one: Fresh): void {
    if (one.memory.part > this.memory.part) {
      this.#changes.push({ sample: one.answer.sample, reason: one.memory.reason });
    }
    this.#answers.push(one.answer);
    this.#memories.push(one.memory);
    if (this.#memories.length > 2 * MEMORIES) this.#memories.splice(0, MEMORIES);
    this.#fresh.push(one);
  }

  /** What was answered since the last call. */
  takeFresh(): Fresh[] {
    const found = this.#fresh;
    this.#fresh = [];
    return found;
  }

  /**
   * The answer of the half second nearest to a step; null where it is not known yet.
   *
   * @param hop0 sample of the stretch's first half second.
   * @param ended whether no more will be answered; then the last one serves.
   */
  answerAt(step: TurningPoint, hop0: number, ended: boolean): HopAnswer | null {
    const nearest = Math.ceil((2 * (step.sample - hop0) - HOP) / (2 * HOP));
    const at = Math.max(0, nearest - this.#firstHop - this.#forgotten);
    const last = this.#answers.length - 1;
    return this.#answers[ended ? Math.min(at, last) : at] ?? null;
  }

  /** The answers inside a piece. */
  answersIn({ start, end }: Piece): HopAnswer[] {
    return this.#answers.filter(({ sample }) => start <= sample && sample < end);
  }

  /** Forget what was answered beyond the end, which was not known then. */
  endAt(end: number): void {
    while ((this.#answers.at(-1)?.sample ?? -1) >= end) {
      this.#answers.pop();
      this.#memories.pop();
    }
    this.#changes = this.#changes.filter(({ sample }) => sample < end);
  }

  /** The instants at which the mounting changed. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** Forget what lies well before the piece that grows. */
  trim(): void {
    const before = this.cutter.start - 2 * HOP;
    const keep = this.#answers.findIndex(({ sample }) => sample >= before);
    const gone = keep < 0 ? this.#answers.length : keep;
    this.#answers.splice(0, gone);
    this.#forgotten += gone;
    for (const sample of this.landed.keys()) if (sample < before) this.landed.delete(sample);
  }
}
