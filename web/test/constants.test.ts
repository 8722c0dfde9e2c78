/** Design choices are the same numbers as in Python, name by name and file by file. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const PYTHON = "../src/retrowalk/tracker";
// files of the twin that hold part of a Python file of another name
const PARTS: Readonly<Record<string, readonly string[]>> = {
  attitude: ["attitude", "filters", "motion"],
  personal: ["personal", "known_distance"],
  session: ["session", "outcomes", "memory", "going"],
};
// what only Python needs: whole recordings, and how its arrays are made
const ONLY_PYTHON = new Set([
  "attitude.LONG",
  "attitude.HALF",
  "attitude.RUNNING",
  "attitude.ROW",
]);

/** Assignments of numbers, as text in which both languages write them alike. */
function numbersIn(text: string, pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(pattern)) {
    const plain = value
      .replace(/(?:float|np\.asarray)\((.*)\)$/, "$1")
      .replace(/np\.|Math\.|_(?=[A-Z])/g, "")
      .replace(/roundEven/g, "round")
      .replace(/(\d)_(?=\d)/g, "$1")
      .replace(/\d+(\.\d+)?/g, (digits) => String(Number(digits)))
      .replace(/\s+/g, "");
    const number = /^[-+*/().\dA-Z_a-z]+$/.test(plain) && /\d/.test(plain);
    if (number && !plain.includes("len(")) found.set(name, plain);
  }
  return found;
}

function pythonNumbers(file: string): Map<string, string> {
  const text = readFileSync(`${PYTHON}/${file}.py`, "utf8");
  return numbersIn(text, /^_?([A-Z][A-Z_0-9]*) = ([^#\n[{]+?)(?:\s*#.*)?$/gm);
}

function twinNumbers(file: string): Map<string, string> {
  const path = `src/tracker/${file}.ts`;
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return numbersIn(text, /^(?:export )?const ([A-Z][A-Z_0-9]*) = ([^;]+);/gm);
}

const FILES = readdirSync(PYTHON)
  .filter((name) => name.endsWith(".py"))
  .map((name) => name.slice(0, -".py".length))
  .filter((name) => existsSync(`src/tracker/${name}.ts`));

test("the design choices are those of the Python package", () => {
  assert.ok(FILES.length > 25);
  let compared = 0;
  const wrong: string[] = [];
  for (const file of FILES.filter((one) => one !== "track")) {
    const mine = new Map((PARTS[file] ?? [file]).flatMap((part) => [...twinNumbers(part)]));
    for (const [name, value] of pythonNumbers(file)) {
      if (ONLY_PYTHON.has(`${file}.${name}`)) continue;
      compared++;
      if (mine.get(name) !== value) wrong.push(`${file}.${name}: ${mine.get(name)}, not ${value}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(compared > 150, `${compared} compared`);
});
