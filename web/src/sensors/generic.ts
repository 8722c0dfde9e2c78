/**
 * Motion by the Generic Sensor interface: `Accelerometer` and `Gyroscope`.
 *
 *     accelerometer  a     a     a        each on its own clock ticks
 *     gyroscope        g     g     g
 *     samples        a     a     a        angular rate drawn straight between its neighbours
 *
 * Signs and frames are the specification's everywhere. It is used where the self-test finds it
 * better than `devicemotion`: faster, or finer (see `better`).
 */

import { RetrowalkError } from "../errors.ts";
import { recordingOf, type MotionSource, type OnSamples, type Sample } from "./base.ts";
import { Clock } from "./clock.ts";

type Three = readonly [number, number, number];

/** Holes between gyroscope readings that are not drawn over. */
const LONGEST_MS = 250;

/** Joins two streams with clocks of their own; pure. */
export class Join {
  #waiting: { readonly timeMs: number; readonly a: Three }[] = [];
  #rates: { readonly timeMs: number; readonly r: Three }[] = [];

  acceleration(timeMs: number, a: Three): Sample[] {
    this.#waiting.push({ timeMs, a });
    return this.#joined();
  }

  rate(timeMs: number, r: Three): Sample[] {
    if (timeMs > (this.#rates.at(-1)?.timeMs ?? -Infinity)) this.#rates.push({ timeMs, r });
    return this.#joined();
  }

  #joined(): Sample[] {
    const found: Sample[] = [];
    for (;;) {
      const next = this.#waiting[0];
      if (next === undefined) return found;
      while (this.#rates.length > 1 && this.#rates[1].timeMs <= next.timeMs) this.#rates.shift();
      const [before, after] = this.#rates;
      // nothing to draw a line from lies before it: it is left out
      if (before !== undefined && before.timeMs > next.timeMs) {
        this.#waiting.shift();
        continue;
      }
      if (before === undefined || after === undefined) {
        if (this.#waiting.length > 200) this.#waiting.shift();
        return found;
      }
      this.#waiting.shift();
      const length = after.timeMs - before.timeMs;
      if (length > LONGEST_MS) continue;
      const share = (next.timeMs - before.timeMs) / length;
      const at = (k: 0 | 1 | 2): number => before.r[k] + share * (after.r[k] - before.r[k]);
      found.push({
        timeMs: next.timeMs,
        accelerationMs2: next.a,
        angularRateRads: [at(0), at(1), at(2)],
      });
    }
  }
}

/** The parts of a browser's sensor that are read. */
export interface GenericSensor extends EventTarget {
  readonly x: number | null;
  readonly y: number | null;
  readonly z: number | null;
  readonly timestamp: number | null;
  start(): void;
  stop(): void;
}

type Maker = new (options: { frequency: number }) => GenericSensor;

/** The makers of both sensors, or null where a browser has none. */
export function genericMakers(scope: object): { accelerometer: Maker; gyroscope: Maker } | null {
  const all = scope as { readonly Accelerometer?: Maker; readonly Gyroscope?: Maker };
  if (all.Accelerometer === undefined || all.Gyroscope === undefined) return null;
  return { accelerometer: all.Accelerometer, gyroscope: all.Gyroscope };
}

/** Samples in a second that are asked for; browsers give what they allow. */
const ASKED_HZ = 100;

/** Reads `Accelerometer` and `Gyroscope`. */
export class GenericSource implements MotionSource {
  readonly name = "generic";
  readonly #scope: object;
  #sensors: GenericSensor[] = [];

  /** @param scope the window. */
  constructor(scope: object) {
    this.#scope = scope;
  }

  start(onSamples: OnSamples): Promise<void> {
    const makers = genericMakers(this.#scope);
    if (makers === null) throw new RetrowalkError("this browser has no Generic Sensor interface");
    const clock = new Clock();
    const join = new Join();
    const told = (samples: Sample[]): void => {
      const good = samples.flatMap((one) => {
        const timeMs = clock.timeMs(one.timeMs);
        return timeMs === null ? [] : [{ ...one, timeMs }];
      });
      if (good.length) onSamples(recordingOf(good));
    };
    const accelerometer = new makers.accelerometer({ frequency: ASKED_HZ });
    const gyroscope = new makers.gyroscope({ frequency: ASKED_HZ });
    const read = (sensor: GenericSensor, take: (timeMs: number, value: Three) => Sample[]): void =>
      sensor.addEventListener("reading", () => {
        const { x, y, z, timestamp } = sensor;
        if (x !== null && y !== null && z !== null && timestamp !== null) {
          told(take(timestamp, [x, y, z]));
        }
      });
    read(accelerometer, (timeMs, a) => join.acceleration(timeMs, a));
    read(gyroscope, (timeMs, r) => join.rate(timeMs, r));
    this.#sensors = [accelerometer, gyroscope];
    return new Promise((resolve, reject) => {
      let running = 0;
      for (const sensor of this.#sensors) {
        sensor.addEventListener("activate", () => {
          running += 1;
          if (running === this.#sensors.length) resolve();
        });
        sensor.addEventListener("error", () => {
          this.stop();
          reject(new RetrowalkError("the browser does not let this page read the sensors"));
        });
        sensor.start();
      }
    });
  }

  stop(): void {
    for (const sensor of this.#sensors) sensor.stop();
    this.#sensors = [];
  }
}
