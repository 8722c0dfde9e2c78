/**
 * Rows of numbers that come at one end and are forgotten at the other.
 *
 * They lie in one array that is used again and again: what is kept moves to its front when its
 * end is reached, so that a walk of hours takes no more room than its longest tail.
 */

const LEAST_ROWS = 64;
// numbers, beyond which an array grows by a quarter only
const MOST_SPARE = 50_000;

export class Rows {
  /** Numbers in a row. */
  readonly width: number;
  #data: Float64Array;
  #start = 0;
  #length = 0;

  constructor(width: number) {
    this.width = width;
    this.#data = new Float64Array(LEAST_ROWS * width);
  }

  get length(): number {
    return this.#length;
  }

  /** The array in which the rows lie, the first at `offset`; both hold until the next change. */
  get data(): Float64Array {
    return this.#data;
  }

  /** Where in `data` the first row begins. */
  get offset(): number {
    return this.#start * this.width;
  }

  /** Numbers that the array has room for. */
  get room(): number {
    return this.#data.length;
  }

  /** Rows [start, end) side by side; a look at them that holds until the next change. */
  view(start = 0, end = this.#length): Float64Array {
    const { width } = this;
    return this.#data.subarray((this.#start + start) * width, (this.#start + end) * width);
  }

  push(values: Float64Array): void {
    const at = this.extend(values.length / this.width);
    this.#data.set(values, at);
  }

  /** Add `count` rows that are not filled yet; return where in `data` they begin. */
  extend(count: number): number {
    const { width } = this;
    const needed = this.#length + count;
    if ((this.#start + needed) * width > this.#data.length) this.#settle(needed);
    const at = (this.#start + this.#length) * width;
    this.#length = needed;
    return at;
  }

  /** Forget the first `count` rows. */
  drop(count: number): void {
    const gone = Math.min(Math.max(count, 0), this.#length);
    this.#start += gone;
    this.#length -= gone;
  }

  clear(): void {
    this.drop(this.#length);
  }

  /** Move what is kept to the front of an array with room for `needed` rows and more. */
  #settle(needed: number): void {
    const kept = this.view();
    const least = Math.max(needed, LEAST_ROWS) * this.width;
    const room = least + Math.min(least, MOST_SPARE + (least >> 2));
    // what a long block needed is given back
    if (this.#data.length < room || this.#data.length > 8 * room) {
      this.#data = new Float64Array(room);
    }
    this.#data.set(kept, 0);
    this.#start = 0;
  }
}
