/** The rules of what is said while somebody walks, as a table: the most urgent first. */

import type { Phrase } from "../i18n/phrase.ts";
import { Direction } from "../tracker/base.ts";
import type { Message, Seen, Values } from "./announcements.ts";

/** With the walking direction that was said last. */
export type Now = Seen & { readonly said: Direction | null };

/** When something is said, what, and how urgent it is. */
export interface Rule {
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

/** All of them. */
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
    // said before the walk as well: what counts is from the first steps backward on
    id: "task",
    priority: 6,
    words: { en: "Your task: {task}", de: "Ihre Aufgabe: {task}" },
    values: ({ task }) => (task === null ? {} : { task: task.say }),
    when: (seen) =>
      seen.task !== null && goes(seen, Direction.BACKWARD) && seen.steps.backward >= 3,
    againS: Infinity,
    staleS: 15,
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
    // a walk that begins is known late: without rest somebody may be walking again
    when: (seen) => seen.isQuiet && seen.said !== null,
    // once in each pause
    mark: (seen) => (seen.isQuiet ? 1 + (seen.standingFromS ?? 0) : -1),
    againS: 20,
  },
];
