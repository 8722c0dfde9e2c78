/**
 * Which way is up: the sensor's turning is undone, then gravity is what stays.
 *
 *     sensor frame --(product of the gyroscope's small turns)--> drift frame W
 *     W does not turn with the body; over the few seconds of any filter here its drift
 *     (gyroscope bias, about 1 degree per second) does not matter.
 *
 *     up = direction of the specific force in W, averaged over 2 s (Hann weights)
 *     motion = what is left between 0.4 and 5 Hz; velocity and angle are its integrals,
 *              made by antisymmetric filters so that nothing is shifted in time
 *
 * Every step is even or odd under time reversal exactly, turns with the sensor exactly, and needs
 * 1.08 s of look-ahead. Blocks may be of any length: the answer is the same.
 */

import { Rows } from "../maths/rows.ts";
import { FAST, INTEGRAL, LOOK_AHEAD, SLOW } from "./filters.ts";
import {
  ACCELERATION,
  ANGLE,
  Motion,
  RATE,
  RAW_ACCELERATION,
  RAW_RATE,
  ROTATION,
  UP,
  VELOCITY,
  WIDTH,
  YAW_RATE,
} from "./motion.ts";
import { PERIOD_S, RATE_HZ, VALUES, type Stretch } from "./timebase.ts";

// Force in W, rate in the sensor frame, rate in W, rotation row by row: what a filter is fed with.
const RAW = 18;
const FORCE = 0;
const SENSOR_RATE = 3;
const WORLD_RATE = 6;
const RAW_ROTATION = 9;
const FILTERED = 9;
const FAST_HALF = FAST.length >> 1;
const END = RATE_HZ;

/** Turns the next grid values of one stretch into W; remembers the sensor's attitude. */
class Turning {
  #w = 1;
  #x = 0;
  #y = 0;
  #z = 0;
  #lastRate: readonly [number, number, number] | null = null;

  /** Add (6 n,) grid values; return (18 n,) resolved ones. */
  resolved(values: Float64Array): Float64Array {
    const count = values.length / VALUES;
    const found = new Float64Array(count * RAW);
    for (let i = 0; i < count; i++) {
      const at = i * VALUES;
      const rate = [values[at + 3], values[at + 4], values[at + 5]] as const;
      // the first value of a stretch does not turn
      if (this.#lastRate !== null) this.#turn(this.#lastRate, rate);
      this.#lastRate = rate;
      this.#put(found, i * RAW, values, at);
    }
    return found;
  }

  /** Turn from one sample to the next, at the mean of their rates. */
  #turn(before: readonly [number, number, number], now: readonly [number, number, number]): void {
    const x = 0.5 * (now[0] + before[0]) * PERIOD_S;
    const y = 0.5 * (now[1] + before[1]) * PERIOD_S;
    const z = 0.5 * (now[2] + before[2]) * PERIOD_S;
    const angle = Math.sqrt(x * x + y * y + z * z);
    const scale = angle > 1e-12 ? Math.sin(0.5 * angle) / angle : 0.5;
    const [p, q, r, s] = [Math.cos(0.5 * angle), x * scale, y * scale, z * scale];
    const [a, b, c, d] = [this.#w, this.#x, this.#y, this.#z];
    const w = a * p - b * q - c * r - d * s;
    const i = a * q + b * p + c * s - d * r;
    const j = a * r - b * s + c * p + d * q;
    const k = a * s + b * r - c * q + d * p;
    const size = Math.sqrt(w * w + i * i + j * j + k * k);
    this.#w = w / size;
    this.#x = i / size;
    this.#y = j / size;
    this.#z = k / size;
  }

  #put(found: Float64Array, to: number, values: Float64Array, at: number): void {
    const [w, x, y, z] = [this.#w, this.#x, this.#y, this.#z];
    const r = to + RAW_ROTATION;
    found[r] = 1 - 2 * (y * y + z * z);
    found[r + 1] = 2 * (x * y - w * z);
    found[r + 2] = 2 * (x * z + w * y);
    found[r + 3] = 2 * (x * y + w * z);
    found[r + 4] = 1 - 2 * (x * x + z * z);
    found[r + 5] = 2 * (y * z - w * x);
    found[r + 6] = 2 * (x * z - w * y);
    found[r + 7] = 2 * (y * z + w * x);
    found[r + 8] = 1 - 2 * (x * x + y * y);
    for (let i = 0; i < 3; i++) {
      const [rx, ry, rz] = [found[r + 3 * i], found[r + 3 * i + 1], found[r + 3 * i + 2]];
      found[to + FORCE + i] = rx * values[at] + ry * values[at + 1] + rz * values[at + 2];
      found[to + SENSOR_RATE + i] = values[at + 3 + i];
      found[to + WORLD_RATE + i] = rx * values[at + 3] + ry * values[at + 4] + rz * values[at + 5];
    }
  }
}

/** Grid values of one stretch in, motion out, 1.08 s later. */
export class Attitude {
  #first: number;
  readonly #hasGyroscope: boolean;
  readonly #turning = new Turning();
  readonly #raw = new Rows(RAW);
  #opened = false;
  readonly #sums = new Float64Array(3 * FILTERED);

