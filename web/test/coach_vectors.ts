/** The golden vectors of the coach (conformance-coach/), and how answers are compared with them. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { RetrowalkError } from "../src/errors.ts";

const FOLDER = "../conformance-coach";
const TOLERANCE = 1e-6;

/** One vector: what is given and what must come of it. */
export interface CoachVector<Input> {
  readonly name: string;
  readonly input: Input;
  readonly output: unknown;
}

/** The vectors of a file. */
export function coachVectors<Input>(file: string): readonly CoachVector<Input>[] {
  return JSON.parse(readFileSync(`${FOLDER}/${file}.json`, "utf8")) as CoachVector<Input>[];
}

/** Each vector of a file is answered as Python answers it. */
export function answersAlike<Input>(
  file: string,
  answer: (input: Input, name: string, expected: unknown) => unknown,
): void {
  test(`${file}.json is answered as Python answers it`, () => {
    const vectors = coachVectors<Input>(file);
    assert.ok(vectors.length > 0);
    const wrong: string[] = [];
    for (const { name, input, output } of vectors) {
      let given: unknown;
      try {
        given = answer(input, name, output);
      } catch (error) {
        if (!(error instanceof RetrowalkError)) throw error;
        given = { error: error.message };
      }
      wrong.push(...differences(name, output, JSON.parse(JSON.stringify(given))));
    }
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} differences`);
  });
}

/** One line for each place where two values of JSON differ. */
export function differences(at: string, expected: unknown, given: unknown): readonly string[] {
  if (typeof expected === "number" && typeof given === "number") {
    const near = Math.abs(expected - given) <= TOLERANCE * Math.max(1, Math.abs(expected));
    return near ? [] : [`${at}: ${given}, not ${expected}`];
  }
  if (Array.isArray(expected) && Array.isArray(given)) {
    if (expected.length !== given.length) {
      return [`${at}: ${given.length} items, not ${expected.length}`];
    }
    return expected.flatMap((item, k) => differences(`${at}[${k}]`, item, given[k]));
  }
  if (isDict(expected) && isDict(given)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(given)])];
    return keys.flatMap((key) => differences(`${at}.${key}`, expected[key], given[key]));
  }
  if (expected === given) return [];
  return [`${at}: ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`];
}

function isDict(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** SHA-256 of JSON with sorted keys, as `lab.coach_vectors_plan.digest` makes it. */
export function digest(data: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (!isDict(value)) return value;
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted(value[key])]),
    );
  };
  return createHash("sha256").update(JSON.stringify(sorted(data))).digest("hex");
}
