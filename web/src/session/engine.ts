/**
 * A session as a state machine, fed with samples and the clock; no screen, no browser.
 *
 *     placing ─> testing ─> countdown ─> calibrating ─┬─> walking <─> paused ─> finished
 *                              ^             │        │
 *                              └── once more ┘   stuck (waist only)
 *
 * What comes out are events: something to say, a step to sound, another phase. What is shown is
 * read from `view`.
 */

import { walkOf } from "../contract.ts";
import type { Placement, Recording } from "../recording.ts";
import { SelfTest, type SelfTestFinding } from "../sensors/self_test.ts";
import { Direction, Knowledge } from "../tracker/base.ts";
import type { Calibration } from "../tracker/calibration.ts";
import { ARM_PLACEMENTS, LEG_PLACEMENTS } from "../tracker/steps.ts";
import { fixedMessage, type FixedName } from "./fixed.ts";
import type { EngineEvent, Finished, Options, Phase, View } from "./base.ts";
import { Calibrating } from "./calibrating.ts";
import type { Counts } from "./counting.ts";
import { keptOf } from "./keeping.ts";
import type { Chunk, Header } from "./vault.ts";
import { Walking } from "./walking.ts";

const COUNTDOWN_S = 6;
const COUNTDOWN_AGAIN_S = 3;
const ATTEMPTS = 2;
/** Seconds without samples after which the screen says so. */
const SILENT_S = 2;
const NO_STEPS: Counts = { backward: 0, forward: 0, sideways: 0, unknown: 0 };

