/** Samples of what comes before a walk, and a comparison of JSON values. */

import type { Recording } from "../src/recording.ts";

function made(
  lengthS: number,
  atS: number,
  acceleration: (timeS: number) => [number, number, number],
): Recording {
  const count = Math.round(50 * lengthS);
  const timeS = Array.from({ length: count }, (_, k) => atS + 0.02 * k);
  return {
    timeS,
    accelerationMs2: timeS.flatMap(acceleration),
    angularRateRads: new Float64Array(3 * count),
  };
}

/** A phone that is shaken. */
export function shaken(lengthS: number, atS: number): Recording {
  return made(lengthS, atS, (timeS) => [0, 9.8 + 8 * Math.sin(25 * timeS), 0]);
}

/** A phone at rest in a trouser pocket. */
export function still(lengthS: number, atS: number): Recording {
  return made(lengthS, atS, () => [0, 9.8, 0]);
}

/** The same samples, the first of them at an instant. */
export function shifted(recording: Recording, atS: number): Recording {
  const by = atS - recording.timeS[0];
  return { ...recording, timeS: Array.from(recording.timeS, (time) => time + by) };
}

/** Where two JSON values differ by more than a millionth. */
export function differing(one: unknown, other: unknown, where = "walk"): string[] {
  if (typeof one === "number" && typeof other === "number") {
    const near = Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one));
    return near ? [] : [`${where}: ${one} ${other}`];
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [`${where}: ${String(one)} ${String(other)}`];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) =>
    differing(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      `${where}.${key}`,
    ),
  );
}
