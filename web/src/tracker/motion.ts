/**
 * Filtered motion of one stretch, or of part of one, and what is read from it.
 *
 * W is the drift frame: it does not turn with the body (src/tracker/attitude.ts).
 */

import type { Rows } from "../maths/rows.ts";
import {
  dot,
  matrixAt,
  turned,
  turnedBack,
  vectorAt,
  type Matrix,
  type Vector,
} from "../maths/vector.ts";

/** Where each signal begins in a row, and how many numbers a row has. */
export const ROTATION = 0;
export const UP = 9;
export const ACCELERATION = 12;
export const VELOCITY = 15;
export const RATE = 18;
export const ANGLE = 21;
export const RAW_RATE = 24;
export const RAW_ACCELERATION = 27;
export const YAW_RATE = 30;
export const WIDTH = 31;

export class Motion {
  /** Grid index of the first sample. */
  readonly first: number;
  /** How many samples. */
  readonly length: number;
  /** Whether turning was measured; without it W is the sensor frame. */
  readonly hasGyroscope: boolean;
  /** (31 n,) all signals of a sample side by side, sample by sample. */
  readonly rows: Float64Array;

  constructor(first: number, rows: Float64Array, hasGyroscope: boolean) {
    this.first = first;
    this.rows = rows;
    this.length = rows.length / WIDTH;
    this.hasGyroscope = hasGyroscope;
  }

  /** A look at rows that holds until they change. */
  static of(first: number, rows: Rows, hasGyroscope: boolean): Motion {
    return new Motion(first, rows.view(), hasGyroscope);
  }

  /** The samples [start, end). */
  part(start: number, end: number): Motion {
    const rows = this.rows.subarray(start * WIDTH, end * WIDTH);
    return new Motion(this.first + start, rows, this.hasGyroscope);
  }

  /** Rotation to W. */
  worldFromSensor(at: number): Matrix {
    return matrixAt(this.rows, at * WIDTH + ROTATION);
  }

  /** Unit vector up, in W. */
  up(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + UP);
  }

  /** m/s², 0.4-5 Hz, in W. */
  acceleration(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + ACCELERATION);
  }

  /** m/s, its integral, in W. */
  velocity(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + VELOCITY);
  }

  /** rad/s, 0.4-5 Hz, in the sensor frame. */
  rate(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + RATE);
  }

  /** rad, its integral, in the sensor frame. */
  angle(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + ANGLE);
  }

  /** rad/s, sensor frame, unfiltered. */
  rawRate(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + RAW_RATE);
  }

  /** m/s², in W, unfiltered, with gravity. */
  rawAcceleration(at: number): Vector {
    return vectorAt(this.rows, at * WIDTH + RAW_ACCELERATION);
  }

  /** rad/s about up, averaged over 2 s. */
  yawRateRads(at: number): number {
    return this.rows[at * WIDTH + YAW_RATE];
  }

  /** Unit vector up in the sensor frame. */
  upInSensor(at: number): Vector {
    return turnedBack(this.worldFromSensor(at), this.up(at));
  }

  /** Acceleration along up. */
  liftMs2(at: number): number {
    return dot(this.acceleration(at), this.up(at));
  }

  /** Velocity along up. */
  riseMps(at: number): number {
    return dot(this.velocity(at), this.up(at));
  }

  /** An axis of the sensor, in W. */
  inWorld(at: number, axis: Vector): Vector {
    return turned(this.worldFromSensor(at), axis);
  }
}
