/** Sums, means and ranks of numbers, as numpy has them. */

export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Sum of products of two lists of the same length. */
export function product(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < one.length; i++) total += one[i] * other[i];
  return total;
}

/** Mean; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/**
 * Variance.
 *
 * @param without degrees of freedom that are taken away: 0 of all there is, 1 of a sample.
 */
export function variance(values: ArrayLike<number>, without = 0): number {
  const middle = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i] - middle) ** 2;
  return total / (values.length - without);
}

/** Standard deviation; arguments as for `variance`. */
export function deviation(values: ArrayLike<number>, without = 0): number {
  return Math.sqrt(variance(values, without));
}

export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** The middle one, or the mean of the middle two; `values` are put in another order. */
export function medianOf(values: Float64Array): number {
  const half = values.length >> 1;
  const upper = select(values, half);
  if (values.length % 2) return upper;
  let lower = -Infinity;
  for (let i = 0; i < half; i++) lower = Math.max(lower, values[i]);
  return 0.5 * (lower + upper);
}

export function median(values: ArrayLike<number>): number {
  return medianOf(Float64Array.from(values));
}

/** The value that sorting would put at a place; smaller ones come before it (quickselect). */
function select(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low - 1, high + 1];
    for (;;) {
      do i++;
      while (values[i] < pivot);
      do j--;
      while (values[j] > pivot);
      if (i >= j) break;
      const one = values[i];
      values[i] = values[j];
      values[j] = one;
    }
    if (place <= j) high = j;
    else low = j + 1;
  }
  return values[place];
}

/** Where in [0, 1] of the ranked values, linearly between neighbours. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantileOf(sorted(values), share);
}

/** The same of values that are ranked already. */
export function quantileOf(ranked: Float64Array, share: number): number {
  const at = share * (ranked.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, ranked.length - 1);
  return ranked[low] + (at - low) * (ranked[high] - ranked[low]);
}

/** Largest less smallest. */
export function range(values: ArrayLike<number>): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return high - low;
}

/** The first index of the smallest of values[start, end). */
export function argmin(values: ArrayLike<number>, start = 0, end = values.length): number {
  let best = start;
  for (let i = start + 1; i < end; i++) if (values[i] < values[best]) best = i;
  return best;
}

/** Nearest whole number; of two as near the even one, as Python rounds. */
export function roundEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/** To so many decimals. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** log(exp(a) + exp(b)) without overflow. */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

export function radians(degrees: number): number {
  return degrees * (Math.PI / 180);
}
