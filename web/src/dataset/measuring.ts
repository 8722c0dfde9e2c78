/**
 * A measurement that is going on: samples and time in, cues out, a draft at the end.
 *
 *     push(samples) ─┐
 *                    ├─> protocol, gaps ─> cues to say ─> draft
 *     tick(now) ─────┘
 *
 * Everything is held in memory only: what is not exported is gone with the page, as was promised.
 */

import { RetrowalkError } from "../errors.ts";
import type { Language } from "../i18n/phrase.ts";
import type { Recording } from "../recording.ts";
import type { Part } from "./course.ts";
import type { Draft, Worn } from "./draft.ts";
import { begin, end, interrupted, pause, resume, skip, tick, type Cue, type Protocol, type Turn } from "./protocol.ts";

/** Without samples for so long, the part is asked again (design choice). */
export const SILENCE_S = 1;
/** A protocol with pauses; beyond it the memory of a phone is not to be filled. */
const LONGEST_S = 1800;

/** One run of the protocol. */
export class Measuring {
  #protocol: Protocol;
  #waiting: readonly Cue[];
  #lastS: number;
  #silentSinceS: number | null = null;
  readonly #beganS: number;
  readonly #timeS: number[] = [];
  readonly #accelerationMs2: number[] = [];
  readonly #angularRateRads: number[] = [];
  #hasRate = true;

  /** Begin at once; `nowS` on the clock of the samples. */
  constructor(parts: readonly Part[], language: Language, nowS: number) {
    const first = begin(parts, language, nowS);
    this.#protocol = first.state;
    this.#waiting = first.cues;
    this.#lastS = nowS;
    this.#beganS = nowS;
  }

  /** Where the protocol is. */
  get protocol(): Protocol {
    return this.#protocol;
  }

  /** Whether samples are missing now. */
  get isSilent(): boolean {
    return this.#silentSinceS !== null;
  }

  /** Take the next samples. */
  push({ timeS, accelerationMs2, angularRateRads }: Recording): void {
    if (this.#protocol.phase === "done") return;
    for (let k = 0; k < timeS.length; k++) {
      const time = timeS[k] as number;
      if (time <= this.#lastS && this.#timeS.length) continue;
      this.#timeS.push(time);
      this.#lastS = time;
      for (let axis = 0; axis < 3; axis++) {
        this.#accelerationMs2.push(accelerationMs2[3 * k + axis] as number);
        if (angularRateRads !== null) this.#angularRateRads.push(angularRateRads[3 * k + axis] as number);
      }
      if (angularRateRads === null) this.#hasRate = false;
    }
  }

  /** What the time brings, in order. */
  tick(nowS: number, isSpeaking = false): readonly Cue[] {
    const before = this.#waiting;
    this.#waiting = [];
    if (nowS - this.#beganS > LONGEST_S) {
      this.#protocol = end(this.#protocol, nowS);
      return [...before, { kind: "done" }];
    }
    if (this.#silentSinceS === null && nowS - this.#lastS > SILENCE_S) {
      this.#silentSinceS = this.#lastS;
    }
    if (this.#silentSinceS === null) return [...before, ...this.#take(tick(this.#protocol, nowS, isSpeaking))];
    if (nowS - this.#lastS > SILENCE_S) return before;
    const lastS = this.#silentSinceS;
    this.#silentSinceS = null;
    return [...before, ...this.#take(interrupted(this.#protocol, lastS, nowS))];
  }

  pause(nowS: number): void {
    this.#protocol = pause(this.#protocol, Math.min(nowS, this.#lastS));
  }

  resume(nowS: number): void {
    this.#waiting = this.#take(resume(this.#protocol, nowS));
  }

  /** Leave the current part out. */
  skip(nowS: number): void {
    this.#waiting = this.#take(skip(this.#protocol, nowS));
  }

  /** End it now. */
  end(nowS: number): void {
    this.#protocol = end(this.#protocol, Math.min(nowS, this.#lastS));
  }

  /**
   * The recording with its labels.
   *
   * @param clockZero instant of time 0 of the samples, ISO 8601 UTC.
   * @param worn where the phone was.
   * @param sign what the browser's acceleration is to be multiplied with, see sensors/sign.ts.
   * @throws RetrowalkError no samples came.
   */
  draft(clockZero: string, worn: Worn, sign: 1 | -1): Draft {
    if (!this.#timeS.length) {
      throw new RetrowalkError("no samples came", {
        where: "measurement",
        remedy: "allow motion for this page and try again",
      });
    }
    return {
      samples: {
        timeS: Float64Array.from(this.#timeS),
        accelerationMs2: Float64Array.from(this.#accelerationMs2, (value) => sign * value),
        angularRateRads: this.#hasRate ? Float64Array.from(this.#angularRateRads) : null,
      },
      pieces: this.#protocol.pieces,
      clockZero,
      worn,
    };
  }

  #take({ state, cues }: Turn): readonly Cue[] {
    this.#protocol = state;
    return cues;
  }
}
