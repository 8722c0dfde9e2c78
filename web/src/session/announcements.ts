/**
 * What is said while somebody walks, as a table: when, what, how urgent.
 *
 *     Seen (what is known now) ── rules, in order ──> Message ──> `queue.ts` says when
 *
 * A rule that fired stays quiet for `againS`; one with a `mark` fires when its mark grows.
 */

import type { Phrase } from "../i18n/phrase.ts";
import { Direction } from "../tracker/base.ts";
import type { Counts } from "./counting.ts";

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
  /** Of the last strides, or null. */
  readonly strideTimeCv: number | null;
  /** Seconds to walk backward, or null. */
  readonly targetS: number | null;
  readonly telling: "minutes" | "steps";
  /** The parts of the walk, where the plan has some. */
  readonly parts: Parts | null;
}

/** A walk in parts with rests between them. */
export interface Parts {
  readonly count: number;
  /** Seconds backward in each. */
  readonly lengthS: number;
  readonly restS: number;
}

/** With the walking direction that was said last. */
type Now = Seen & { readonly said: Direction | null };

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

interface Rule {
  readonly id: string;
  readonly priority: number;
  readonly words: Phrase;
  readonly values?: (seen: Now) => Values;
  readonly when: (seen: Now) => boolean;
  readonly mark?: (seen: Now) => number;
  /** Seconds until it may be said again; Infinity for once. */
  readonly againS: number;
  readonly staleS?: number;
  readonly tone?: Message["tone"];
  readonly vibrate?: readonly number[];
  /** The direction it tells. */
  readonly tells?: Direction;
}

/** A direction has to be heard for so long before it is said (design choice). */
const HELD_S = 1.5;
/** Variation of stride time that is told as even and as uneven (design choices). */
const EVEN_CV = 0.05;
const UNEVEN_CV = 0.1;

/** Whole minutes in words. */
export function minutesText(minutes: number): Phrase {
  return minutes === 1
    ? { en: "one minute", de: "eine Minute" }
    : { en: `${minutes} minutes`, de: `${minutes} Minuten` };
}

function goes(seen: Now, direction: Direction): boolean {
  return seen.direction === direction && seen.forS >= HELD_S;
}

/** Parts that are done; the last one is told as the end of the walk. */
function partsDone({ parts, durationS }: Now): number {
  if (parts === null || parts.count < 2) return 0;
  return Math.min(parts.count - 1, Math.floor(durationS.backward / parts.lengthS));
}

const minutesOf = (seen: Now): number => Math.floor(seen.durationS.backward / 60);
const fiftiesOf = (seen: Now): number => Math.floor(seen.steps.backward / 50);

