/** Helpers for numbers, axes and rows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { along, eigen, outer, plusTimes, type Symmetric } from "../src/maths/eigen.ts";
import {
  deviation,
  logAddExp,
  median,
  quantile,
  roundEven,
  rounded,
  variance,
} from "../src/maths/numbers.ts";
import { Rows } from "../src/maths/rows.ts";
import { cross, dot, norm, turned, turnedBack, type Vector } from "../src/maths/vector.ts";
import { random, rotation } from "./motions.ts";

function near(found: number, expected: number, within = 1e-12): void {
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);
}

function times([xx, xy, xz, yy, yz, zz]: Symmetric, [x, y, z]: Vector): Vector {
  return [xx * x + xy * y + xz * z, xy * x + yy * y + yz * z, xz * x + yz * y + zz * z];
}

test("eigenvectors are of length one, square to each other, and only stretched", () => {
  const next = random(1);
  for (let round = 0; round < 500; round++) {
    const scale = 10 ** (6 * next() - 3);
    const matrix = Array.from({ length: 6 }, () => scale * (next() - 0.5)) as unknown as Symmetric;
    const { values, vectors } = eigen(matrix);
    assert.ok(values[0] <= values[1] && values[1] <= values[2]);
    vectors.forEach((vector, k) => {
      near(norm(vector), 1);
      near(dot(vector, vectors[(k + 1) % 3] as Vector), 0);
      const stretched = times(matrix, vector);
      stretched.forEach((value, c) => {
        near(value, (values[k] as number) * (vector[c] as number), 1e-12 * scale);
      });
    });
  }
});

test("sizes that are nearly or quite alike have eigenvectors too", () => {
  for (const matrix of [
    [1, 0, 0, 1, 0, 1],
    [0, 0, 0, 0, 0, 0],
    [1, 1e-13, 0, 1, 1e-13, 1],
    [1e-30, 0, 0, 2e-30, 1e-31, 3e-30],
  ] as const) {
    const { vectors } = eigen(matrix);
    near(Math.abs(dot(cross(vectors[0], vectors[1]), vectors[2])), 1);
  }
});

test("eigenvalues of a known matrix", () => {
  // numpy.linalg.eigh([[2, -1, 0.5], [-1, 3, 0.25], [0.5, 0.25, 1]])
  const { values, vectors } = eigen([2, -1, 0.5, 3, 0.25, 1]);
  near(values[0], 0.6018259276135292);
  near(values[1], 1.7791240220020814);
  near(values[2], 3.6190500503843888);
  near(Math.abs(vectors[2][0]), 0.5299006405164471);
  near(along([2, -1, 0.5, 3, 0.25, 1], vectors[2]), values[2]);
});

test("what is summed from outer products has its axis", () => {
  const axis: Vector = [0.6, 0, 0.8];
  const { vectors } = eigen(plusTimes(outer([0, 1, 0]), outer(axis), 2));
  near(Math.abs(dot(vectors[2], axis)), 1);
});

test("a rotation and its inverse cancel", () => {
  const matrix = rotation(4);
  const a: Vector = [0.3, -1.2, 2.5];
  turnedBack(matrix, turned(matrix, a)).forEach((value, k) => near(value, a[k] as number));
});

test("halves are rounded to the even number, as Python rounds them", () => {
  assert.deepEqual([0.5, 1.5, 2.5, 4.5, 62.5, 2.4999].map(roundEven), [0, 2, 2, 4, 62, 2]);
  assert.equal(rounded(1.23456, 3), 1.235);
});

test("ranks and spreads are numpy's", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  near(median(values), 3.5);
  near(median([3, 1, 2]), 2);
  const next = random(6);
  for (let count = 1; count < 60; count++) {
    // many of them alike
    const many = Array.from({ length: count }, () => Math.floor(8 * next()));
    const ranked = [...many].sort((a, b) => a - b);
    const [low, high] = [ranked[(count - 1) >> 1], ranked[count >> 1]] as [number, number];
    near(median(many), 0.5 * (low + high));
  }
  assert.ok(Number.isNaN(median([])));
  near(quantile(values, 0.1), 1.0);
  near(quantile(values, 0.33), 2.31);
  near(variance(values), 6.609375);
  near(deviation(values, 1), 2.748376143938713);
});

test("logarithms of sums of exponentials do not overflow", () => {
  near(logAddExp(1000, 1000), 1000 + Math.LN2);
  near(logAddExp(-3, 2), Math.log(Math.exp(-3) + Math.exp(2)));
});

test("rows come at one end and go at the other, in an array that does not grow", () => {
  const rows = new Rows(2);
  let room = 0;
  for (let k = 0; k < 10_000; k++) {
    rows.push(Float64Array.of(k, -k));
    if (rows.length > 100) rows.drop(rows.length - 100);
    assert.equal(rows.view()[0], Math.max(0, k - 99));
    assert.equal(rows.view().at(-1), k === 0 ? -0 : -k);
    if (k === 1000) room = rows.room;
  }
  assert.equal(rows.room, room);
});

test("a long block is taken in, and its room given back later", () => {
  const rows = new Rows(1);
  rows.push(new Float64Array(100_000).fill(1));
  rows.drop(99_990);
  for (let k = 0; k < 300_000; k++) {
    rows.push(Float64Array.of(2));
    rows.drop(rows.length - 10);
  }
  assert.ok(rows.room < 1000, `${rows.room}`);
  assert.deepEqual([...rows.view()], Array<number>(10).fill(2));
});