export class Engine {
  readonly #options: Options;
  #phase: Phase = "placing";
  #placement: Placement | null = null;
  #test: SelfTest | null = null;
  #countdown: { fromS: number | null; lengthS: number } = { fromS: null, lengthS: COUNTDOWN_S };
  #countdownS = COUNTDOWN_S;
  #attempt = 0;
  #calibrating: Calibrating | null = null;
  #calibratingFromS: number | null = null;
  #calibrationMs: number | null = null;
  #walkedS = 0;
  #walking: Walking | null = null;
  #startMs: number | null = null;
  #isInterrupted = false;
  #wallS: number | null = null;
  #heardWallS: number | null = null;
  #savedSamples = 0;
  #savedCalibration = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get placement(): Placement | null {
    return this.#placement;
  }

  /** The walk, from its first sample on. */
  get walking(): Walking | null {
    return this.#walking;
  }

  get view(): View {
    const walking = this.#walking;
    return {
      phase: this.#phase,
      placement: this.#placement,
      countdownS: this.#countdownS,
      calibratedShare: Math.min(1, this.#walkedS / 12),
      attempt: this.#attempt,
      steps: walking?.steps ?? NO_STEPS,
      durationS: walking?.counting.durationS ?? NO_STEPS,
      walkS: walking?.timeS ?? 0,
      direction: walking?.direction ?? Direction.STILL,
      reason: walking?.reason ?? null,
      isStanding: (walking?.standingS ?? 0) > 3,
      knowledge: walking?.knowledge ?? Knowledge.UNKNOWN,
      isSilent: this.#isSilent,
    };
  }

  get #isSilent(): boolean {
    if (this.#wallS === null || !["countdown", "calibrating", "walking"].includes(this.#phase)) {
      return false;
    }
    return this.#wallS - (this.#heardWallS ?? this.#wallS) > SILENT_S;
  }

  /** Where the phone will be; the sensor check comes next. */
  place(placement: Placement, nowS: number): EngineEvent[] {
    this.#placement = placement;
    this.#test = new SelfTest(nowS);
    return this.#to("testing");
  }

  /** How the sensor check goes, or null outside it. */
  finding(nowS: number): SelfTestFinding | null {
    return this.#phase === "testing" ? (this.#test?.finding(nowS) ?? null) : null;
  }

  /** The last two seconds that the sensor check heard. */
  get tested(): Recording | null {
    return this.#test?.samples ?? null;
  }

  /** Begin to count down, after the sensor check or once more. */
  countDown(): EngineEvent[] {
    this.#attempt = 0;
    return this.#countDown(COUNTDOWN_S, "put_in");
  }

  /** Walk without a calibration, where the placement can do without. */
  skipCalibration(): EngineEvent[] {
    return this.#walk(null, "begin");
  }

  pause(): EngineEvent[] {
    if (this.#phase !== "walking") return [];
    this.#walking?.pause();
    return [say("pause"), ...this.#to("paused")];
  }

  resume(): EngineEvent[] {
    if (this.#phase !== "paused") return [];
    this.#walking?.resume();
    return [say("resume"), ...this.#to("walking")];
  }

  /** The screen went off or another page came to the front: what comes meanwhile is not used. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#walking?.interrupted();
  }

  /** The page is seen again. */
  uninterrupt(): EngineEvent[] {
    this.#isInterrupted = false;
    // a calibration with a hole in it begins again
    if (this.#phase === "calibrating") return this.#countDown(COUNTDOWN_AGAIN_S, "put_in");
    return [];
  }

  /** The wall clock goes on; tells silence. */
  tick(wallS: number): void {
    this.#wallS = wallS;
    this.#heardWallS ??= wallS;
  }

  /** Add samples on the source's clock. */
  push(samples: Recording): EngineEvent[] {
    if (!samples.timeS.length || this.#isInterrupted) return [];
    this.#heardWallS = this.#wallS;
    const nowS = samples.timeS[samples.timeS.length - 1];
    switch (this.#phase) {
      case "testing":
        this.#test?.push(samples);
        return [];
      case "countdown":
        return this.#counted(nowS);
      case "calibrating":
        return this.#calibrate(samples);
      case "walking":
      case "paused": {
        this.#startMs ??= this.#options.now();
        const messages = this.#walking?.push(samples) ?? [];
        return messages.map((message) => ({ kind: "say", message }));
      }
      default:
        return [];
    }
  }

  /** The walk is over. */
  finish(): Finished | null {
    const walking = this.#walking;
    const placement = this.#placement;
    if (walking === null || placement === null) return null;
    walking.finish();
    this.#phase = "finished";
    const startUtc = new Date(this.#startMs ?? this.#options.now()).toISOString();
    const samples = walking.samples.recording;
    const walk = walkOf({
      timeS: samples.timeS,
      events: walking.events,
      placement,
      knowledge: walking.knowledge,
      wearer: this.#options.wearer,
      source: "Retrowalk app",
      device: "",
      startUtc,
    });
    const calibration =
      walking.calibration === null ? null : (this.#calibrating?.samples.recording ?? null);
    const calibrationUtc = new Date(this.#calibrationMs ?? Date.parse(startUtc)).toISOString();
    const { pauses } = walking;
    const { scale, task } = this.#options;
    return { walk, samples, calibration, pauses, placement, startUtc, calibrationUtc, scale, task };
  }

  /** Samples that were not handed out before, to be kept safe. */
  takeUnsaved(): Chunk[] {
    const found: Chunk[] = [];
    const calibrating = this.#calibrating?.samples ?? null;
    if (calibrating !== null && calibrating.length > this.#savedCalibration) {
      const samples = calibrating.since(this.#savedCalibration);
      found.push({ part: "calibration", attempt: this.#attempt, samples });
      this.#savedCalibration = calibrating.length;
    }
    const walked = this.#walking?.samples ?? null;
    if (walked !== null && walked.length > this.#savedSamples) {
      found.push({ part: "walk", attempt: 0, samples: walked.since(this.#savedSamples) });
      this.#savedSamples = walked.length;
    }
    return found;
  }

  /** What the recovery has to know beside the samples. */
  get header(): Omit<Header, "id" | "madeAt"> | null {
    if (this.#placement === null || this.#startMs === null || this.#walking === null) return null;
    return {
      placement: this.#placement,
      startMs: this.#startMs,
      calibrationMs: this.#calibrationMs,
      isCalibrated: this.#walking.calibration !== null,
      attempt: this.#attempt,
      targetS: this.#options.targetS,
      parts: this.#options.parts,
      task: this.#options.task,
      pauses: this.#walking.pauses,
    };
  }

  /**
   * A walk that was not ended, as it was kept.
   *
   * @param header what was known.
   * @param chunks its samples in their order.
   * @param options as for a new session.
   */
  static restored(header: Header, chunks: readonly Chunk[], options: Options): Engine {
    const engine = new Engine({ ...options, ...askedOf(header) });
    engine.#placement = header.placement;
    engine.#attempt = header.attempt;
    engine.#startMs = header.startMs;
    engine.#calibrationMs = header.calibrationMs;
    let calibration: Calibration | null = null;
    if (header.isCalibrated) {
      const again = new Calibrating(header.placement);
      for (const { part, attempt, samples } of chunks) {
        if (part === "calibration" && attempt === header.attempt) again.push(samples);
      }
      engine.#calibrating = again;
      calibration = again.calibration();
      engine.#savedCalibration = again.samples.length;
    }
    const walking = new Walking(engine.#given(header.placement), calibration);
    for (const { part, samples } of chunks) if (part === "walk") walking.replay(samples);
    walking.pauses.splice(0, walking.pauses.length, ...header.pauses);
    walking.resumeAt((options.now() - header.startMs) / 1000);
    engine.#walking = walking;
    engine.#savedSamples = walking.samples.length;
    engine.#phase = "walking";
    return engine;
  }

  #given(placement: Placement): ConstructorParameters<typeof Walking>[0] {
    const { wearer, scale, telling, targetS, parts, task } = this.#options;
    return { placement, wearer, scale, telling, targetS, parts, task };
  }

  #to(phase: Phase): EngineEvent[] {
    this.#phase = phase;
    this.#heardWallS = this.#wallS;
    return [{ kind: "phase", phase }];
  }

  #countDown(lengthS: number, name: FixedName): EngineEvent[] {
    this.#countdown = { fromS: null, lengthS };
    this.#countdownS = lengthS;
    return [...this.#to("countdown"), say(name)];
  }

  #counted(nowS: number): EngineEvent[] {
    this.#countdown.fromS ??= nowS;
    this.#countdownS = Math.max(0, this.#countdown.lengthS - (nowS - this.#countdown.fromS));
    if (this.#countdownS > 0) return [];
    const placement = this.#placement as Placement;
    if (ARM_PLACEMENTS.has(placement) || !this.#hasGyroscope) return this.#walk(null, "begin");
    this.#attempt += 1;
    this.#calibrating = new Calibrating(placement);
    this.#calibratingFromS = null;
    this.#calibrationMs = null;
    this.#savedCalibration = 0;
    this.#walkedS = 0;
    return [...this.#to("calibrating"), say("calibrate")];
  }

  get #hasGyroscope(): boolean {
    return this.#test === null || this.#test.samples.angularRateRads !== null;
  }

  #calibrate(samples: Recording): EngineEvent[] {
    const calibrating = this.#calibrating as Calibrating;
    this.#calibratingFromS ??= samples.timeS[0];
    this.#calibrationMs ??= this.#options.now();
    const kept = keptOf(samples, this.#calibratingFromS);
    const beats = calibrating.push(kept);
    const events: EngineEvent[] = Array.from({ length: beats }, () => ({ kind: "beat" }));
    const result = calibrating.result(kept.timeS[kept.timeS.length - 1]);
    if (result.kind === "going") {
      this.#walkedS = result.walkedS;
      return events;
    }
    if (result.kind === "done") {
      return [...events, ...this.#walk(result.calibration, "calibrated")];
    }
    if (this.#attempt < ATTEMPTS) {
      return [...events, ...this.#countDown(COUNTDOWN_AGAIN_S, result.why)];
    }
    if (LEG_PLACEMENTS.has(this.#placement as Placement)) {
      return [...events, ...this.#walk(null, "uncalibrated")];
    }
    return [...events, ...this.#to("stuck"), say("stuck")];
  }

  #walk(calibration: Calibration | null, name: FixedName): EngineEvent[] {
    this.#walking = new Walking(this.#given(this.#placement as Placement), calibration);
    this.#startMs = null;
    this.#savedSamples = 0;
    return [...this.#to("walking"), say(name)];
  }
}

function askedOf({ targetS, parts, task = null }: Header): Pick<Options, "targetS" | "parts" | "task"> {
  return { targetS, parts, task };
}

function say(name: FixedName): EngineEvent {
  return { kind: "say", message: fixedMessage(name) };
}
