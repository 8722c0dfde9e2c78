/**
 * The session of this page: sensors, engine, voice and store joined, and signals to show.
 *
 * One at a time; it lives on while its person looks at other screens of the app.
 */

import { batch, signal } from "@preact/signals";

import { language } from "../i18n/language.ts";
import { Wearer, type Placement, type Recording } from "../recording.ts";
import { accessOf, askAccess, type Access, type AccessScope } from "../sensors/access.ts";
import { readHeartRate } from "../sensors/heart_rate.ts";
import { followPosition, type Position } from "../sensors/positions.ts";
import type { SelfTestFinding } from "../sensors/self_test.ts";
import { settings } from "../settings.ts";
import { store } from "../store/opened.ts";
import { ARM_PLACEMENTS } from "../tracker/steps.ts";
import { fixedMessage } from "./announcements.ts";
import { Awake, watchBattery } from "./awake.ts";
import { Engine, type EngineEvent, type Options, type View } from "./engine.ts";
import { listenToHeadset } from "./headset.ts";
import { Listening } from "./listening.ts";
import { Metronome } from "./metronome.ts";
import { keepSession } from "./result.ts";
import { Speaker } from "./speaking.ts";
import { Vault, type Header } from "./vault.ts";

/** What today's plan asks of a walk. */
export interface Target {
  /** Seconds to walk backward, or null. */
  readonly backwardS: number | null;
  /** For the metronome, or null. */
  readonly cadenceSpm: number | null;
}

const TICK_MS = 250;
const SAVE_MS = 1000;

/** Shown while nothing goes on. */
const IDLE: View = new Engine(optionsOf({ backwardS: null, cadenceSpm: null })).view;

export const view = signal<View>(IDLE);
/** Whether a session goes on, from the choice of the placement to its end. */
export const isLive = signal(false);
export const access = signal<Access>(accessOf(globalThis as unknown as AccessScope));
export const finding = signal<SelfTestFinding | null>(null);
/** What the plan asks of the session that goes on. */
export const goal = signal<Target>({ backwardS: null, cadenceSpm: null });
/** The sentence that was said last. */
export const spoken = signal("");
/** The pocket screen: black, deaf to touches. */
export const isPocket = signal(false);
export const heartRate = signal<number | null>(null);
/** What went wrong and should be shown, or null. */
export const failure = signal<unknown>(null);
/** Walks whose page was closed, the newest first. */
export const unfinished = signal<readonly Header[]>([]);

function optionsOf(target: Target): Options {
  return {
    wearer: new Wearer({ heightM: settings.value.heightM }),
    scale: null,
    telling: settings.value.telling,
    targetS: target.backwardS,
    now: Date.now,
  };
}

let vault: Promise<Vault> | null = null;

function safe(): Promise<Vault> {
  vault ??= Vault.open();
  return vault;
}

/** Everything of one session that has to be ended with it. */
class Live {
  readonly id: string;
  readonly madeAt: string;
  readonly target: Target;
  readonly engine: Engine;
  readonly speaker = new Speaker(
    () => ({
      language: language.value,
      voice: settings.value.voice,
      vibration: settings.value.vibration,
    }),
    (text) => {
      spoken.value = text;
    },
  );
  readonly listening = new Listening((samples) => this.#heard(samples));
  readonly #metronome = new Metronome(() => this.speaker.audio);
  readonly #awake = new Awake();
  readonly #ends: (() => void)[] = [];
  readonly #rates: { readonly timeS: number; readonly bpm: number }[] = [];
  readonly #positions: Position[] = [];
  #savedMs = 0;
  #isEnded = false;

  constructor(engine: Engine, target: Target, id: string, madeAt: string) {
    this.engine = engine;
    this.target = target;
    this.id = id;
    this.madeAt = madeAt;
    const timer = setInterval(() => this.#tick(), TICK_MS);
    const onVisible = (): void => this.#seen();
    const onHide = (): void => void this.save();
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("pagehide", onHide);
    this.#ends.push(() => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("pagehide", onHide);
    });
  }

