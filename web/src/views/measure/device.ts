/** The phone while it measures: voice, tones, light, and the sensors with their sign. */

import { RetrowalkError } from "../../errors.ts";
import { filled, type Language, type Phrase } from "../../i18n/phrase.ts";
import { ACCESS_WORDS, askAccess } from "../../sensors/access.ts";
import type { OnSamples } from "../../sensors/base.ts";
import { DeviceMotionSource, type Sign } from "../../sensors/device_motion.ts";
import { isApple, signOf, type Angles } from "../../sensors/sign.ts";

const FIRST_SAMPLES_MS = 3000;
const HELD_SAMPLES = 30;
const GO_HZ = [660, 990] as const;
const DONE_HZ = [660, 440] as const;
const TONE_S = 0.22;

/** Samples that come, and how to end that. */
export interface Sensors {
  /** What the browser's acceleration is to be multiplied with. */
  readonly sign: Sign;
  stop(): void;
}

/**
 * Ask for the sensors and read them; only inside a tap, while the phone is held in the hand.
 *
 * @param onSamples acceleration as the browser gives it, the sign not applied.
 * @param language of what goes wrong.
 * @throws RetrowalkError not allowed, no https, or no samples within three seconds.
 */
export async function readSensors(onSamples: OnSamples, language: Language): Promise<Sensors> {
  const access = await askAccess(window);
  if (access !== "ready") throw new RetrowalkError(ACCESS_WORDS[access][language]);
  let angles: Angles | null = null;
  const turned = ({ beta, gamma }: DeviceOrientationEvent): void => {
    angles = beta === null || gamma === null ? null : { beta, gamma };
  };
  addEventListener("deviceorientation", turned);
  const source = new DeviceMotionSource(window, () => 1);
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  const held = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), FIRST_SAMPLES_MS);
    void source.start((samples) => {
      onSamples(samples);
      if (count >= HELD_SAMPLES) return;
      count += 1;
      for (const axis of [0, 1, 2] as const) sum[axis] += samples.accelerationMs2[axis] ?? 0;
      if (count === HELD_SAMPLES) resolve(true);
    });
  });
  const came = await held;
  removeEventListener("deviceorientation", turned);
  if (!came) {
    source.stop();
    throw new RetrowalkError(ACCESS_WORDS.absent[language]);
  }
  const mean = [sum[0] / count, sum[1] / count, sum[2] / count] as const;
  const { sign } = signOf(mean, angles, isApple(navigator.userAgent, navigator.maxTouchPoints));
  return { sign, stop: () => source.stop() };
}

/** Says words and sounds tones; without a voice the tones remain. */
export class Voice {
  readonly #audio = "AudioContext" in window ? new AudioContext() : null;
  readonly #language: Language;

  /** Made inside a tap, so that the phone lets it be heard. */
  constructor(language: Language) {
    this.#language = language;
    void this.#audio?.resume();
  }

  get isSpeaking(): boolean {
    return "speechSynthesis" in window && speechSynthesis.speaking;
  }

  say(words: Phrase, values: Readonly<Record<string, string | number>> = {}): void {
    if (!("speechSynthesis" in window)) return;
    const said = new SpeechSynthesisUtterance(filled(words[this.#language], values));
    said.lang = this.#language === "de" ? "de-DE" : "en-GB";
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  tone(kind: "go" | "done"): void {
    const audio = this.#audio;
    if ("vibrate" in navigator) navigator.vibrate(kind === "go" ? [200] : [200, 100, 200]);
    if (audio === null) return;
    (kind === "go" ? GO_HZ : DONE_HZ).forEach((hz, k) => {
      const [wave, volume] = [audio.createOscillator(), audio.createGain()];
      const startS = audio.currentTime + k * TONE_S;
      wave.frequency.value = hz;
      volume.gain.setValueAtTime(0.4, startS);
      volume.gain.exponentialRampToValueAtTime(0.001, startS + TONE_S);
      wave.connect(volume).connect(audio.destination);
      wave.start(startS);
      wave.stop(startS + TONE_S);
    });
  }

  close(): void {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
    void this.#audio?.close();
  }
}

/** Keep the screen on, also after the page was hidden; returns how to end that. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (isOver) void lock.release();
    } catch {
      // the battery is low: the screen may go dark, which the gap then shows
      lock = null;
    }
  };
  const seen = (): void => void ask();
  document.addEventListener("visibilitychange", seen);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", seen);
    void lock?.release();
  };
}

/** Browser and app in words, such as `Retrowalk; Chromium 140`; never more than that. */
export function softwareText(userAgent: string): string {
  const known: readonly (readonly [RegExp, string])[] = [
    [/Firefox\/(\d+)/, "Firefox"],
    [/Edg\/(\d+)/, "Edge"],
    [/SamsungBrowser\/(\d+)/, "Samsung Internet"],
    [/Chrome\/(\d+)/, "Chromium"],
    [/Version\/(\d+).*Safari/, "Safari"],
  ];
  for (const [pattern, name] of known) {
    const found = pattern.exec(userAgent);
    if (found !== null) return `Retrowalk; ${name} ${found[1]}`;
  }
  return "Retrowalk";
}
