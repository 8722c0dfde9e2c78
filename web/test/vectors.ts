/** The golden vectors of conformance/, and long walks made of them. */

import { readFileSync, readdirSync } from "node:fs";

import { recordingOf, type VectorData } from "../src/conformance/vector.ts";
import type { Recording } from "../src/recording.ts";
import { again } from "./again.ts";

export { blocks } from "./again.ts";

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

/** The samples of a vector in [fromS, untilS) again and again, on a clock that goes on. */
export function repeated(
  name: string,
  lengthS: number,
  size: number,
  fromS = 0,
  untilS = Infinity,
): Generator<Recording> {
  return again(recordingOf(vector(name).samples), lengthS, size, fromS, untilS);
}
