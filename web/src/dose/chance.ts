/**
 * Fixed chance: the same draws for every question, so that answers repeat and compare.
 *
 * Every uncertain input has a name and its own stream of standard normal numbers, those of Python.
 * Asking at two speeds uses the same draws, so that a difference between the answers is never
 * noise, and a new input does not shift the draws of the others.
 */

import { Estimate } from "../estimate.ts";
import { normalBelow } from "../maths/normal.ts";
import { quantileOf, sorted } from "../maths/numbers.ts";
import { crc32, standardNormal } from "../maths/random.ts";
import { chosen } from "./design.ts";

const INPUTS = [
  "c",
  "forward beyond",
  "person",
  "age",
  "practice",
  "practised?",
  "rho",
  "backward beyond",
  "own rho",
  "age backward",
  "kappa",
  "oxygen",
  "speed",
  "cadence",
  "step",
  "sex",
  "heart",
  "heart backward",
] as const;

/** The name of an uncertain input. */
export type Input = (typeof INPUTS)[number];

/** One draw of every uncertain input, standard normal. */
export type Chance = Readonly<Record<Input, number>>;

/** The middle of every input: the chance of the best estimate. */
export const CENTRE: Chance = made(() => 0);

function made(number: (name: Input) => number): Chance {
  return Object.fromEntries(INPUTS.map((name) => [name, number(name)])) as Record<Input, number>;
}

let drawn: readonly Chance[] | null = null;

/** All draws. */
export function draws(): readonly Chance[] {
  if (drawn === null) {
    const [seed, count] = [chosen("seed"), chosen("draws")];
    const streams = new Map(
      INPUTS.map((name) => [name, standardNormal([seed, crc32(name)], count)]),
    );
    drawn = Array.from({ length: count }, (_, k) => made((name) => streams.get(name)?.[k] ?? 0));
  }
  return drawn;
}

/** All draws of one input, the others in their middle, to see what it contributes. */
export function only(wanted: Input): readonly Chance[] {
  return draws().map((z) => ({ ...CENTRE, [wanted]: z[wanted] }));
}

/** A standard normal draw as a uniform one on [0, 1]; the middle becomes one half. */
export function share(z: number): number {
  return normalBelow(z);
}

/** Best estimate and 95 % interval of a quantity computed from a chance. */
export function interval(
  quantity: (z: Chance) => number,
  unit: string,
  sources: readonly string[],
  reason: string | null = null,
): Estimate {
  return intervalOf(quantity(CENTRE), draws().map(quantity), unit, sources, reason);
}

/** The same of values that are computed already. */
export function intervalOf(
  value: number,
  values: ArrayLike<number>,
  unit: string,
  sources: readonly string[],
  reason: string | null = null,
): Estimate {
  const ranked = sorted(values);
  const low = Math.min(quantileOf(ranked, 0.025), value);
  const high = Math.max(quantileOf(ranked, 0.975), value);
  return new Estimate(value, low, high, unit, reason, sources);
}

/** Each once, in the order in which they came. */
export function unique<T>(items: Iterable<T>): T[] {
  return [...new Set(items)];
}
