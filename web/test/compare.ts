/** Two answers to one vector, side by side: as src/retrowalk/conformance/compare.py does. */

import { FLIP_FREE } from "../src/tracker/moments.ts";

export const TOLERANCE = 1e-6;

type Dict = Record<string, unknown>;

function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One line for each difference, with its place. */
export function differences(expected: unknown, given: unknown, knowledge: string): string[] {
  const plain = JSON.parse(JSON.stringify(given)) as { hops: Dict[] };
  const wanted = expected as { hops: Dict[] };
  plain.hops = plain.hops.map((hop, k) => aligned(wanted.hops[k], hop, knowledge));
  const found: string[] = [];
  compare("", wanted, plain, found);
  return found;
}

/** A half second with its free signs as in the expected one. */
function aligned(expected: Dict | undefined, hop: Dict, knowledge: string): Dict {
  if (expected === undefined) return hop;
  let found = hop;
  const [window, wanted] = [hop["window"], expected["window"]];
  if (isDict(window) && isDict(wanted) && product(window["swing"], wanted["swing"]) < 0) {
    found = { ...found, window: turned(window), front: minus(hop["front"]) };
  }
  const [belief, told] = [hop["belief"], expected["belief"]];
  if (knowledge === "unknown" && isDict(belief) && isDict(told)) {
    if ((belief["front"] as number) * (told["front"] as number) < 0) {
      found = { ...found, belief: { ...belief, front: minus(belief["front"]) } };
    }
  }
  return found;
}

function turned(window: Dict): Dict {
  const odd = (window["odd"] as number[]).map((value, k) => (FLIP_FREE[k] ? value : -value));
  return { ...window, swing: minus(window["swing"]), front: minus(window["front"]), odd };
}

function minus(value: unknown): unknown {
  return Array.isArray(value) ? value.map(minus) : -(value as number);
}

function product(one: unknown, other: unknown): number {
  if (!Array.isArray(one) || !Array.isArray(other)) return 0;
  return (one as number[]).reduce((sum, value, k) => sum + value * (other as number[])[k], 0);
}

function compare(place: string, expected: unknown, given: unknown, found: string[]): void {
  if (isDict(expected) && isDict(given)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(given)])) {
      if (key in expected && key in given) {
        compare(place ? `${place}.${key}` : key, expected[key], given[key], found);
      } else {
        found.push(`${place}.${key} is on one side only`);
      }
    }
  } else if (Array.isArray(expected) && Array.isArray(given)) {
    if (expected.length !== given.length) {
      found.push(`${place} has ${given.length}, expected ${expected.length}`);
    }
    for (let k = 0; k < Math.min(expected.length, given.length); k++) {
      compare(`${place}[${k}]`, expected[k], given[k], found);
    }
  } else if (typeof expected === "number" && typeof given === "number") {
    const close = Math.abs(given - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
    if (!close) found.push(`${place} is ${given}, expected ${expected}`);
  } else if (expected !== given) {
    found.push(`${place} is ${JSON.stringify(given)}, expected ${JSON.stringify(expected)}`);
  }
}
