/**
 * When messages are said: one after the other, the urgent first, never two within 2.5 s.
 *
 * Pure: the clock comes from outside.
 */

import { filled, type Language, type Phrase } from "../i18n/phrase.ts";
import type { Message } from "./announcements.ts";

/** From the beginning of one to the beginning of the next. */
export const APART_MS = 2500;

interface Waiting {
  readonly message: Message;
  readonly atMs: number;
}

/** Messages that wait for their turn. */
export class Queue {
  #waiting: Waiting[] = [];
  #lastMs = -Infinity;

  /** Add one; it takes the place of an older one of its kind. */
  offer(message: Message, nowMs: number): void {
    this.#waiting = this.#waiting.filter((one) => one.message.id !== message.id);
    this.#waiting.push({ message, atMs: nowMs });
  }

  /**
   * The next one to say, or null.
   *
   * @param nowMs the time.
   * @param isSpeaking whether one is still being said.
   */
  take(nowMs: number, isSpeaking: boolean): Message | null {
    this.#waiting = this.#waiting.filter(
      ({ message, atMs }) => nowMs - atMs <= 1000 * message.staleS,
    );
    if (isSpeaking || nowMs - this.#lastMs < APART_MS || !this.#waiting.length) return null;
    // of equal ones the older
    const next = this.#waiting.reduce((best, one) =>
      one.message.priority > best.message.priority ? one : best,
    );
    this.#waiting = this.#waiting.filter((one) => one !== next);
    this.#lastMs = nowMs;
    return next.message;
  }

  /** Forget all that waits. */
  clear(): void {
    this.#waiting = [];
  }
}

/** A message in a language, as a sentence. */
export function textOf({ words, values }: Message, language: Language): string {
  const told = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" ? (value as Phrase)[language] : value,
    ]),
  );
  const text = filled(words[language], told);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
