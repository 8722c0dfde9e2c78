/**
 * What a motion sensor saw: samples with their own timestamps, in SI units.
 *
 * Frames (docs/frames.md)
 *     sensor: the axes printed in the device's manual; x, y, z right-handed.
 *     body:   x to the front, y to the left, z up; right-handed.
 *
 * Acceleration is specific force: a sensor at rest reads +9.81 m/s² along the axis that points
 * up. Angular rate follows the right-hand rule.
 */

import { RetrowalkError } from "./errors.ts";
import { cross, dot, norm, type Vector } from "./maths/vector.ts";

export const STANDARD_GRAVITY_MS2 = 9.80665;

/** Where on the body the sensor is worn. */
export const Placement = {
  POCKET: "pocket",
  THIGH: "thigh",
  ANKLE: "ankle",
  FOOT: "foot",
  WAIST: "waist",
  WRIST: "wrist",
  HAND: "hand",
} as const;
export type Placement = (typeof Placement)[keyof typeof Placement];

/** Samples of one sensor; vectors lie one behind the other: x0, y0, z0, x1, y1, z1, ... */
export interface Recording {
  /** (n,) strictly rising seconds. */
  readonly timeS: ArrayLike<number>;
  /** (3 n,) specific force with gravity, sensor frame. */
  readonly accelerationMs2: ArrayLike<number>;
  /** (3 n,) angular rate, sensor frame, or null without a gyroscope. */
  readonly angularRateRads: ArrayLike<number> | null;
}

const AXES: Readonly<Record<string, Vector>> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const FLIPS: Readonly<Record<string, string>> = {
  backward: "forward",
  right: "left",
  down: "up",
};
const TWO_AXES = "write two of forward, left and up, such as forward=+z,up=+y";

function axisOf(text: string): Vector {
  const found = /^([+-]?)([xyz])$/i.exec(text);
  if (found === null) {
    throw new RetrowalkError(`'${text}' is not a device axis`, {
      where: "--axes",
      remedy: "use +x, -x, +y, -y, +z or -z",
    });
  }
  return found[1] === "-" ? opposite(AXES[found[2].toLowerCase()]) : AXES[found[2].toLowerCase()];
}

function opposite(a: Vector): Vector {
  return [0 - a[0], 0 - a[1], 0 - a[2]];
}

/** How the sensor sits on the body segment. */
export class Mounting {
  /** Rows of the rotation from the sensor frame to the body frame: front, left and up. */
  readonly bodyFromSensor: readonly [Vector, Vector, Vector];

  constructor(bodyFromSensor: readonly [Vector, Vector, Vector]) {
    const [front, left, up] = bodyFromSensor;
    const square = [dot(front, left), dot(front, up), dot(left, up)].every(near0);
    const long = [front, left, up].every((row) => near0(norm(row) - 1));
    if (!square || !long) throw new RangeError("bodyFromSensor must be a rotation");
    if (dot(cross(front, left), up) < 0) {
      throw new RangeError("bodyFromSensor must be right-handed");
    }
    this.bodyFromSensor = bodyFromSensor;
  }

  /** Read "forward=+z,up=+y": which device axis points to the front, which up. */
  static fromAxes(text: string): Mounting {
    const known = new Map<string, Vector>();
    for (const part of text.split(",")) {
      const [name = "", axis, ...more] = part.split("=").map((piece) => piece.trim());
      const plain = FLIPS[name] ?? name;
      if (axis === undefined || more.length || !["forward", "left", "up"].includes(plain)) {
        throw new RetrowalkError(`cannot read '${part.trim()}'`, {
          where: "--axes",
          remedy: TWO_AXES,
        });
      }
      known.set(plain, plain === name ? axisOf(axis) : opposite(axisOf(axis)));
    }
    if (known.size < 2) {
      throw new RetrowalkError("one direction is not enough", {
        where: "--axes",
        remedy: TWO_AXES,
      });
    }
    const told = known.get("left");
    const forward = known.get("forward") ?? cross(told as Vector, known.get("up") as Vector);
    const up = known.get("up") ?? cross(forward, told as Vector);
    const left = cross(up, forward);
    const same = told === undefined || told.every((value, k) => near0(value - left[k]));
    if (!near0(dot(up, forward)) || !same) {
      throw new RetrowalkError(`the axes in '${text}' do not fit together`, {
        where: "--axes",
        remedy: "they must be perpendicular and right-handed: left = up x forward",
      });
    }
    return new Mounting([forward, left, up]);
  }
}

function near0(value: number): boolean {
  return Math.abs(value) < 1e-6;
}

/** Who walked; every field may stay unknown. */
export class Wearer {
  readonly ageYears: number | null;
  /** Body mass with clothes. */
  readonly massKg: number | null;
  /** Body height. */
  readonly heightM: number | null;
  /** Hip joint (greater trochanter) to ground. */
  readonly legLengthM: number | null;
  /** Whether the person has trained walking backward for some weeks. */
  readonly practised: boolean | null;

  constructor({
    ageYears = null,
    massKg = null,
    heightM = null,
    legLengthM = null,
    practised = null,
  }: Partial<Wearer> = {}) {
    within("age_years", ageYears, 0, 125, "years");
    within("mass_kg", massKg, 10, 400, "kg");
    within("height_m", heightM, 0.5, 2.6);
    within("leg_length_m", legLengthM, 0.2, 1.5);
    this.ageYears = ageYears;
    this.massKg = massKg;
    this.heightM = heightM;
    this.legLengthM = legLengthM;
    this.practised = practised;
  }
}

function within(
  name: string,
  value: number | null,
  low: number,
  high: number,
  unit = "metres",
): void {
  if (value === null || (low <= value && value <= high)) return;
  throw new RetrowalkError(`${name} is ${value}`, {
    where: "wearer",
    remedy: `give ${low} to ${high} ${unit}`,
  });
}