  /** Begin to listen; inside a tap. */
  begin(): void {
    this.speaker.unlock();
    this.speaker.start();
    this.#awake.start();
    this.#ends.push(
      listenToHeadset("Retrowalk", {
        onPause: () => this.take(this.engine.pause()),
        onPlay: () => this.take(this.engine.resume()),
      }),
    );
    void watchBattery(() => this.speaker.say(fixedMessage("battery"))).then((end) => this.onEnd(end));
    this.listening.start().catch((error: unknown) => {
      failure.value = error;
    });
  }

  onEnd(end: () => void): void {
    if (this.#isEnded) end();
    else this.#ends.push(end);
  }

  onRate(bpm: number): void {
    heartRate.value = bpm;
    const { walking } = this.engine;
    if (walking !== null && walking.samples.length) this.#rates.push({ timeS: walking.timeS, bpm });
  }

  onPosition(position: Position): void {
    if (this.engine.walking !== null) this.#positions.push(position);
  }

  take(events: readonly EngineEvent[]): void {
    for (const event of events) {
      if (event.kind === "say") this.speaker.say(event.message);
      else if (event.kind === "beat") this.speaker.beat();
      else this.#phase();
    }
    if (events.length) this.show();
  }

  show(): void {
    batch(() => {
      view.value = this.engine.view;
      finding.value = this.engine.finding(performance.now() / 1000);
    });
  }

  /** Keep what is not kept yet. */
  async save(): Promise<void> {
    this.#savedMs = Date.now();
    const chunks = this.engine.takeUnsaved();
    const { header } = this.engine;
    const whole = header === null ? null : { ...header, id: this.id, madeAt: this.madeAt };
    try {
      await (await safe()).add(this.id, whole, chunks);
    } catch (error) {
      // the walk goes on without a safety copy; whoever looks is told
      failure.value = error;
    }
  }

  end(): void {
    this.#isEnded = true;
    this.listening.stop();
    this.#metronome.stop();
    this.#awake.stop();
    for (const end of this.#ends.splice(0)) end();
    // the last sentence is let out
    setTimeout(() => this.speaker.stop(), 5000);
    heartRate.value = null;
  }

  async keep(): Promise<string | null> {
    const finished = this.engine.finish();
    if (finished === null || finished.samples.timeS.length < 2) return null;
    return keepSession(await store(), finished, {
      language: language.value,
      device: navigator.userAgent,
      heartRate: this.#rates,
      positions: this.#positions,
    });
  }

  #heard(samples: Recording): void {
    this.take(this.engine.push(samples));
  }

  #phase(): void {
    const { phase } = this.engine;
    const { cadenceSpm } = this.target;
    const beats = phase === "walking" && settings.value.metronome && cadenceSpm !== null;
    if (beats) this.#metronome.start(cadenceSpm);
    else this.#metronome.stop();
    if (phase === "stuck") isPocket.value = false;
  }

  #tick(): void {
    this.engine.tick(performance.now() / 1000);
    if (this.engine.phase === "testing") this.listening.check();
    this.show();
    if (Date.now() - this.#savedMs >= SAVE_MS) void this.save();
  }

  #seen(): void {
    if (document.visibilityState === "hidden") {
      this.engine.interrupt();
      void this.save();
    } else this.take(this.engine.uninterrupt());
  }
}

let live: Live | null = null;

function begun(engine: Engine, target: Target, id: string, madeAt: string): Live {
  live?.end();
  const made = new Live(engine, target, id, madeAt);
  live = made;
  failure.value = null;
  spoken.value = "";
  isLive.value = true;
  goal.value = target;
  made.show();
  return made;
}

/** Ask for the sensors; inside a tap. */
export async function allow(): Promise<void> {
  access.value = await askAccess(globalThis as unknown as AccessScope);
}

/** Choose where the phone is and begin the sensor check; inside a tap. */
export function begin(placement: Placement, target: Target): void {
  const made = begun(
    new Engine(optionsOf(target)),
    target,
    crypto.randomUUID(),
    new Date().toISOString(),
  );
  made.take(made.engine.place(placement, performance.now() / 1000));
  made.begin();
}

/** Check the sensors once more. */
export function checkAgain(): void {
  const { placement } = live?.engine ?? {};
  if (live && placement) live.take(live.engine.place(placement, performance.now() / 1000));
}

