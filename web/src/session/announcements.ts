/**
 * What is said while somebody walks, as a table: when, what, how urgent.
 *
 *     Seen (what is known now) ── rules, in order ──> Message ──> `queue.ts` says when
 *
 * A rule that fired stays quiet for `againS`; one with a `mark` fires when its mark grows.
 */

import type { Phrase } from "../i18n/phrase.ts";
import type { Direction } from "../tracker/base.ts";
import type { Counts } from "./counting.ts";
import { RULES } from "./rules.ts";

/** What a rule may look at. */
export interface Seen {
  /** On the walk's clock. */
  readonly timeS: number;
  /** What was heard last; still where nobody walks. */
  readonly direction: Direction;
  /** How long it has been that. */
  readonly forS: number;
  readonly steps: Counts;
  readonly durationS: Counts;
  /** How long nobody has walked; 0 while somebody walks and before the first step. */
  readonly standingS: number;
  /** When that began, or null. */
  readonly standingFromS: number | null;
  /** Whether the phone has rested for some seconds right now. */
  readonly isQuiet: boolean;
  /** Of the last strides, or null. */
  readonly strideTimeCv: number | null;
  /** Seconds to walk backward, or null. */
  readonly targetS: number | null;
  readonly telling: "minutes" | "steps";
  /** The parts of the walk, where the plan has some. */
  readonly parts: Parts | null;
  /** The task for the mind that was chosen for it, or null. */
  readonly task: GivenTask | null;
}

/** A task for the mind while walking. */
export interface GivenTask {
  readonly id: string;
  /** The whole task, as it is said. */
  readonly say: Phrase;
}

/** A walk in parts with rests between them. */
export interface Parts {
  readonly count: number;
  /** Seconds backward in each. */
  readonly lengthS: number;
  readonly restS: number;
}

export type Values = Readonly<Record<string, string | number | Phrase>>;

/** Something to say. */
export interface Message {
  readonly id: string;
  /** Higher goes first. */
  readonly priority: number;
  readonly words: Phrase;
  readonly values: Values;
  /** Milliseconds of vibration and rest, in turns. */
  readonly vibrate: readonly number[];
  /** After so long it is not said any more. */
  readonly staleS: number;
  /** Where there is no voice: rising for good news, falling for a warning, even for the rest. */
  readonly tone: "rise" | "fall" | "even";
}

/** Remembers what was said and tells what is to be said. */
export class Announcer {
  readonly #saidS = new Map<string, number>();
  readonly #marks = new Map<string, number>();
  /** The direction that was said last. */
  said: Direction | null = null;

  /** What is to be said now. */
  due(seen: Seen): Message[] {
    const found: Message[] = [];
    for (const rule of RULES) {
      if (seen.timeS - (this.#saidS.get(rule.id) ?? -Infinity) < rule.againS) continue;
      const now = { ...seen, said: this.said };
      const mark = rule.mark?.(now) ?? null;
      if (mark !== null && mark <= (this.#marks.get(rule.id) ?? 0)) continue;
      if (!rule.when(now)) continue;
      this.#saidS.set(rule.id, seen.timeS);
      if (mark !== null) this.#marks.set(rule.id, mark);
      if (rule.tells !== undefined) this.said = rule.tells;
      found.push({
        id: rule.id,
        priority: rule.priority,
        words: rule.words,
        values: rule.values?.(now) ?? {},
        vibrate: rule.vibrate ?? [200],
        staleS: rule.staleS ?? 6,
        tone: rule.tone ?? "even",
      });
    }
    return found;
  }

  /** Nothing of what is true now is news, as after a walk that was picked up again. */
  knows(seen: Seen): void {
    this.due(seen);
  }
}
