/** The last walk, as its ribbon. */

export function LastWalk() {
  return null;
}