  /**
   * @param first grid index of the stretch's first value.
   * @param hasGyroscope whether turning was measured.
   */
  constructor(first: number, hasGyroscope: boolean) {
    this.#first = first;
    this.#hasGyroscope = hasGyroscope;
  }

  /** Turn the next (6 n,) grid values into W: (18 n,) force, rate, rate in W and rotation. */
  resolved(values: Float64Array): Float64Array {
    return this.#turning.resolved(values);
  }

  /** Add (6 n,) acceleration and angular rate; return what is known since the last call. */
  push(values: Float64Array): Motion {
    return this.pushResolved(this.resolved(values));
  }

  /** Add (18 n,) resolved values. */
  pushResolved(raw: Float64Array): Motion {
    if (this.#opened) {
      this.#raw.push(raw);
      return this.#rows();
    }
    this.#raw.push(raw);
    if (this.#raw.length <= END) return this.#out(new Float64Array(0));
    const known = this.#raw.view().slice();
    this.#raw.clear();
    this.#raw.push(atRest(known.subarray(0, END * RAW)));
    this.#raw.push(known);
    this.#opened = true;
    return this.#rows();
  }

  /** The motion of the stretch's end. */
  finish(): Motion {
    if (!this.#opened) return this.#out(new Float64Array(0));
    this.#raw.push(atRest(this.#raw.view(this.#raw.length - END)));
    return this.#rows();
  }

  #out(rows: Float64Array): Motion {
    const motion = new Motion(this.#first, rows, this.#hasGyroscope);
    this.#first += motion.length;
    return motion;
  }

  #rows(): Motion {
    const count = Math.max(0, this.#raw.length - 2 * LOOK_AHEAD);
    const rows = new Float64Array(count * WIDTH);
    const raw = this.#raw.view();
    for (let i = 0; i < count; i++) this.#fill(rows, i * WIDTH, raw, i * RAW);
    this.#raw.drop(count);
    return this.#out(rows);
  }

  /** Fill one row from the filters' whole length of resolved values. */
  #fill(rows: Float64Array, to: number, raw: Float64Array, from: number): void {
    const sums = this.#sums.fill(0);
    const now = from + LOOK_AHEAD * RAW;
    // both sides of the middle together: the average is even in time, the integral odd
    for (let k = 1, before = now, after = now; k <= LOOK_AHEAD; k++) {
      before -= RAW;
      after += RAW;
      const slow = SLOW[LOOK_AHEAD + k];
      const fast = k <= FAST_HALF ? FAST[FAST_HALF + k] : 0;
      const integral = INTEGRAL[LOOK_AHEAD - k];
      for (let c = 0; c < FILTERED; c++) {
        const both = raw[before + c] + raw[after + c];
        sums[c] += slow * both;
        if (fast !== 0) sums[FILTERED + c] += fast * both;
        sums[2 * FILTERED + c] += integral * (raw[after + c] - raw[before + c]);
      }
    }
    for (let c = 0; c < FILTERED; c++) {
      sums[c] += SLOW[LOOK_AHEAD] * raw[now + c];
      sums[FILTERED + c] += FAST[FAST_HALF] * raw[now + c] - sums[c];
    }
    for (let c = 0; c < 9; c++) rows[to + ROTATION + c] = raw[now + RAW_ROTATION + c];
    const size = Math.max(Math.hypot(sums[0], sums[1], sums[2]), 1e-9);
    let yaw = 0;
    for (let c = 0; c < 3; c++) {
      const up = sums[FORCE + c] / size;
      rows[to + UP + c] = up;
      rows[to + ACCELERATION + c] = sums[FILTERED + FORCE + c];
      rows[to + VELOCITY + c] = sums[2 * FILTERED + FORCE + c];
      rows[to + RATE + c] = sums[FILTERED + SENSOR_RATE + c];
      rows[to + ANGLE + c] = sums[2 * FILTERED + SENSOR_RATE + c];
      rows[to + RAW_RATE + c] = raw[now + SENSOR_RATE + c];
      rows[to + RAW_ACCELERATION + c] = raw[now + FORCE + c];
      yaw += sums[WORLD_RATE + c] * up;
    }
    rows[to + YAW_RATE] = yaw;
  }
}

/** What lies beyond an end: the sensor rests as it was on average over a second. */
function atRest(near: Float64Array): Float64Array {
  const padding = new Float64Array(LOOK_AHEAD * RAW);
  for (let c = 0; c < 3; c++) {
    let total = 0;
    for (let i = 0; i < END; i++) total += near[i * RAW + FORCE + c];
    for (let i = 0; i < LOOK_AHEAD; i++) padding[i * RAW + FORCE + c] = total / END;
  }
  return padding;
}

/** Undo the sensor's turning and split gravity from motion, of a whole stretch. */
export function motionOf(stretch: Stretch): Motion {
  const attitude = new Attitude(stretch.first, stretch.hasGyroscope);
  const body = attitude.push(stretch.values);
  const end = attitude.finish();
  const rows = new Rows(WIDTH);
  rows.push(body.rows);
  rows.push(end.rows);
  return Motion.of(stretch.first, rows, stretch.hasGyroscope);
}
