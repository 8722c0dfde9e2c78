/**
 * Eigenvectors of a symmetric 3 x 3 matrix, by Jacobi's turns.
 *
 * Each turn makes one element beside the diagonal zero; a few rounds leave nothing there. Slower
 * than a formula, but as exact where two sizes are nearly alike.
 *
 * The sign of an eigenvector is free: nothing in the tracker hangs on it.
 */

import type { Vector } from "./vector.ts";

/** The upper triangle row by row: xx, xy, xz, yy, yz, zz. */
export type Symmetric = readonly [number, number, number, number, number, number];

export const NOTHING: Symmetric = [0, 0, 0, 0, 0, 0];

export interface Eigen {
  /** Rising. */
  readonly values: Vector;
  /** Of length one, in the order of `values`. */
  readonly vectors: readonly [Vector, Vector, Vector];
}

const ROUNDS = 50;
const PLACES = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

export function eigen(matrix: Symmetric): Eigen {
  const [xx, xy, xz, yy, yz, zz] = matrix;
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const [p, q] of PLACES) changed = turn(a, v, p, q) || changed;
    if (!changed) break;
  }
  const order = [0, 1, 2].sort((i, j) => a[i][i] - a[j][j]);
  const column = (k: number): Vector => [v[0][k], v[1][k], v[2][k]];
  return {
    values: [a[order[0]][order[0]], a[order[1]][order[1]], a[order[2]][order[2]]],
    vectors: [column(order[0]), column(order[1]), column(order[2])],
  };
}

/** Make a[p][q] zero; tell whether that changed anything. */
function turn(a: number[][], v: number[][], p: number, q: number): boolean {
  const beside = a[p][q];
  // nothing that could be seen beside the diagonal
  if (Math.abs(beside) <= 1e-18 * (Math.abs(a[p][p]) + Math.abs(a[q][q]))) return false;
  const theta = (a[q][q] - a[p][p]) / (2 * beside);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  a[p][p] -= t * beside;
  a[q][q] += t * beside;
  a[p][q] = a[q][p] = 0;
  const r = 3 - p - q;
  const [arp, arq] = [a[r][p], a[r][q]];
  a[r][p] = a[p][r] = c * arp - s * arq;
  a[r][q] = a[q][r] = s * arp + c * arq;
  for (const row of v) {
    const [vp, vq] = [row[p], row[q]];
    row[p] = c * vp - s * vq;
    row[q] = s * vp + c * vq;
  }
  return true;
}

/** The unit eigenvector of the largest size; its sign is free. */
export function mainAxis(matrix: Symmetric): Vector {
  return eigen(matrix).vectors[2];
}

/** The angle of the main axis of a symmetric 2 x 2 matrix xx, xy, yy; half a turn is free. */
export function mainAngle(xx: number, xy: number, yy: number): number {
  return 0.5 * Math.atan2(2 * xy, xx - yy);
}

/** a' M a. */
export function along(matrix: Symmetric, a: Vector): number {
  const [xx, xy, xz, yy, yz, zz] = matrix;
  return (
    xx * a[0] * a[0] +
    yy * a[1] * a[1] +
    zz * a[2] * a[2] +
    2 * (xy * a[0] * a[1] + xz * a[0] * a[2] + yz * a[1] * a[2])
  );
}

export function trace(matrix: Symmetric): number {
  return matrix[0] + matrix[3] + matrix[5];
}

/** one + factor * other. */
export function plusTimes(one: Symmetric, other: Symmetric, factor: number): Symmetric {
  return one.map((value, k) => value + factor * other[k]) as unknown as Symmetric;
}

/** a a'. */
export function outer(a: Vector): Symmetric {
  return [a[0] * a[0], a[0] * a[1], a[0] * a[2], a[1] * a[1], a[1] * a[2], a[2] * a[2]];
}
