/** Student's t distribution for whole degrees of freedom. */

/** The share between -t and t (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cos2 = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cos2;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The value below which this share of the distribution lies; share over one half. */
export function studentQuantile(share: number, freedom: number): number {
  const wanted = 2 * share - 1;
  let [low, high] = [0, 1];
  while (within(high, freedom) < wanted) high *= 2;
  for (let round = 0; round < 100; round++) {
    const middle = 0.5 * (low + high);
    if (within(middle, freedom) < wanted) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
