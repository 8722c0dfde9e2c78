/**
 * The tracker in a page: how long a second of signal takes, and what hours leave in memory.
 *
 * Asked by `python -m lab.benchmarks.chromium`, which hands over the golden vectors.
 */

import { recordingOf, type VectorData } from "../src/conformance/vector.ts";
import { Tracker } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { again } from "../test/again.ts";

/** What a run took. */
export interface Run {
  /** By the clock, for each second of signal. */
  readonly msPerSecond: number;
  /** Of a single call. */
  readonly longestMs: number;
  /** Heap in use after a quarter of it and at its end, bytes. */
  readonly heap: readonly [number, number];
  readonly bouts: number;
}

interface Collecting {
  readonly gc: () => void;
  readonly performance: { readonly memory: { readonly usedJSHeapSize: number } };
}

/** Bytes in use once what is not needed is gone; Chromium with --expose-gc alone tells. */
function used(): number {
  const { gc, performance: told } = globalThis as unknown as Collecting;
  gc();
  gc();
  return told.memory.usedJSHeapSize;
}

/** Track a vector again and again for so many seconds of signal, `size` samples a call. */
export function run(input: string, lengthS: number, size: number): Run {
  const vector = JSON.parse(input) as VectorData;
  const { placement } = vector;
  const calibration =
    vector.calibration === null ? null : calibrate(recordingOf(vector.calibration), placement);
  const tracker = new Tracker(placement, { calibration });
  let [spentMs, longestMs, bouts, early] = [0, 0, 0, 0];
  for (const samples of again(recordingOf(vector.samples), lengthS, size)) {
    const before = performance.now();
    const told = tracker.push(samples);
    const tookMs = performance.now() - before;
    spentMs += tookMs;
    longestMs = Math.max(longestMs, tookMs);
    for (const one of told) if (one.kind === "bout") bouts++;
    if (early === 0 && (samples.timeS[0] ?? 0) > 0.25 * lengthS) early = used();
  }
  return { msPerSecond: spentMs / lengthS, longestMs, heap: [early, used()], bouts };
}
