/**
 * The samples of a walk, kept as they come: on the walk's own clock, in numbers that the tracker,
 * the file and the recovery all see alike.
 *
 *     browser's clock ── less the start ──> 0.0000, 0.0167, ... (0.1 ms)
 *     acceleration to 0.0001 m/s², angular rate to 0.000001 rad/s: far finer than any phone
 */

import type { Recording } from "../recording.ts";

const TIME = 1e4;
const ACCELERATION = 1e4;
const RATE = 1e6;

function to(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}

/** Samples on a clock that begins at `startS`, rounded as they are kept. */
export function keptOf(samples: Recording, startS: number): Recording {
  const { timeS, accelerationMs2, angularRateRads } = samples;
  return {
    timeS: Array.from(timeS, (time) => to(time - startS, TIME)),
    accelerationMs2: Array.from(accelerationMs2, (value) => to(value, ACCELERATION)),
    angularRateRads:
      angularRateRads === null
        ? null
        : Array.from(angularRateRads, (value) => to(value, RATE)),
  };
}

/** Numbers that grow, without an array of objects for each. */
class Column {
  #values = new Float64Array(1024);
  length = 0;

  push(more: ArrayLike<number>): void {
    if (this.length + more.length > this.#values.length) {
      const wider = new Float64Array(2 * (this.length + more.length));
      wider.set(this.#values.subarray(0, this.length));
      this.#values = wider;
    }
    this.#values.set(more, this.length);
    this.length += more.length;
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}

/** All samples of one recording. */
export class Samples {
  readonly #timeS = new Column();
  readonly #acceleration = new Column();
  readonly #rate = new Column();
  #measured = true;

  push({ timeS, accelerationMs2, angularRateRads }: Recording): void {
    this.#timeS.push(timeS);
    this.#acceleration.push(accelerationMs2);
    if (angularRateRads === null) this.#measured = false;
    else this.#rate.push(angularRateRads);
  }

  get length(): number {
    return this.#timeS.length;
  }

  /** A view; it holds until the next `push`. */
  get recording(): Recording {
    return {
      timeS: this.#timeS.values,
      accelerationMs2: this.#acceleration.values,
      angularRateRads: this.#measured ? this.#rate.values : null,
    };
  }

  /** Samples from one on, as a copy. */
  since(from: number): Recording {
    const { timeS, accelerationMs2, angularRateRads } = this.recording;
    return {
      timeS: Float64Array.from(timeS).slice(from),
      accelerationMs2: Float64Array.from(accelerationMs2).slice(3 * from),
      angularRateRads:
        angularRateRads === null ? null : Float64Array.from(angularRateRads).slice(3 * from),
    };
  }
}

const PART = 3000;

/** A long recording in parts, so that memory stays bounded. */
export function* partsOf({ timeS, accelerationMs2, angularRateRads }: Recording): Generator<Recording> {
  const cut = (values: Float64Array, from: number, width: number): Float64Array =>
    values.slice(width * from, width * (from + PART));
  const [time, acceleration] = [Float64Array.from(timeS), Float64Array.from(accelerationMs2)];
  const rate = angularRateRads === null ? null : Float64Array.from(angularRateRads);
  for (let from = 0; from < time.length; from += PART) {
    yield {
      timeS: cut(time, from, 1),
      accelerationMs2: cut(acceleration, from, 3),
      angularRateRads: rate === null ? null : cut(rate, from, 3),
    };
  }
}
