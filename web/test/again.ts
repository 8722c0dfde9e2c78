/** Long walks made of short ones; it reads no file, so that a page can use it too. */

import { partOf } from "../src/conformance/vector.ts";
import type { Recording } from "../src/recording.ts";

/** Samples cut into blocks. */
export function* blocks(recording: Recording, size: number): Generator<Recording> {
  for (let start = 0; start < recording.timeS.length; start += size) {
    yield partOf(recording, start, start + size);
  }
}

/** The samples of a recording in [fromS, untilS) again and again, on a clock that goes on. */
export function* again(
  whole: Recording,
  lengthS: number,
  size: number,
  fromS = 0,
  untilS = Infinity,
): Generator<Recording> {
  const inside = Array.from(whole.timeS).map((time) => time - whole.timeS[0]);
  const first = inside.findIndex((time) => time >= fromS);
  const after = inside.findIndex((time) => time >= untilS);
  const recording = partOf(whole, first, after < 0 ? inside.length : after);
  const count = recording.timeS.length;
  const start = recording.timeS[0];
  const period = ((recording.timeS[count - 1] - start) * count) / (count - 1);
  for (let begin = 0; begin < lengthS; begin += period) {
    for (const part of blocks(recording, size)) {
      yield { ...part, timeS: Array.from(part.timeS, (time) => time - start + begin) };
    }
  }
}