/** The rules, the most urgent first. */
export const RULES: readonly Rule[] = [
  {
    id: "stop",
    priority: 9,
    words: {
      en: "Stop. That was the walk of today. {steps} steps backward. Stand still, then end the walk.",
      de: "Stopp. Das war der Gang für heute. {steps} Schritte rückwärts. Bleiben Sie stehen und beenden Sie den Gang.",
    },
    values: (seen) => ({ steps: seen.steps.backward }),
    when: ({ targetS, durationS }) => targetS !== null && durationS.backward >= targetS,
    againS: Infinity,
    staleS: 30,
    vibrate: [400, 150, 400],
  },
  {
    id: "backward_first",
    priority: 7,
    words: { en: "I see you walking backward.", de: "Ich sehe, dass Sie rückwärts gehen." },
    when: (seen) => goes(seen, Direction.BACKWARD) && seen.steps.backward >= 3,
    againS: Infinity,
    tone: "rise",
    tells: Direction.BACKWARD,
  },
  {
    id: "forward",
    priority: 7,
    words: { en: "You are walking forward now.", de: "Sie gehen jetzt vorwärts." },
    // before the first backward steps a few forward ones to the rail are nothing to tell
    when: (seen) =>
      goes(seen, Direction.FORWARD) &&
      seen.said !== Direction.FORWARD &&
      (seen.said !== null || seen.steps.forward >= 12),
    againS: 5,
    tone: "fall",
    tells: Direction.FORWARD,
  },
  {
    id: "sideways",
    priority: 7,
    words: {
      en: "You are walking sideways. Turn your back to where you go.",
      de: "Sie gehen seitwärts. Drehen Sie den Rücken dorthin, wohin Sie gehen.",
    },
    when: (seen) => goes(seen, Direction.SIDEWAYS) && seen.said !== Direction.SIDEWAYS,
    againS: 10,
    tone: "fall",
    tells: Direction.SIDEWAYS,
  },
  {
    id: "backward_again",
    priority: 6,
    words: { en: "Backward again.", de: "Wieder rückwärts." },
    when: (seen) =>
      goes(seen, Direction.BACKWARD) && seen.said !== null && seen.said !== Direction.BACKWARD,
    againS: 3,
    tone: "rise",
    tells: Direction.BACKWARD,
  },
  {
    id: "unknown",
    priority: 4,
    words: {
      en: "I cannot tell the direction at the moment. I count your steps.",
      de: "Die Richtung kann ich gerade nicht erkennen. Ich zähle Ihre Schritte.",
    },
    when: (seen) => seen.direction === Direction.UNKNOWN && seen.forS >= 4,
    againS: 60,
    tone: "fall",
  },
  {
    id: "last_minute",
    priority: 6,
    words: { en: "Last minute.", de: "Die letzte Minute." },
    when: ({ targetS, durationS }) =>
      targetS !== null && targetS >= 120 && durationS.backward >= targetS - 60,
    againS: Infinity,
    staleS: 15,
  },
  {
    id: "part_done",
    priority: 6,
    words: {
      en: "Part {done} of {count} is done. Stand and rest for {rest} seconds.",
      de: "Teil {done} von {count} ist geschafft. Bleiben Sie stehen und ruhen Sie {rest} Sekunden.",
    },
    values: (seen) => ({
      done: partsDone(seen),
      count: seen.parts?.count ?? 0,
      rest: seen.parts?.restS ?? 0,
    }),
    when: ({ parts }) => parts !== null,
    mark: partsDone,
    againS: 0,
    staleS: 10,
    tone: "rise",
  },
  {
    id: "rest_over",
    priority: 6,
    words: {
      en: "Go on when you are ready.",
      de: "Gehen Sie weiter, wenn Sie so weit sind.",
    },
    when: ({ parts, standingS }) => parts !== null && standingS >= parts.restS,
    // once after each part
    mark: (seen) => (seen.standingS >= (seen.parts?.restS ?? Infinity) ? partsDone(seen) : -1),
    againS: 0,
    staleS: 15,
  },
  {
    id: "uneven",
    priority: 5,
    words: { en: "A little uneven: shorter steps.", de: "Etwas ungleichmäßig: kürzere Schritte." },
    when: (seen) => goes(seen, Direction.BACKWARD) && (seen.strideTimeCv ?? 0) > UNEVEN_CV,
    againS: 45,
    tone: "fall",
  },
  {
    id: "minutes",
    priority: 3,
    words: { en: "{minutes} backward, {steps} steps.", de: "{minutes} rückwärts, {steps} Schritte." },
    values: (seen) => ({ minutes: minutesText(minutesOf(seen)), steps: seen.steps.backward }),
    when: (seen) => seen.telling === "minutes",
    mark: minutesOf,
    againS: 0,
    staleS: 10,
  },
  {
    id: "fifty",
    priority: 3,
    words: { en: "{steps} steps backward.", de: "{steps} Schritte rückwärts." },
    values: (seen) => ({ steps: 50 * fiftiesOf(seen) }),
    when: (seen) => seen.telling === "steps",
    mark: fiftiesOf,
    againS: 0,
    staleS: 10,
  },
  {
    id: "steady",
    priority: 2,
    words: { en: "Steady.", de: "Gleichmäßig." },
    when: (seen) =>
      goes(seen, Direction.BACKWARD) &&
      seen.steps.backward >= 24 &&
      seen.strideTimeCv !== null &&
      seen.strideTimeCv < EVEN_CV,
    againS: 150,
    tone: "rise",
  },
  {
    id: "standing",
    priority: 2,
    words: { en: "Pause.", de: "Pause." },
    when: (seen) => seen.standingS > 3 && seen.said !== null,
    // once in each pause
    mark: (seen) => (seen.standingS > 3 ? Math.round(2 * (seen.timeS - seen.standingS)) : -1),
    againS: 20,
  },
];

const PRIORITY = 8;

