/** The golden vectors of conformance-coach/ (python -m lab.coach_vectors), and how they compare. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { RetrowalkError } from "../src/errors.ts";
import { plainDifferences } from "./compare.ts";

/** One vector; what a call refuses is `{"error": sentence}`. */
export interface CoachVector {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** The vectors of one file. */
export function coachVectors(file: string): readonly CoachVector[] {
  return JSON.parse(
    readFileSync(`../conformance-coach/${file}.json`, "utf8"),
  ) as readonly CoachVector[];
}

/** What a call answers, or the sentence with which it refuses. */
export function answered(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RetrowalkError) return { error: error.message };
    throw error;
  }
}

/** Texts and labels are equal, numbers to 1e-6. */
export function assertAlike(given: unknown, expected: unknown, name: string): void {
  const found = plainDifferences(expected, given);
  assert.deepEqual(found, [], name);
}
