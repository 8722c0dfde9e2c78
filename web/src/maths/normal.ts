/** The normal distribution. */

// Hart's rational approximation
const ABOVE = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const BELOW = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];
const FAR = 7.07106781186547;

function polynomial(factors: readonly number[], x: number): number {
  return factors.reduce((sum, factor) => sum * x + factor, 0);
}

/** The share (to about 1e-15) of a standard normal distribution below a value. */
export function normalBelow(value: number): number {
  const x = Math.abs(value);
  const density = Math.exp(-0.5 * x * x);
  const tail =
    x < FAR
      ? (density * polynomial(ABOVE, x)) / polynomial(BELOW, x)
      : density / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
  return value > 0 ? 1 - tail : tail;
}
