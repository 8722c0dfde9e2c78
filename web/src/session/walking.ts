/**
 * A walk that is being tracked: samples in, counts and messages out.
 *
 *     samples ── kept (own clock, rounded) ──> Tracker ──> events ──> counts, evenness, rules
 *
 * Nothing here knows a screen or a browser.
 */

import type { Placement, Recording, Wearer } from "../recording.ts";
import { Direction, Knowledge } from "../tracker/base.ts";
import type { Calibration } from "../tracker/calibration.ts";
import { HANDLED, REWORN } from "../tracker/outcomes.ts";
import type { PersonalScale } from "../tracker/personal.ts";
import { ARM_PLACEMENTS, LEG_PLACEMENTS } from "../tracker/steps.ts";
import { Tracker, type TrackerEvent } from "../tracker/stream.ts";
import { GAP_S } from "../tracker/timebase.ts";
import { Announcer, type GivenTask, type Message, type Parts, type Seen } from "./announcements.ts";
import { fixedMessage } from "./fixed.ts";
import { Counting, Evenness, type Counts } from "./counting.ts";
import { Heading } from "./heading.ts";
import { Quiet } from "./quiet.ts";
import { Samples, keptOf, partsOf } from "./keeping.ts";

/** What is told of a walk while it goes on. */
export interface Given {
  readonly placement: Placement;
  readonly wearer: Wearer;
  readonly scale: PersonalScale | null;
  readonly telling: "minutes" | "steps";
  /** Seconds to walk backward, or null. */
  readonly targetS: number | null;
  readonly parts: Parts | null;
  readonly task: GivenTask | null;
}

/** An interval of the walk without walking. */
export interface Pause {
  readonly start_s: number;
  readonly end_s: number;
  readonly why: "button" | "standing";
}

/** A half second is answered so long after it (docs/streaming.md), and a little for the way here. */
const HEARD_LEG_S = 2.6;
const HEARD_TRUNK_S = 4.1;
/** A phone that rests for so long is not walked with. */
const RESTS_S = 1.5;
/** Standing for so long is kept as a pause, and said. */
const PAUSE_S = 3;
/** Shorter holes are not worth a word. */
const TOLD_GAP_S = 1.5;
/** Length of the hole that an interruption leaves at least. */
const LEAST_GAP_S = GAP_S + 0.05;

export class Walking {
  readonly given: Given;
  readonly samples = new Samples();
  readonly #announcer = new Announcer();
  #calibration: Calibration | null;
  #counting = new Counting();
  #events: TrackerEvent[] = [];
  readonly pauses: Pause[] = [];
  #evenness = new Evenness();
  #tracker: Tracker | null = null;
  #hasGyroscope = true;
  /** Source clock at the walk's zero. */
  #startS: number | null = null;
  #lastS = 0;
  #wasInterrupted = false;
  /** Where samples of a new source begin at least. */
  #resumeS = 0;
  #askedS = -Infinity;
  #pausedS: number | null = null;
  #standingFromS: number | null = null;
  /** The last rest of the phone. */
  #rest: { readonly fromS: number; readonly untilS: number } | null = null;
  /** The first step after it. */
  #againS: number | null = null;
  readonly #heading = new Heading();
  readonly #quiet = new Quiet();

  constructor(given: Given, calibration: Calibration | null) {
    this.given = given;
    this.#calibration = calibration;
  }

  /** What it is tracked with; null from the start, or once the phone may sit differently on a leg. */
  get calibration(): Calibration | null {
    return this.#calibration;
  }

  get counting(): Counting {
    return this.#counting;
  }

  /** All that the tracker told. */
  get events(): readonly TrackerEvent[] {
    return this.#events;
  }

  /** Time of the last sample on the walk's clock. */
  get timeS(): number {
    return this.#lastS;
  }

  get isPaused(): boolean {
    return this.#pausedS !== null;
  }

