/**
 * Motion by `devicemotion` events.
 *
 *     rotationRate   alpha about z, beta about x, gamma about y, in °/s (W3C Device Orientation)
 *     acceleration   with gravity; +9.81 along the axis that points up, on iPhones the opposite
 */

import { RetrowalkError } from "../errors.ts";
import { radians } from "../maths/numbers.ts";
import { recordingOf, type MotionSource, type OnSamples, type Sample } from "./base.ts";
import { Clock } from "./clock.ts";

/** The parts of a `DeviceMotionEvent` that are read. */
export interface MotionEventData {
  readonly timeStamp: number;
  readonly accelerationIncludingGravity: {
    readonly x: number | null;
    readonly y: number | null;
    readonly z: number | null;
  } | null;
  readonly rotationRate: {
    readonly alpha: number | null;
    readonly beta: number | null;
    readonly gamma: number | null;
  } | null;
}

/** What a browser's numbers have to be multiplied with to be specific force. */
export type Sign = 1 | -1;

/**
 * One event as a sample.
 *
 * @param event what the browser told.
 * @param sign of its acceleration, see `signOf`.
 * @returns null where there is no acceleration, as on a computer without sensors.
 */
export function sampleOf(event: MotionEventData, sign: Sign): Sample | null {
  const a = event.accelerationIncludingGravity;
  if (a === null || a.x === null || a.y === null || a.z === null) return null;
  const r = event.rotationRate;
  const measured = r !== null && r.alpha !== null && r.beta !== null && r.gamma !== null;
  return {
    timeMs: event.timeStamp,
    accelerationMs2: [sign * a.x, sign * a.y, sign * a.z],
    angularRateRads: measured
      ? [radians(r.beta ?? 0), radians(r.gamma ?? 0), radians(r.alpha ?? 0)]
      : null,
  };
}

/** Reads `devicemotion` events of a window. */
export class DeviceMotionSource implements MotionSource {
  readonly name = "devicemotion";
  readonly #window: EventTarget;
  readonly #sign: () => Sign;
  #listener: ((event: Event) => void) | null = null;

  /**
   * @param target the window.
   * @param sign asked at every sample: the self-test may find it out while samples come.
   */
  constructor(target: EventTarget, sign: () => Sign) {
    this.#window = target;
    this.#sign = sign;
  }

  start(onSamples: OnSamples): Promise<void> {
    if (this.#listener !== null) throw new RetrowalkError("the sensors are read already");
    const clock = new Clock();
    this.#listener = (event) => {
      const sample = sampleOf(event as unknown as MotionEventData, this.#sign());
      const timeMs = sample === null ? null : clock.timeMs(sample.timeMs);
      if (sample !== null && timeMs !== null) onSamples(recordingOf([{ ...sample, timeMs }]));
    };
    this.#window.addEventListener("devicemotion", this.#listener);
    return Promise.resolve();
  }

  stop(): void {
    if (this.#listener !== null) this.#window.removeEventListener("devicemotion", this.#listener);
    this.#listener = null;
  }
}