/** The phone goes where it is worn. */
export function countDown(): void {
  if (live === null) return;
  const { placement } = live.engine;
  isPocket.value = placement !== null && !ARM_PLACEMENTS.has(placement);
  live.take(live.engine.countDown());
}

/** Walk without a direction where the calibration does not work. */
export function goUncalibrated(): void {
  if (live !== null) live.take(live.engine.skipCalibration());
}

export function pause(): void {
  if (live !== null) live.take(live.engine.pause());
}

export function resume(): void {
  if (live !== null) live.take(live.engine.resume());
}

/** Let the person choose a heart-rate strap; inside a tap. */
export async function addHeartRate(): Promise<void> {
  const mine = live;
  if (mine === null) return;
  try {
    const end = await readHeartRate(
      navigator,
      ({ bpm }) => mine.onRate(bpm),
      () => {
        heartRate.value = null;
      },
    );
    mine.onEnd(end);
  } catch (error) {
    failure.value = error;
  }
}

/** Follow where the phone is, because the person asked for it. */
export function addPositions(onDenied: () => void): void {
  const mine = live;
  if (mine === null) return;
  mine.onEnd(followPosition(navigator, (position) => mine.onPosition(position), onDenied));
}

/**
 * End the walk and keep it.
 *
 * @returns the id of its `walk` record, or null where nothing was walked yet.
 */
export async function finish(): Promise<string | null> {
  const mine = live;
  if (mine === null) return null;
  mine.speaker.say(fixedMessage("ended"));
  await mine.save();
  const kept = await mine.keep();
  await (await safe()).remove(mine.id);
  close(mine);
  return kept;
}

/** End the walk, keep it, and calibrate for another one. */
export async function calibrateAgain(): Promise<void> {
  const before = live;
  const placement = before?.engine.placement;
  if (before === null || !placement) return;
  await finish();
  begin(placement, before.target);
}

/** Leave without keeping anything. */
export async function discard(): Promise<void> {
  const mine = live;
  if (mine === null) return;
  close(mine);
  await mine.save();
  await (await safe()).remove(mine.id);
}

function close(mine: Live): void {
  mine.end();
  if (live === mine) live = null;
  batch(() => {
    isLive.value = false;
    isPocket.value = false;
    view.value = IDLE;
    finding.value = null;
  });
}

/** Look for walks whose page was closed; shorter ones than this are not worth a question. */
const SHORTEST_CHUNKS = 5;

export async function findUnfinished(): Promise<void> {
  const kept = await safe();
  const found: Header[] = [];
  for (const header of await kept.unfinished()) {
    if (header.id === live?.id) continue;
    const walked = (await kept.chunks(header.id)).filter(({ part }) => part === "walk");
    if (walked.length >= SHORTEST_CHUNKS) found.push(header);
    else await kept.remove(header.id);
  }
  unfinished.value = found;
}

async function restored(header: Header): Promise<Engine> {
  const target = { backwardS: header.targetS, cadenceSpm: null };
  return Engine.restored(header, await (await safe()).chunks(header.id), optionsOf(target));
}

/** Go on with a walk whose page was closed; inside a tap. */
export async function goOn(header: Header): Promise<void> {
  const target = { backwardS: header.targetS, cadenceSpm: null };
  const engine = await restored(header);
  begun(engine, target, header.id, header.madeAt).begin();
  unfinished.value = unfinished.value.filter(({ id }) => id !== header.id);
}

/** Keep a walk whose page was closed as far as it went; returns the id of its record. */
export async function keepUnfinished(header: Header): Promise<string | null> {
  const finished = (await restored(header)).finish();
  const id =
    finished === null
      ? null
      : await keepSession(await store(), finished, {
          language: language.value,
          device: navigator.userAgent,
          heartRate: [],
          positions: [],
        });
  await dropUnfinished(header);
  return id;
}

/** Throw a walk away whose page was closed. */
export async function dropUnfinished(header: Header): Promise<void> {
  await (await safe()).remove(header.id);
  unfinished.value = unfinished.value.filter(({ id }) => id !== header.id);
}
