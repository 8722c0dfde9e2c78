/** The golden vectors of conformance/, and long walks made of them. */

import { readFileSync, readdirSync } from "node:fs";

import { partOf, recordingOf, type VectorData } from "../src/conformance/vector.ts";
import type { Recording } from "../src/recording.ts";

const FOLDER = process.env["VECTORS"] ?? "../conformance";

function read<T>(path: string): T {
  return JSON.parse(readFileSync(`${FOLDER}/${path}`, "utf8")) as T;
}

export const NAMES = readdirSync(`${FOLDER}/inputs`)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

export function vector(name: string): VectorData {
  return read(`inputs/${name}.json`);
}

export interface AnswerData {
  readonly calibration: { readonly refused: boolean } | null;
  readonly hops: readonly { readonly time_s: number; readonly direction: string }[];
  readonly steps: readonly { readonly time_s: number; readonly turn_s: number }[];
  readonly bouts: readonly {
    readonly start_s: number;
    readonly end_s: number;
    readonly direction: string;
    readonly probability: number;
    readonly contact: string;
    readonly steps: readonly number[];
  }[];
  readonly losses: readonly { readonly time_s: number; readonly reason: string }[];
}

export function answerOf(name: string): AnswerData {
  return read(`answers/${name}.json`);
}

/** Samples in one second, about. */
export function rateOf({ timeS }: Recording): number {
  return Math.round((timeS.length - 1) / (timeS[timeS.length - 1] - timeS[0]));
}

/** Samples cut into blocks. */
export function* blocks(recording: Recording, size: number): Generator<Recording> {
  for (let start = 0; start < recording.timeS.length; start += size) {
    yield partOf(recording, start, start + size);
  }
}

/** The samples of a vector in [fromS, untilS) again and again, on a clock that goes on. */
export function* repeated(
  name: string,
  lengthS: number,
  size: number,
  fromS = 0,
  untilS = Infinity,
): Generator<Recording> {
  const whole = recordingOf(vector(name).samples);
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
