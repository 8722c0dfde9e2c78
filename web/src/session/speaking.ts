/**
 * Says messages: the voice of the language, or tones where there is none, and a vibration.
 *
 * A browser lets a page speak and sound only after a tap: `unlock` belongs into one.
 */

import type { Language } from "../i18n/phrase.ts";
import type { Message } from "./announcements.ts";
import { click } from "./metronome.ts";
import { Queue, textOf } from "./queue.ts";

const EVERY_MS = 200;
const TONES: Readonly<Record<Message["tone"], readonly number[]>> = {
  rise: [520, 780],
  fall: [620, 410],
  even: [620, 620],
};
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE" };
/** A voice that does not end is not waited for longer. */
const LONGEST_MS = 15_000;

/** How a person wants to hear it. */
export interface Manner {
  readonly language: Language;
  readonly voice: boolean;
  readonly vibration: boolean;
}

export class Speaker {
  readonly #queue = new Queue();
  readonly #manner: () => Manner;
  readonly #onSaid: (text: string) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #audio: AudioContext | null = null;
  #speakingUntilMs = 0;

  /**
   * @param manner asked for each message, so that a change of language is followed.
   * @param onSaid the sentence, for those who read it.
   */
  constructor(manner: () => Manner, onSaid: (text: string) => void) {
    this.#manner = manner;
    this.#onSaid = onSaid;
  }

  /** Of the tones; null before `unlock`. */
  get audio(): AudioContext | null {
    return this.#audio;
  }

  /** Make sound possible; inside a tap. */
  unlock(): void {
    if (typeof AudioContext !== "undefined") {
      this.#audio ??= new AudioContext();
      void this.#audio.resume().catch(() => undefined);
    }
    if (typeof speechSynthesis !== "undefined") {
      // some browsers look for voices only when they are asked
      speechSynthesis.getVoices();
      const silent = new SpeechSynthesisUtterance(" ");
      silent.volume = 0;
      speechSynthesis.speak(silent);
    }
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#next(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#queue.clear();
    void this.#audio?.close().catch(() => undefined);
    this.#audio = null;
  }

  say(message: Message): void {
    this.#queue.offer(message, Date.now());
    this.#next();
  }

  /** A tone for a step. */
  beat(): void {
    if (this.#audio?.state === "running") click(this.#audio, this.#audio.currentTime, 880, 0.06, 0.4);
  }

  #next(): void {
    const now = Date.now();
    const isSpeaking = now < this.#speakingUntilMs;
    const message = this.#queue.take(now, isSpeaking);
    if (message === null) return;
    const { language, voice, vibration } = this.#manner();
    const text = textOf(message, language);
    this.#onSaid(text);
    if (vibration) vibrate(message.vibrate);
    const spoken = voice ? voiceOf(language) : null;
    if (spoken === null) this.#tones(message.tone);
    else this.#speak(text, spoken, language);
  }

  #speak(text: string, voice: SpeechSynthesisVoice, language: Language): void {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = LOCALES[language];
    this.#speakingUntilMs = Date.now() + LONGEST_MS;
    const ended = (): void => {
      this.#speakingUntilMs = 0;
    };
    utterance.addEventListener("end", ended);
    utterance.addEventListener("error", ended);
    speechSynthesis.speak(utterance);
  }

  #tones(tone: Message["tone"]): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    TONES[tone].forEach((hz, k) => click(audio, audio.currentTime + 0.18 * k, hz, 0.16, 0.4));
  }
}

/** A voice of the language, one on the device before one of a service; null where there is none. */
function voiceOf(language: Language): SpeechSynthesisVoice | null {
  if (typeof speechSynthesis === "undefined") return null;
  const mine = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(language));
  // a voice of a service would send the sentences away
  return mine.find(({ localService }) => localService) ?? null;
}

function vibrate(pattern: readonly number[]): void {
  if (typeof navigator.vibrate === "function") navigator.vibrate([...pattern]);
}
