/**
 * The tracker live: samples in as they are measured, events out as soon as they are sure.
 *
 *     push(samples) -> step       a step of a walk, some 4 s after it
 *                      direction  which way, every half second of a walk: 2.1 s after the instant
 *                                 on a leg, 3.6 s at the waist, once the walk is recognised
 *                      bout       a finished bout with its numbers
 *                      notice     what the wearer must know, such as "calibrate again"
 *
 * Measured delays: docs/streaming.md.
 */

import { RetrowalkError } from "../errors.ts";
import { rounded } from "../maths/numbers.ts";
import { Wearer, type Placement, type Recording } from "../recording.ts";
import type { Bout, Direction, Step } from "./base.ts";
import type { Outcome } from "./outcomes.ts";
import type { PersonalScale } from "./personal.ts";
import { Session } from "./session.ts";
import { boutOf, stepsOf, type Asking } from "./summary.ts";
import { GAP_S, Grid, PERIOD_S, VALUES, samplesOf } from "./timebase.ts";
import { settingOf, type Given } from "./track.ts";

// more than any sensor on a body tells, in m/s² and rad/s
const MOST = 1e5;

/** A step of a walk; its direction and the instant of contact follow with its bout. */
export interface StepEvent {
  readonly kind: "step";
  /** When the step signal turned, from the first sample. */
  readonly timeS: number;
}

/** Which way the walk goes at one half second. */
export interface DirectionEvent {
  readonly kind: "direction";
  /** The instant, from the first sample. */
  readonly timeS: number;
  readonly direction: Direction;
  /** Of that direction; 0 for unknown. */
  readonly probability: number;
  /** Why it is unknown, else null. */
  readonly reason: string | null;
}

/** A bout that is over, with its steps. */
export interface BoutEvent {
  readonly kind: "bout";
  readonly bout: Bout;
  /** In time order. */
  readonly steps: readonly Step[];
}

/** What the wearer must know. */
export interface NoticeEvent {
  readonly kind: "notice";
  /** The instant, from the first sample. */
  readonly timeS: number;
  /** In words. */
  readonly text: string;
}

export type TrackerEvent = StepEvent | DirectionEvent | BoutEvent | NoticeEvent;

/** What a tracker is told beside the placement. */
export interface TrackerOptions extends Given {
  /** Body size for speed and distance. */
  readonly wearer?: Wearer;
  /** From `personalScale`, when a known distance was walked. */
  readonly scale?: PersonalScale | null;
  /** Whether the samples will have an angular rate. */
  readonly hasGyroscope?: boolean;
}

/**
 * Tells how a person walks while they walk.
 *
 * Nothing is counted through a gap, and nothing is kept but the last 24 s and the walk that is
 * going on.
 */
export class Tracker {
  readonly #asking: Asking;
  readonly #session: Session;
  readonly #grid = new Grid();
  #startS: number | null = null;
  #lastS = 0;

  /**
   * @param placement where the device is worn.
   * @throws RetrowalkError both a mounting and a calibration, or one of another placement.
   */
  constructor(placement: Placement, options: TrackerOptions = {}) {
    const { wearer = new Wearer(), scale = null, hasGyroscope = true } = options;
    this.#asking = { placement, wearer, scale, hasGyroscope };
    this.#session = new Session(settingOf(placement, hasGyroscope, options));
  }

  /**
   * Add samples in time order.
   *
   * A sample with a value that no sensor tells (no number, or beyond all measure) is left out, as a
   * phone leaves out samples; a longer row of them is a gap.
   *
   * @param samples the next ones, as few or as many as there are.
   * @returns what is known since the last call, in time order of its kind.
   * @throws RetrowalkError samples that are not newer than the last ones, or without an angular
   *     rate where one was promised; nothing of them is taken then.
   */
  push(samples: Recording): TrackerEvent[] {
    if (!samples.timeS.length) return [];
    this.#check(samples);
    this.#startS ??= samples.timeS[0];
    const events: TrackerEvent[] = [];
    const { timeS, values } = measuredOf(samplesOf(samples, this.#startS));
    for (const time of timeS) {
      const lengthS = time - this.#lastS;
      if (lengthS > GAP_S) {
        const text = `a gap of ${lengthS.toFixed(1)} s: nothing is counted there`;
        events.push({ kind: "notice", timeS: this.#lastS, text });
      }
      this.#lastS = time;
    }
    for (const block of this.#grid.push(timeS, values)) {
      for (const one of this.#session.push(block)) events.push(this.#eventOf(one));
    }
    return events;
  }

  /** What is left when no more samples come. */
  finish(): TrackerEvent[] {
    return this.#grid
      .finish()
      .flatMap((block) => this.#session.push(block))
      .map((one) => this.#eventOf(one));
  }

  /** Refuse samples that cannot follow the last ones. */
  #check({ timeS, angularRateRads }: Recording): void {
    const { hasGyroscope } = this.#asking;
    const where = `samples at ${timeS[0].toFixed(3)} s`;
    if ((angularRateRads !== null) !== hasGyroscope) {
      const what = hasGyroscope ? "the angular rate is missing" : "there is an angular rate";
      throw new RetrowalkError(what, {
        where,
        remedy: "say hasGyroscope as the samples have it",
      });
    }
    let last = this.#startS === null ? -Infinity : this.#startS + this.#lastS;
    for (let i = 0; i < timeS.length; i++) {
      // a time that is no number is not newer either
      if (!(timeS[i] > last && timeS[i] < Infinity)) {
        throw new RetrowalkError(`samples go back from ${last.toFixed(3)} s`, {
          where,
          remedy: "push samples in time order, each once",
        });
      }
      last = timeS[i];
    }
  }

  #eventOf(one: Outcome): TrackerEvent {
    switch (one.kind) {
      case "found": {
        const timeS = rounded((one.first + one.step.sample) * PERIOD_S, 3);
        return { kind: "step", timeS };
      }
      case "heard": {
        const { sample, direction, probability, reason } = one.answer;
        const timeS = rounded((one.first + sample) * PERIOD_S, 3);
        return {
          kind: "direction",
          timeS,
          direction,
          probability: rounded(probability, 4),
          reason,
        };
      }
      case "cut": {
        const steps = stepsOf(one, this.#asking.placement);
        return { kind: "bout", bout: boutOf(one, this.#asking), steps };
      }
      case "lost":
        return { kind: "notice", timeS: rounded(one.index * PERIOD_S, 3), text: one.reason };
    }
  }
}

interface Values {
  readonly timeS: Float64Array;
  readonly values: Float64Array;
}

/** Whether a sensor can have told a value, in m/s² or rad/s. */
function isTold(value: number): boolean {
  return Math.abs(value) < MOST;
}

/** The samples whose values were all told. */
function measuredOf({ timeS, values }: Values): Values {
  if (values.every(isTold)) return { timeS, values };
  const kept = [...timeS.keys()].filter((i) =>
    values.subarray(i * VALUES, (i + 1) * VALUES).every(isTold),
  );
  const good = new Float64Array(kept.length * VALUES);
  kept.forEach((i, k) => good.set(values.subarray(i * VALUES, (i + 1) * VALUES), k * VALUES));
  return { timeS: Float64Array.from(kept, (i) => timeS[i]), values: good };
}
