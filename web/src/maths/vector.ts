/** Vectors and rotations in three dimensions. */

export type Vector = readonly [number, number, number];

/** A matrix row by row. */
// prettier-ignore
export type Matrix = readonly [
  number, number, number,
  number, number, number,
  number, number, number,
];

export const ZERO: Vector = [0, 0, 0];

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function times(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function norm(a: Vector): number {
  return Math.sqrt(dot(a, a));
}

/** The vector of length one; one shorter than `least` stays short. */
export function unit(a: Vector, least = 1e-9): Vector {
  return times(a, 1 / Math.max(norm(a), least));
}

/** What is left of a vector across a unit axis. */
export function across(a: Vector, axis: Vector): Vector {
  return minus(a, times(axis, dot(a, axis)));
}

/** A unit vector square to another one, which has length one. */
export function squareTo(a: Vector): Vector {
  const [x, y, z] = a.map(Math.abs);
  const least: Vector = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1];
  return unit(cross(a, least), 0);
}

export function isZero(a: Vector): boolean {
  return a[0] === 0 && a[1] === 0 && a[2] === 0;
}

/** Three numbers of a longer list. */
export function vectorAt(values: ArrayLike<number>, at: number): Vector {
  return [values[at], values[at + 1], values[at + 2]];
}

/** Nine numbers of a longer list, row by row. */
export function matrixAt(values: ArrayLike<number>, at: number): Matrix {
  // prettier-ignore
  return [
    values[at], values[at + 1], values[at + 2],
    values[at + 3], values[at + 4], values[at + 5],
    values[at + 6], values[at + 7], values[at + 8],
  ];
}

export function turned(rotation: Matrix, a: Vector): Vector {
  return [
    rotation[0] * a[0] + rotation[1] * a[1] + rotation[2] * a[2],
    rotation[3] * a[0] + rotation[4] * a[1] + rotation[5] * a[2],
    rotation[6] * a[0] + rotation[7] * a[1] + rotation[8] * a[2],
  ];
}

/** The vector turned by the inverse of a rotation. */
export function turnedBack(rotation: Matrix, a: Vector): Vector {
  return [
    rotation[0] * a[0] + rotation[3] * a[1] + rotation[6] * a[2],
    rotation[1] * a[0] + rotation[4] * a[1] + rotation[7] * a[2],
    rotation[2] * a[0] + rotation[5] * a[1] + rotation[8] * a[2],
  ];
}
