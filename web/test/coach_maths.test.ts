/** Random numbers, distributions and decimals are those of numpy, scipy and Python. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { filled, numberText } from "../src/evidence/texts.ts";
import { fixed, formatted, general, roundedTo } from "../src/maths/decimal.ts";
import { normalBelow } from "../src/maths/normal.ts";
import { crc32, standardNormal } from "../src/maths/random.ts";
import { studentQuantile } from "../src/maths/student.ts";

function near(given: number, wanted: number, tolerance = 1e-12): void {
  assert.ok(Math.abs(given - wanted) <= tolerance, `${given}, not ${wanted}`);
}

test("normal numbers are those of numpy's default generator, the tail included", () => {
  assert.equal(crc32("c"), 112844655);
  const drawn = standardNormal([20260101, crc32("c")], 12000);
  const first = [-0.8300030073073763, 0.4288933490100286, -0.47308738598129974];
  first.forEach((wanted, k) => near(drawn[k], wanted));
  near(
    drawn.reduce((sum, z) => sum + z, 0),
    77.59359096801552,
    1e-8,
  );
  // beyond the ziggurat's last layer
  near(Math.max(...drawn.map(Math.abs)), 4.525013219043031);
  const seven = [0.0012301533574825742, 0.2987455375084699, -0.2741378553622176];
  seven.forEach((wanted, k) => near(standardNormal([7, 0], 3)[k], wanted));
});

test("shares of the normal and of Student's distribution", () => {
  near(normalBelow(0), 0.5);
  near(normalBelow(1.959963984540054), 0.975);
  near(normalBelow(-8), 6.220960574271785e-16, 1e-22);
  near(studentQuantile(0.975, 1), 12.706204736174694, 1e-10);
  near(studentQuantile(0.975, 2), 4.302652729749464, 1e-11);
  near(studentQuantile(0.975, 11), 2.2009851600916384, 1e-11);
});

test("decimals are written as Python writes them", () => {
  assert.deepEqual([0.5, 1.5, 2.5, -0.5].map((x) => fixed(x, 0)), ["0", "2", "2", "-0"]);
  assert.deepEqual([0.125, 0.375, 2.675].map((x) => fixed(x, 2)), ["0.12", "0.38", "2.67"]);
  assert.equal(roundedTo(1.0005, 3), 1);
  assert.deepEqual(
    [0, 1e-5, 0.0001, 123456.5, 1234567, 100000.5, 1 / 3, -1.25, 1e21].map(general),
    ["0", "1e-05", "0.0001", "123456", "1.23457e+06", "100000", "0.333333", "-1.25", "1e+21"],
  );
  assert.equal(formatted(12.34, ".1f"), "12.3");
  assert.throws(() => formatted(1, ",d"), RangeError);
});

test("numbers in texts have the signs of their language", () => {
  assert.equal(numberText(-1.5, "de"), "−1,5");
  assert.equal(filled("{=a} of {=b:.1f}", "en", { a: "two", b: 3.14 }), "two of 3.1");
  assert.throws(() => filled("{=c}", "en"), /no value for '\{=c\}'/);
});