function fixed(
  id: string,
  words: Phrase,
  more: Partial<Omit<Message, "id" | "words">> = {},
): Message {
  return {
    id,
    words,
    values: {},
    priority: PRIORITY,
    vibrate: [200],
    staleS: 20,
    tone: "even",
    ...more,
  };
}

/** What is said at fixed points of a session, by name. */
export const FIXED = {
  put_in: fixed("put_in", {
    en: "Put the phone where you will wear it. Then stand still.",
    de: "Stecken Sie das Telefon dorthin, wo Sie es tragen. Dann stehen Sie still.",
  }),
  calibrate: fixed("calibrate", {
    en: "Walk forward as usual.",
    de: "Gehen Sie vorwärts wie gewohnt.",
  }),
  too_short: fixed("too_short", {
    en: "That was too short. Once more: walk forward for twelve seconds, without long stops.",
    de: "Das war zu kurz. Noch einmal: Gehen Sie zwölf Sekunden vorwärts, ohne lange Halte.",
  }),
  uneven: fixed("uneven_calibration", {
    en: "The steps differed too much. Once more: walk forward, straight and at an even pace.",
    de: "Die Schritte waren zu verschieden. Noch einmal: Gehen Sie vorwärts, geradeaus und gleichmäßig.",
  }),
  was_backward: fixed("was_backward", {
    en: "That looked like walking backward. Once more: walk forward as usual.",
    de: "Das sah nach Rückwärtsgehen aus. Noch einmal: Gehen Sie vorwärts wie gewohnt.",
  }),
  calibrated: fixed(
    "calibrated",
    {
      en: "Thank you. Stop. Calibrated. Hold the rail, look over your shoulder once, and turn round when you are ready.",
      de: "Danke. Stopp. Kalibriert. Halten Sie sich fest, sehen Sie einmal über die Schulter und drehen Sie sich um, wenn Sie so weit sind.",
    },
    { tone: "rise" },
  ),
  uncalibrated: fixed("uncalibrated", {
    en: "I learn it while you walk. Stop, look over your shoulder once, and turn round when you are ready.",
    de: "Ich lerne es beim Gehen. Stopp. Sehen Sie einmal über die Schulter und drehen Sie sich um, wenn Sie so weit sind.",
  }),
  begin: fixed("begin", {
    en: "Look over your shoulder once, then walk backward.",
    de: "Sehen Sie einmal über die Schulter, dann gehen Sie rückwärts.",
  }),
  stuck: fixed("stuck", {
    en: "The calibration did not work. Stop and look at the phone.",
    de: "Die Kalibrierung hat nicht geklappt. Bleiben Sie stehen und sehen Sie auf das Telefon.",
  }, { tone: "fall" }),
  pause: fixed("pause", { en: "Pause. I keep watching.", de: "Pause. Ich sehe weiter zu." }),
  resume: fixed("resume", { en: "We go on.", de: "Es geht weiter." }),
  gap: fixed(
    "gap",
    {
      en: "I saw nothing for {seconds} seconds. Nothing was counted there.",
      de: "{seconds} Sekunden lang habe ich nichts gesehen. Dort wurde nichts gezählt.",
    },
    { tone: "fall" },
  ),
  learn_again: fixed(
    "learn_again",
    {
      en: "The phone may sit differently now. I learn the direction anew while you walk.",
      de: "Das Telefon sitzt jetzt vielleicht anders. Ich lerne die Richtung beim Gehen neu.",
    },
    { tone: "fall", priority: 7 },
  ),
  calibrate_again: fixed(
    "calibrate_again",
    {
      en: "The phone may sit differently now. Stop and calibrate again.",
      de: "Das Telefon sitzt jetzt vielleicht anders. Bleiben Sie stehen und kalibrieren Sie neu.",
    },
    { tone: "fall" },
  ),
  battery: fixed(
    "battery",
    { en: "The battery is low.", de: "Der Akku ist fast leer." },
    { tone: "fall", priority: 5 },
  ),
  ended: fixed("ended", { en: "The walk is over.", de: "Der Gang ist beendet." }),
} as const satisfies Readonly<Record<string, Message>>;

export type FixedName = keyof typeof FIXED;

/** A fixed message with its values. */
export function fixedMessage(name: FixedName, values: Values = {}): Message {
  return { ...FIXED[name], values };
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
