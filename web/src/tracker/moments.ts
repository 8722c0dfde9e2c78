/**
 * Numbers that change sign when a walk is played backward in time.
 *
 * Walking backward is nearly forward walking run backward in time (Grasso 1998, Winter 1989).
 * Under time reversal acceleration and angle keep their sign; velocity and angular rate change
 * it. So the mean of a product with an odd count of velocities and rates is *time-odd*: speed,
 * cadence and body size cannot make it positive or negative, only the course of time can.
 *
 *     m(u, v, w) = mean( u v w ),  each of u, v, w with its mean removed and divided by its
 *                  root mean square over the window: a number without unit
 *
 * A moment with an even count of horizontal letters (x or y) does not change when the sensor is
 * turned half round about the vertical: it is *flip-free* and survives an unknown mounting.
 *
 * The other way round, a moment that is time-even and changes sign with the half turn tells where
 * the front is, whichever way the walker goes: a knee bends one way only. `FRONT_NAMES` lists
 * those used for legs.
 */

import { mean } from "../maths/numbers.ts";
import type { Sagittal } from "./frame.ts";

// letter -> field of Sagittal; a: acceleration, A: angle (even); g: rate, V: velocity (odd)
const FIELDS = {
  ax: "accelerationX",
  az: "accelerationZ",
  Ay: "angleY",
  gy: "rateY",
  Vx: "velocityX",
  Vz: "velocityZ",
} as const satisfies Record<string, keyof Sagittal>;
type Letter = keyof typeof FIELDS;

const EVEN: readonly Letter[] = ["ax", "az", "Ay"];
const ODD: readonly Letter[] = ["gy", "Vx", "Vz"];
// products of a signal with its own derivative are zero; az.Vx repeats ax.Vz
const PAIRS = ["ax.gy", "ax.Vz", "az.gy", "Ay.Vx", "Ay.Vz"];

/** All choices of `count` letters, each as often as wanted, in their order. */
function combinations(letters: readonly Letter[], count: number): string[] {
  if (count === 0) return [""];
  return letters.flatMap((letter, k) =>
    combinations(letters.slice(k), count - 1).map((rest) => (rest ? `${letter}.${rest}` : letter)),
  );
}

/** Time-odd moments, in their order. */
export const NAMES: readonly string[] = [
  ...PAIRS,
  ...combinations(ODD, 3),
  ...ODD.flatMap((odd) => combinations(EVEN, 2).map((two) => `${odd}.${two}`)),
];
/** Front moments, in their order. */
export const FRONT_NAMES: readonly string[] = [
  "az.Ay",
  "gy.Vz",
  "Vx.Vz",
  "ax.ax.ax",
  "Ay.Ay.Ay",
  "Ay.Vz.Vz",
  "az.az.Ay",
  "az.gy.Vz",
  "ax.gy.Vx",
];
/** Whether each time-odd moment keeps its sign when the left axis is turned round. */
export const FLIP_FREE: readonly boolean[] = NAMES.map(
  (name) => lettersOf(name).filter((letter) => !letter.endsWith("z")).length % 2 === 0,
);

/** All moments of one window. */
export interface Moments {
  /** (NAMES.length,) time-odd moments: which way in time. */
  readonly odd: Float64Array;
  /** (FRONT_NAMES.length,) time-even, flip-odd moments: where the front is. */
  readonly front: Float64Array;
}

/** What moments would be with the left axis turned round. */
export function turnedMoments({ odd, front }: Moments): Moments {
  return { odd: turnedOdd(odd), front: front.map((value) => -value) };
}

/** What time-odd moments would be with the left axis turned round. */
export function turnedOdd(odd: Float64Array): Float64Array {
  return odd.map((value, k) => (FLIP_FREE[k] ? value : -value));
}

function lettersOf(name: string): Letter[] {
  return name.split(".") as Letter[];
}

/** The same values with mean zero and root mean square one. */
export function standard(values: Float64Array): Float64Array {
  const middle = mean(values);
  let power = 0;
  for (let i = 0; i < values.length; i++) power += (values[i] - middle) ** 2;
  const size = Math.max(Math.sqrt(power / values.length), 1e-9);
  return values.map((value) => (value - middle) / size);
}

const ODD_LETTERS = NAMES.map(lettersOf);
const FRONT_LETTERS = FRONT_NAMES.map(lettersOf);

/** The moments of a window. */
export function momentsOf(signals: Sagittal): Moments {
  const unit = new Map<Letter, Float64Array>();
  for (const letter of Object.keys(FIELDS) as Letter[]) {
    unit.set(letter, standard(signals[FIELDS[letter]]));
  }
  const of = (letters: Letter[]): number => {
    const [a, b, c] = letters.map((letter) => unit.get(letter) as Float64Array);
    let total = 0;
    for (let i = 0; i < a.length; i++) total += a[i] * b[i] * (c === undefined ? 1 : c[i]);
    return total / a.length;
  };
  return { odd: Float64Array.from(ODD_LETTERS, of), front: Float64Array.from(FRONT_LETTERS, of) };
}
