/** Everything of one session that has to be begun and ended with it. */

import { batch } from "@preact/signals";

import { language } from "../i18n/language.ts";
import type { Recording } from "../recording.ts";
import type { Position } from "../sensors/positions.ts";
import { settings } from "../settings.ts";
import { store } from "../store/opened.ts";
import { fixedMessage } from "./fixed.ts";
import { Awake, watchBattery } from "./awake.ts";
import type { EngineEvent } from "./base.ts";
import type { Engine } from "./engine.ts";
import { listenToHeadset } from "./headset.ts";
import { Listening } from "./listening.ts";
import { Metronome } from "./metronome.ts";
import { keepSession } from "./result.ts";
import { failure, finding, heartRate, isPocket, spoken, view, type Target } from "./shown.ts";
import { Speaker } from "./speaking.ts";
import { Vault } from "./vault.ts";

const TICK_MS = 250;
const SAVE_MS = 1000;

let vault: Promise<Vault> | null = null;

/** Where samples are safe while a walk goes on. */
export function safe(): Promise<Vault> {
  vault ??= Vault.open();
  return vault;
}

/** One session of this page. */
export class Live {
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

  /** Other pages see that it goes on; the browser lets go when this page dies. */
  hold(): void {
    void navigator.locks?.request(
      this.id,
      () => new Promise<void>((resolve) => this.onEnd(resolve)),
    );
  }

  /** Begin to listen; inside a tap. */
  begin(): void {
    this.hold();
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
