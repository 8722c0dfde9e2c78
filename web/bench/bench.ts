/**
 * How long the tracker takes for a second of signal, and how much memory it keeps.
 *
 *     npm run bench        (Node; one sample at a time, as a phone hands them over, and in seconds)
 */

import { recordingOf } from "../src/conformance/vector.ts";
import { Placement, type Recording } from "../src/recording.ts";
import { Tracker } from "../src/tracker/stream.ts";
import { calibrate } from "../src/tracker/track.ts";
import { repeated, vector } from "../test/vectors.ts";

const LENGTH_S = 600;
const ROUNDS = 3;

function trackerFor(placement: Placement): Tracker {
  if (placement !== Placement.WAIST) return new Tracker(placement);
  const forward = vector("waist-calibrated").calibration;
  if (forward === null) throw new Error("waist-calibrated has a calibration");
  return new Tracker(placement, { calibration: calibrate(recordingOf(forward), placement) });
}

/**
 * Milliseconds of processor time for a second of signal, the garbage collector's included: the
 * median round; and the longest single call by the clock.
 */
function timed(name: string, placement: Placement, size: number): [number, number] {
  const perSecond: number[] = [];
  let longest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const tracker = trackerFor(placement);
    const given = parts(name, size);
    const begun = process.cpuUsage();
    for (const samples of given) {
      const before = performance.now();
      tracker.push(samples);
      if (round > 0) longest = Math.max(longest, performance.now() - before);
    }
    const { user, system } = process.cpuUsage(begun);
    perSecond.push((user + system) / 1000 / LENGTH_S);
  }
  return [perSecond.sort((a, b) => a - b)[ROUNDS >> 1], longest];
}

function parts(name: string, size: number): Recording[] {
  return [...repeated(name, LENGTH_S, size)];
}

console.log("placement  samples a call  ms per second of signal  longest call, ms");
for (const [placement, name] of [
  [Placement.POCKET, "pocket-unknown"],
  [Placement.ANKLE, "ankle-unknown"],
  [Placement.FOOT, "foot-unknown"],
  [Placement.WAIST, "waist-calibrated"],
] as const) {
  for (const size of [1, 60]) {
    const [ms, longest] = timed(name, placement, size);
    const columns = [placement.padEnd(9), size, ms.toFixed(3), longest.toFixed(1)];
    console.log(columns.map((one) => String(one).padStart(9)).join("  "));
  }
}
