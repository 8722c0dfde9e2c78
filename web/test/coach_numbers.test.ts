/** Design choices of dose, tests and guide are the same numbers as in Python. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PYTHON = "../src/retrowalk/coach";
// files of the twin by the Python file whose numbers they hold
const FILES: Readonly<Record<string, readonly string[]>> = {
  "assessments/by_sensor": ["by_sensor"],
  "assessments/swings": ["swings", "rest", "samples", "travel"],
  "guide/timeline": ["timeline"],
  "attention/cost": ["cost"],
};

function numbersIn(text: string, pattern: RegExp): Map<string, number> {
  return new Map([...text.matchAll(pattern)].map(([, name = "", value]) => [name, Number(value)]));
}

test("each number of the Python files is the twin's", () => {
  let compared = 0;
  for (const [file, parts] of Object.entries(FILES)) {
    const python = readFileSync(`${PYTHON}/${file}.py`, "utf8");
    const twin = parts
      .map((part) => readFileSync(`src/coach/${file.replace(/[^/]+$/, part)}.ts`, "utf8"))
      .join("\n");
    const wanted = numbersIn(python, /^_?([A-Z][A-Z_]+) = ([\d.]+)$/gm);
    const given = numbersIn(twin, /^(?:export )?const ([A-Z][A-Z_]+) = ([\d.]+);$/gm);
    for (const [name, value] of wanted) assert.equal(given.get(name), value, `${file}.${name}`);
    compared += wanted.size;
  }
  assert.ok(compared > 20, `${compared}`);
});

test("the lags and rules of a leg's edges are those of Python", () => {
  const python = readFileSync(`${PYTHON}/assessments/edges.py`, "utf8");
  const twin = readFileSync("src/coach/assessments/edges.ts", "utf8");
  const numbers = (text: string): string[] =>
    (text.replace(/motions=|ANY, /g, "").match(/-?\d+(?:\.\d+)?/g) ?? []).map((digits) =>
      String(Number(digits)),
    );
  const wanted = numbers(python.slice(python.indexOf("_THIGH = Edges(")));
  const given = numbers(
    twin.slice(twin.indexOf("const THIGH: Edges"), twin.indexOf("/** The lag; `lasts`")),
  );
  assert.ok(wanted.length > 60);
  assert.deepEqual(given, wanted);
});
