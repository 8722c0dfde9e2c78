/**
 * Which way somebody walks now, out of what the tracker answers each half second.
 *
 *     answers   f f f f s b b b b b        s: one half second alone changes nothing
 *     steps      × × × × × × × ×            a direction holds once a step confirms it
 *
 * While somebody stops, half seconds beyond the last step are answered as they come and mean
 * nothing; no step is told there.
 */

import { Direction } from "../tracker/base.ts";
import type { DirectionEvent } from "../tracker/stream.ts";

/** Between two answers of one walk. */
const APART_S = 1;

export class Heading {
  #direction: Direction = Direction.STILL;
  #sinceS = 0;
  #reason: string | null = null;
  #next: DirectionEvent | null = null;
  #nextFromS = 0;
  #stepS = -Infinity;

  /** What holds; it stays when nobody walks any more. */
  get direction(): Direction {
    return this.#direction;
  }

  /** Why it is unknown, in the tracker's words, or null. */
  get reason(): string | null {
    return this.#reason;
  }

  /** The half second that was answered last, or null. */
  get heardS(): number | null {
    return this.#next?.timeS ?? null;
  }

  /** The first half second of what is heard now. */
  get fromS(): number {
    return this.#nextFromS;
  }

  /** How long it has been so. */
  get forS(): number {
    return (this.heardS ?? 0) - this.#sinceS + 0.5;
  }

  /** The last step that was told. */
  get stepS(): number {
    return this.#stepS;
  }

  /** Take a half second. */
  push(event: DirectionEvent): void {
    const before = this.#next;
    const isNew = before === null || event.direction !== before.direction;
    if (isNew || event.timeS - before.timeS > APART_S) this.#nextFromS = event.timeS;
    this.#next = event;
  }

  /** Take a step. */
  step(timeS: number): void {
    this.#stepS = timeS;
  }

  /** Take over what is heard, once it lasts and has a step in it. */
  settle(): void {
    const next = this.#next;
    if (next === null || next.timeS <= this.#nextFromS) return;
    if (this.#stepS < this.#nextFromS - 0.25) return;
    this.#direction = next.direction;
    this.#sinceS = this.#nextFromS;
    this.#reason = next.reason;
  }
}
