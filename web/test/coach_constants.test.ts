/** What the coach's Python code chooses by itself, its twin chooses alike. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PYTHON = "../src/retrowalk/coach";

// most numbers are content (plan.json); these stand in code, in both languages
const CONSTANTS: readonly (readonly [python: string, twin: string, names: readonly string[]])[] = [
  ["plan/decide.py", "plan/decide.ts", ["FLARES_APART"]],
  ["plan/contract.py", "plan/contract.ts", ["VERSION"]],
  ["plan/contract.py", "plan/replay.ts", ["VERSION"]],
  ["screening/screen.py", "screening/screen.ts", ["VERSION"]],
  ["contract.py", "contract.ts", ["VERSION", "KIND"]],
  ["breaks/calendar.py", "breaks/calendar.ts", ["REFRESH_H"]],
  ["feed.py", "breaks/calendar.ts", ["OCTETS"]],
  ["plan/seen.py", "plan/seen.ts", ["BACKWARD_TEST"]],
];
const FUNCTIONS: readonly (readonly [python: string, twin: string, names: readonly string[]])[] = [
  [
    "plan/load.py",
    "plan/load.ts",
    ["start_load", "rest_s", "longer", "longer_bouts", "on_treadmill", "shorter", "with_task"],
  ],
  ["plan/load.py", "plan/person.ts", ["walk_room_s"]],
  ["plan/replay.py", "plan/replay.ts", ["due_date", "session_date"]],
];

function python(file: string): string {
  return readFileSync(`${PYTHON}/${file}`, "utf8");
}

function twin(file: string): string {
  return readFileSync(`src/coach/${file}`, "utf8");
}

/** Numbers in code, sorted, without 0 and 1. */
function numbersIn(code: string): readonly number[] {
  return [...code.matchAll(/(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?/g)]
    .map(([digits]) => Number(digits))
    .filter((number) => number > 1 || (number > 0 && number < 1))
    .sort((a, b) => a - b);
}

/** The body of a Python function, without comments and its docstring. */
function pythonBody(code: string, name: string): string {
  const shape = `^( *)def ${name}\\([\\s\\S]*?:\\n((?:\\1 +.*\\n|\\n)+)`;
  const found = new RegExp(shape, "m").exec(code);
  assert.ok(found !== null, name);
  return (found[2] ?? "").replace(/"""[\s\S]*?"""/, "").replace(/#.*$/gm, "");
}

/** The body of the twin, a function or a getter. */
function twinBody(code: string, name: string): string {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const shape = `^( *)(?:export function|get) ${camel}\\([\\s\\S]*?\\n\\1\\}`;
  const found = new RegExp(shape, "m").exec(code);
  assert.ok(found !== null, camel);
  return found[0].replace(/\/\/.*$/gm, "");
}

test("constants are those of the Python package", () => {
  for (const [theirs, mine, names] of CONSTANTS) {
    for (const name of names) {
      const expected = new RegExp(`^_?${name} = (.+?)(?:\\s+#.*)?$`, "m").exec(python(theirs))?.[1];
      const given = new RegExp(`^(?:export )?const ${name} = (.+);$`, "m").exec(twin(mine))?.[1];
      assert.ok(expected !== undefined, `${theirs} ${name}`);
      assert.equal(given, expected, `${mine} ${name}`);
    }
  }
});

test("numbers inside functions are those of the Python package", () => {
  let compared = 0;
  for (const [theirs, mine, names] of FUNCTIONS) {
    for (const name of names) {
      const expected = numbersIn(pythonBody(python(theirs), name));
      compared += expected.length;
      assert.deepEqual(numbersIn(twinBody(twin(mine), name)), expected, name);
    }
  }
  assert.ok(compared > 25, `${compared}`);
});

test("the flags that ask for care with balance are those of the Python package", () => {
  const ids = (text: string): readonly string[] =>
    [...text.matchAll(/"([a-z-]+)"/g)].map(([, id = ""]) => id).sort();
  const theirs = /_BALANCE_FLAGS = frozenset\(([\s\S]*?)\)/.exec(python("plan/load.py"))?.[1] ?? "";
  const mine = /BALANCE_FLAGS = \[([\s\S]*?)\]/.exec(twin("plan/person.ts"))?.[1] ?? "";
  assert.ok(ids(theirs).length > 3);
  assert.deepEqual(ids(mine), ids(theirs));
});
