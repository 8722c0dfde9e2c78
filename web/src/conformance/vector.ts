/** The input of one golden vector (conformance/README.md): what a tracker is given. */

import type { Vector as Axis } from "../maths/vector.ts";
import { Mounting, Wearer, type Placement, type Recording } from "../recording.ts";
import type { Knowledge } from "../tracker/base.ts";

export const FORMAT = 1;

/** Samples as whole numbers, one list for each axis. */
export interface SamplesData {
  readonly time_ms: readonly number[];
  readonly acceleration_tenths_ms2: readonly (readonly number[])[];
  readonly angular_rate_tenths_degs: readonly (readonly number[])[] | null;
}

/** The JSON form. */
export interface VectorData {
  readonly format: number;
  readonly name: string;
  readonly about: string;
  readonly placement: Placement;
  readonly knowledge: Knowledge;
  readonly height_m: number | null;
  readonly body_from_sensor: readonly (readonly number[])[] | null;
  readonly calibration: SamplesData | null;
  readonly samples: SamplesData;
}

/** Samples in SI units. */
export function recordingOf(data: SamplesData): Recording {
  const rate = data.angular_rate_tenths_degs;
  const count = data.time_ms.length;
  const accelerationMs2 = new Float64Array(3 * count);
  const angularRateRads = rate === null ? null : new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) {
      accelerationMs2[3 * i + c] = data.acceleration_tenths_ms2[c][i] / 10;
      if (angularRateRads !== null && rate !== null) {
        angularRateRads[3 * i + c] = (rate[c][i] / 10) * (Math.PI / 180);
      }
    }
  }
  return { timeS: data.time_ms.map((ms) => ms / 1000), accelerationMs2, angularRateRads };
}

/** Samples [start, end) of a recording. */
export function partOf(recording: Recording, start: number, end: number): Recording {
  const { timeS, accelerationMs2, angularRateRads } = recording;
  const cut = (values: ArrayLike<number>, width: number): number[] =>
    Array.prototype.slice.call(values, start * width, end * width) as number[];
  return {
    timeS: cut(timeS, 1),
    accelerationMs2: cut(accelerationMs2, 3),
    angularRateRads: angularRateRads === null ? null : cut(angularRateRads, 3),
  };
}

export function mountingOf({ body_from_sensor: rows }: VectorData): Mounting | null {
  if (rows === null) return null;
  return new Mounting(rows as unknown as readonly [Axis, Axis, Axis]);
}

export function wearerOf({ height_m: heightM }: VectorData): Wearer {
  return new Wearer({ heightM });
}
