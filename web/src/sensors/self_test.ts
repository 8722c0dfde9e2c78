/**
 * "Shake me": do samples come, do they follow the hand, and are they good enough?
 *
 *     waiting ── samples ──> listening ── shaken ──> passed
 *        └─ nothing for 3 s ─> failed        └─ rest without gyroscope ─> passed, with a warning
 *
 * Pure: fed with samples and the time.
 */

import { deviation } from "../maths/numbers.ts";
import type { Recording } from "../recording.ts";
import { LEAST_RATE_HZ, qualityOf, sizes, type Quality } from "./quality.ts";

/** Silence that means there is no sensor. */
const SILENT_S = 3;
/** Spread of the size of acceleration over a second that only a hand makes (design choice). */
const SHAKEN_MS2 = 2.5;
/** Acceleration at rest, within these. */
const REST_MS2 = [8.5, 11.5] as const;

export type SelfTestState = "waiting" | "listening" | "passed" | "failed";

/** What was found so far. */
export interface SelfTestFinding {
  readonly state: SelfTestState;
  /** How hard it is being shaken, 0 to 1. */
  readonly level: number;
  readonly quality: Quality | null;
  /** What is missing, by name; the words are in `words.ts`. */
  readonly trouble: "silent" | "no_gyroscope" | "slow" | "no_gravity" | null;
}

interface Kept {
  readonly timeS: number[];
  readonly accelerationMs2: number[];
  angularRateRads: number[] | null;
}

/** Hears samples until they are good or do not come. */
export class SelfTest {
  readonly #beganS: number;
  #kept: Kept = { timeS: [], accelerationMs2: [], angularRateRads: [] };
  #shaken = false;
  #restMs2: number | null = null;

  /** @param nowS when it begins, on any clock. */
  constructor(nowS: number) {
    this.#beganS = nowS;
  }

  push(samples: Recording): void {
    const kept = this.#kept;
    for (let k = 0; k < samples.timeS.length; k++) kept.timeS.push(samples.timeS[k]);
    for (let k = 0; k < 3 * samples.timeS.length; k++) {
      kept.accelerationMs2.push(samples.accelerationMs2[k]);
      if (samples.angularRateRads === null) kept.angularRateRads = null;
      else kept.angularRateRads?.push(samples.angularRateRads[k]);
    }
    const last = kept.timeS.at(-1) ?? 0;
    const gone = kept.timeS.findIndex((time) => time > last - 2);
    if (gone > 0) {
      kept.timeS.splice(0, gone);
      kept.accelerationMs2.splice(0, 3 * gone);
      kept.angularRateRads?.splice(0, 3 * gone);
    }
  }

  /** The samples of the last two seconds. */
  get samples(): Recording {
    return this.#kept;
  }

  /** @param nowS on the clock of the beginning. */
  finding(nowS: number): SelfTestFinding {
    const count = this.#kept.timeS.length;
    if (count < 10) {
      const silent = nowS - this.#beganS >= SILENT_S;
      return {
        state: silent ? "failed" : "waiting",
        level: 0,
        quality: null,
        trouble: silent ? "silent" : null,
      };
    }
    const size = sizes(this.#kept);
    const spread = deviation(size);
    const quality = qualityOf(this.#kept);
    if (spread < 0.5) this.#restMs2 = size.reduce((all, one) => all + one, 0) / size.length;
    const rest = this.#restMs2;
    if (spread > SHAKEN_MS2) this.#shaken = true;
    const level = Math.min(1, spread / SHAKEN_MS2);
    if (rest !== null && !(REST_MS2[0] < rest && rest < REST_MS2[1])) {
      return { state: "failed", level, quality, trouble: "no_gravity" };
    }
    if (quality.rateHz < LEAST_RATE_HZ && nowS - this.#beganS >= SILENT_S) {
      return { state: "failed", level, quality, trouble: "slow" };
    }
    if (!this.#shaken) return { state: "listening", level, quality, trouble: null };
    return {
      state: "passed",
      level: 1,
      quality,
      trouble: quality.hasGyroscope ? null : "no_gyroscope",
    };
  }
}