  /** What is heard now; still where nobody walks. */
  get direction(): Direction {
    return this.standingS > 0 ? Direction.STILL : this.#heading.direction;
  }

  /** Why the direction is unknown, in the tracker's words, or null. */
  get reason(): string | null {
    return this.direction === Direction.UNKNOWN ? this.#heading.reason : null;
  }

  get knowledge(): Knowledge {
    return this.calibration === null ? Knowledge.UNKNOWN : Knowledge.CALIBRATED;
  }

  get steps(): Counts {
    return this.counting.steps;
  }

  /** How long nobody has walked: by the rest of the phone at once, else by the tracker's silence. */
  get standingS(): number {
    const { heardS, stepS } = this.#heading;
    if (heardS === null) return 0;
    const late = LEG_PLACEMENTS.has(this.given.placement) ? HEARD_LEG_S : HEARD_TRUNK_S;
    const silentS = Math.max(0, this.#lastS - heardS - late - 0.5);
    // after a rest somebody walks again with the first step that is told
    const rest = this.#rest;
    return rest !== null && stepS < rest.untilS ? this.#lastS - rest.fromS : silentS;
  }

  get seen(): Seen {
    return {
      timeS: this.#lastS,
      direction: this.direction,
      forS: this.#heading.forS,
      steps: this.steps,
      durationS: this.counting.durationS,
      standingS: this.standingS,
      standingFromS: this.#standingFromS,
      isQuiet: this.#quiet.forS > PAUSE_S,
      strideTimeCv: this.#evenness.strideTimeCv,
      targetS: this.given.targetS,
      telling: this.given.telling,
      parts: this.given.parts,
      task: this.given.task,
    };
  }

  /** The next samples leave a hole before them, however the source's clock went. */
  interrupted(): void {
    this.#wasInterrupted = true;
  }

  /** Samples of a new source begin at least so far on the walk's clock. */
  resumeAt(timeS: number): void {
    this.#startS = null;
    this.#resumeS = timeS;
  }

  pause(): void {
    this.#pausedS ??= this.#lastS;
  }

  resume(): void {
    if (this.#pausedS === null) return;
    this.#paused(this.#pausedS, this.#lastS, "button");
    this.#pausedS = null;
  }

  /**
   * Add samples on the source's clock.
   *
   * @returns what is to be said.
   */
  push(samples: Recording): Message[] {
    const before = this.samples.length ? this.#lastS : null;
    const kept = this.#kept(samples);
    if (!kept.timeS.length) return [];
    const messages = this.#taken(kept);
    const gapS = before === null ? 0 : kept.timeS[0] - before;
    if (gapS > TOLD_GAP_S) messages.unshift(fixedMessage("gap", { seconds: Math.round(gapS) }));
    return messages;
  }

  /** Take samples that were kept before; nothing is said. */
  replay(kept: Recording): void {
    if (kept.timeS.length) this.#taken(kept);
  }

  /** No more samples come. */
  finish(): void {
    this.resume();
    this.#endStanding();
    if (this.#tracker !== null) this.#heard(this.#tracker.finish());
  }

  /** On the walk's clock and rounded; samples that cannot follow are left out. */
  #kept(samples: Recording): Recording {
    if (!samples.timeS.length) return samples;
    if (this.#startS === null) {
      const least = this.samples.length ? this.#lastS + LEAST_GAP_S : 0;
      this.#startS = samples.timeS[0] - Math.max(least, this.#resumeS);
      this.#wasInterrupted = false;
    } else if (this.#wasInterrupted) {
      const gapS = samples.timeS[0] - this.#startS - this.#lastS;
      if (gapS < LEAST_GAP_S) this.#startS -= LEAST_GAP_S - gapS;
      this.#wasInterrupted = false;
    }
    if (!this.samples.length) this.#hasGyroscope = samples.angularRateRads !== null;
    const kept = keptOf(samples, this.#startS);
    if ((kept.angularRateRads !== null) !== this.#hasGyroscope) {
      if (this.#hasGyroscope) return { timeS: [], accelerationMs2: [], angularRateRads: [] };
      return { ...kept, angularRateRads: null };
    }
    return kept;
  }

  #taken(kept: Recording): Message[] {
    if (this.#tracker === null) {
      this.#hasGyroscope = kept.angularRateRads !== null;
      this.#tracker = this.#newTracker();
    }
    const events = this.#tracker.push(kept);
    this.#quiet.push(kept);
    this.samples.push(kept);
    this.#lastS = kept.timeS[kept.timeS.length - 1];
    const messages = this.#heard(events);
    if (messages.length && this.#calibration !== null && this.#isLeg) this.#learn();
    this.#followStanding();
    // the rules need no more than a few looks a second
    if (!events.length && this.#lastS - this.#askedS < 0.25) return messages;
    this.#askedS = this.#lastS;
    const due = this.#announcer.due(this.seen);
    return this.isPaused ? messages : [...messages, ...due];
  }

  #heard(events: readonly TrackerEvent[]): Message[] {
    const messages: Message[] = [];
    for (const event of events) {
      this.#events.push(event);
      this.#counting.push(event);
      if (event.kind === "step") {
        this.#evenness.push(event.timeS);
        this.#heading.step(event.timeS);
        if (event.timeS >= (this.#rest?.untilS ?? Infinity)) this.#againS ??= event.timeS;
      }
      if (event.kind === "direction") this.#heading.push(event);
      if (event.kind === "notice" && [REWORN, HANDLED].includes(event.text)) {
        if (ARM_PLACEMENTS.has(this.given.placement)) continue;
        messages.push(fixedMessage(this.#isLeg ? "learn_again" : "calibrate_again"));
      }
    }
    this.#heading.settle();
    return messages;
  }

  /**
   * Track without the calibration from the first sample on.
   *
   * A calibration holds until the phone may sit differently; after that a tracker that was given
   * one tells no direction any more, and one that was not learns anew. So one tracker answers for
   * the whole walk, and whoever reads its samples later finds the same.
   */
  #learn(): void {
    this.#calibration = null;
    this.#counting = new Counting();
    this.#evenness = new Evenness();
    this.#events = [];
    this.#tracker = this.#newTracker();
    const { recording } = this.samples;
    for (const part of partsOf(recording)) this.#heard(this.#tracker.push(part));
  }

  get #isLeg(): boolean {
    return LEG_PLACEMENTS.has(this.given.placement);
  }

  #newTracker(): Tracker {
    const { placement, wearer, scale } = this.given;
    const hasGyroscope = this.#hasGyroscope;
    return new Tracker(placement, { wearer, scale, calibration: this.#calibration, hasGyroscope });
  }

  #followStanding(): void {
    const restsS = this.#quiet.forS;
    if (restsS > RESTS_S) {
      const isSame = this.#rest !== null && this.#heading.stepS < this.#rest.untilS;
      const fromS = isSame && this.#rest !== null ? this.#rest.fromS : this.#lastS - restsS;
      this.#rest = { fromS, untilS: this.#lastS };
      this.#againS = null;
    }
    if (this.standingS === 0) this.#endStanding();
    else this.#standingFromS ??= this.#lastS - this.standingS;
  }

  #endStanding(): void {
    const fromS = this.#standingFromS;
    this.#standingFromS = null;
    if (fromS === null) return;
    const againS = this.#againS ?? this.#heading.fromS;
    const untilS = this.standingS > 0 ? this.#lastS : Math.max(fromS, againS);
    if (untilS - fromS >= PAUSE_S) this.#paused(fromS, untilS, "standing");
  }

  #paused(fromS: number, untilS: number, why: Pause["why"]): void {
    if (untilS <= fromS) return;
    const round = (value: number): number => Math.round(value * 1000) / 1000;
    this.pauses.push({ start_s: round(fromS), end_s: round(untilS), why });
  }
}
