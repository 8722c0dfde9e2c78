/** Numbers by chance that are the same every time, rotations, and simple movements. */

import type { Matrix, Vector } from "../src/maths/vector.ts";
import { turned, vectorAt } from "../src/maths/vector.ts";
import type { Recording } from "../src/recording.ts";

/** Numbers in [0, 1) (a linear congruential generator: for tests only). */
export function random(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A rotation, from a quaternion by chance. */
export function rotation(seed: number): Matrix {
  const next = random(seed);
  const q = Array.from({ length: 4 }, () => next() - 0.5);
  const size = Math.hypot(...q);
  const [w = 1, x = 0, y = 0, z = 0] = q.map((one) => one / size);
  // prettier-ignore
  return [
    1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
    2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
    2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
  ];
}

/** A recording whose vectors are functions of time. */
export function recordingAt(
  timeS: ArrayLike<number>,
  force: (timeS: number) => Vector,
  rate: ((timeS: number) => Vector) | null = null,
): Recording {
  const all = (vector: (timeS: number) => Vector): Float64Array =>
    Float64Array.from(Array.from(timeS).flatMap((at) => [...vector(at)]));
  return { timeS, accelerationMs2: all(force), angularRateRads: rate === null ? null : all(rate) };
}

/** The same movement, the sensor mounted another way. */
export function mounted(recording: Recording, mount: Matrix): Recording {
  const all = (values: ArrayLike<number>): Float64Array => {
    const found = new Float64Array(values.length);
    for (let i = 0; i < values.length; i += 3) found.set(turned(mount, vectorAt(values, i)), i);
    return found;
  };
  const { timeS, accelerationMs2, angularRateRads } = recording;
  return {
    timeS,
    accelerationMs2: all(accelerationMs2),
    angularRateRads: angularRateRads === null ? null : all(angularRateRads),
  };
}

/** Evenly spaced seconds, each moved by chance. */
export function clock(rateHz: number, seconds: number, jitterS = 0, seed = 3): Float64Array {
  const next = random(seed);
  const count = Math.round(seconds * rateHz) + 1;
  return Float64Array.from({ length: count }, (_, k) => {
    const inner = k > 0 && k < count - 1;
    return k / rateHz + (inner ? jitterS * (2 * next() - 1) : 0);
  });
}
