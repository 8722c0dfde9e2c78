/**
 * Which sensors are listened to: `devicemotion`, or the Generic Sensor interface where it is better.
 *
 *     devicemotion ──> session          both run while the sensors are checked; then the better
 *     generic      ──> waits            one goes on alone
 */

import type { Recording } from "../recording.ts";
import type { MotionSource } from "../sensors/base.ts";
import { DeviceMotionSource, type Sign } from "../sensors/device_motion.ts";
import { GenericSource, genericMakers } from "../sensors/generic.ts";
import { better, meanVector, qualityOf, sizes } from "../sensors/quality.ts";
import { SelfTest } from "../sensors/self_test.ts";
import { isApple, signOf, type Angles } from "../sensors/sign.ts";
import { deviation } from "../maths/numbers.ts";

/** Spread of the size of acceleration below which a phone is held still. */
const STILL_MS2 = 0.6;

export class Listening {
  readonly #onSamples: (samples: Recording) => void;
  readonly #apple = isApple(navigator.userAgent, navigator.maxTouchPoints);
  #sign: Sign = signOf(null, null, this.#apple).sign;
  #isSignSeen = false;
  #angles: Angles | null = null;
  #used: MotionSource;
  #other: MotionSource | null = null;
  readonly #heard = new SelfTest(0);
  readonly #otherHeard = new SelfTest(0);
  #isChosen = false;
  readonly #onAngles = (event: Event): void => {
    const { beta, gamma } = event as DeviceOrientationEvent;
    if (beta !== null && gamma !== null) this.#angles = { beta, gamma };
  };

  /** @param onSamples takes the samples of the one that is used. */
  constructor(onSamples: (samples: Recording) => void) {
    this.#onSamples = onSamples;
    this.#used = new DeviceMotionSource(globalThis, () => this.#sign);
  }

  async start(): Promise<void> {
    addEventListener("deviceorientation", this.#onAngles);
    await this.#used.start((samples) => {
      if (!this.#isChosen) this.#heard.push(samples);
      this.#onSamples(samples);
    });
    if (genericMakers(globalThis) === null) return;
    const other = new GenericSource(globalThis);
    this.#other = other;
    // where it is refused, the one that runs goes on
    await other
      .start((samples) => {
        if (this.#used === other) this.#onSamples(samples);
        else this.#otherHeard.push(samples);
      })
      .catch(() => {
        this.#other = null;
      });
  }

  /** While the sensors are checked: the sign, and which source is better. */
  check(): void {
    this.#checkSign();
    if (this.#isChosen || this.#other === null) return;
    const quality = qualityOf(this.#otherHeard.samples);
    if (quality.rateHz === 0) return;
    if (better(quality, qualityOf(this.#heard.samples))) {
      this.#used.stop();
      this.#used = this.#other;
      this.#other = null;
      this.#isChosen = true;
    } else if (this.#heard.samples.timeS.length > 60) {
      this.#other.stop();
      this.#other = null;
      this.#isChosen = true;
    }
  }

  stop(): void {
    removeEventListener("deviceorientation", this.#onAngles);
    this.#used.stop();
    this.#other?.stop();
    this.#other = null;
  }

  #checkSign(): void {
    const { samples } = this.#heard;
    if (this.#isSignSeen || this.#angles === null || samples.timeS.length < 20) return;
    if (deviation(sizes(samples)) > STILL_MS2) return;
    const [x, y, z] = meanVector(samples);
    const { sign, by } = signOf(
      [x * this.#sign, y * this.#sign, z * this.#sign],
      this.#angles,
      this.#apple,
    );
    if (by !== "orientation") return;
    this.#isSignSeen = true;
    this.#sign = sign;
  }
}
