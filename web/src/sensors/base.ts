/**
 * What a motion sensor on this device is to the rest of the app.
 *
 *     DeviceMotion  ─┐
 *                    ├─> Clock (times go forward) ─> samples in SI units ─> self-test, session
 *     Generic Sensor ─┘
 *
 * Frames and signs are those of docs/frames.md, whatever the browser reports.
 */

import type { Recording } from "../recording.ts";

/** Takes the next samples, in time order, each once; seconds on a clock that only goes forward. */
export type OnSamples = (samples: Recording) => void;

/** One way to read this device's sensors. */
export interface MotionSource {
  /** Which interface of the browser it reads. */
  readonly name: "devicemotion" | "generic";
  /**
   * Begin. Samples come until `stop`.
   *
   * @throws RetrowalkError the browser refuses.
   */
  start(onSamples: OnSamples): Promise<void>;
  stop(): void;
}

/** One sample as a browser tells it, in the sensor frame and SI units. */
export interface Sample {
  /** Milliseconds on the browser's clock. */
  readonly timeMs: number;
  readonly accelerationMs2: readonly [number, number, number];
  /** null where there is no gyroscope. */
  readonly angularRateRads: readonly [number, number, number] | null;
}

/** Samples as the tracker takes them. */
export function recordingOf(samples: readonly Sample[]): Recording {
  const measured = samples.every((one) => one.angularRateRads !== null);
  return {
    timeS: samples.map((one) => one.timeMs / 1000),
    accelerationMs2: samples.flatMap((one) => [...one.accelerationMs2]),
    angularRateRads: measured ? samples.flatMap((one) => [...(one.angularRateRads ?? [])]) : null,
  };
}
