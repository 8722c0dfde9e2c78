/**
 * A session as cues in time.
 *
 *     get ready 5 4 3 2 1 | move hold move hold ... | rest | change side | move hold ... | done
 *     0                   READY_S                                                        end
 *
 * The dose begins after getting ready; its cues fill the dose's `total_s` exactly. A rest between
 * two sides is spoken as "change side".
 */

import type { Phrase } from "../../i18n/phrase.ts";
import type { Pace, Setting, Support, WalkBlock } from "../base.ts";
import type { Form } from "../content_library.ts";

// design choices
export const READY_S = 8;
export const COUNT_FROM = 3;
const LONG_S = 3;

/** What a cue asks for. */
export const CueKind = {
  READY: "ready",
  MOVE: "move",
  HOLD: "hold",
  REST: "rest",
  CHANGE_SIDE: "change side",
  WALK: "walk",
  NEXT: "next",
  DONE: "done",
} as const;
export type CueKind = (typeof CueKind)[keyof typeof CueKind];

/** What to do from one instant on. */
export interface Cue {
  /** From the start of the session. */
  readonly startS: number;
  /** Until the next cue. */
  readonly durationS: number;
  readonly kind: CueKind;
  /** What the voice says; null is silence. */
  readonly say: Phrase | null;
  /** What the screen shows. */
  readonly show: Phrase;
  /** Index of the figure's pose, or null. */
  readonly pose: number | null;
  /** Which one of the round, from 1; null outside. */
  readonly repetition: number | null;
  /** Which one of this side, from 1; null outside. */
  readonly round: number | null;
  /** Which one of the two, from 1; null where there is only one. */
  readonly side: number | null;
}

/** Cues without gaps. */
export interface Timeline {
  /** What is done. */
  readonly title: Phrase;
  /** Time to get ready, before the dose. */
  readonly readyS: number;
  /** In time order; the last is "done" and lasts 0 s. */
  readonly cues: readonly Cue[];
}

/** What a timeline reads of a form of an exercise. */
export type GuidedForm = Pick<Form, "how"> & {
  readonly dose: Pick<
    Form["dose"],
    "sets" | "repetitions" | "move_s" | "hold_s" | "rest_s" | "sides"
  >;
  readonly poses: readonly { readonly caption: Phrase }[];
};

/** When the next cue begins. */
export function endS(cue: Cue): number {
  return cue.startS + cue.durationS;
}

/** Getting ready and the dose. */
export function totalS({ cues }: Timeline): number {
  return endS(cues[cues.length - 1]);
}

/** The dose alone. */
export function doseS(timeline: Timeline): number {
  return totalS(timeline) - timeline.readyS;
}

/** The cue of an instant; the last one from the end on. */
export function cueAt({ cues }: Timeline, timeS: number): Cue {
  const after = cues.findIndex((cue) => cue.startS > timeS);
  return cues[after < 0 ? cues.length - 1 : Math.max(after - 1, 0)];
}

const GET_READY: Phrase = { en: "Get ready", de: "Machen Sie sich bereit" };
const NUMBERS: readonly Phrase[] = [
  { en: "One", de: "Eins" },
  { en: "Two", de: "Zwei" },
  { en: "Three", de: "Drei" },
];
const HOLD: Phrase = { en: "Hold", de: "Halten" };
const MOVE: Phrase = { en: "Slowly", de: "Langsam" };
const REST: Phrase = { en: "Rest", de: "Pause" };
const CHANGE: Phrase = { en: "Change sides", de: "Seite wechseln" };
const DONE: Phrase = { en: "Done.", de: "Geschafft." };
const DONE_SHOWN: Phrase = { en: "Done", de: "Fertig" };
const NEXT: Phrase = { en: "Next", de: "Weiter" };
const PACE: Readonly<Record<Pace, Phrase>> = {
  slow: { en: "slowly", de: "langsam" },
  comfortable: { en: "at a comfortable pace", de: "in angenehmem Tempo" },
  brisk: { en: "briskly", de: "zügig" },
};
const SUPPORT: Readonly<Record<Support, Phrase>> = {
  "both hands": {
    en: "Hold on with both hands.",
    de: "Halten Sie sich mit beiden Händen.",
  },
  "one hand": { en: "Hold on with one hand.", de: "Halten Sie sich mit einer Hand." },
  "hand near the rail": {
    en: "Keep one hand near the rail.",
    de: "Eine Hand bleibt nah am Geländer.",
  },
  "no hands": { en: "Your hands are free.", de: "Ihre Hände sind frei." },
};
const SETTING: Readonly<Record<Setting, Phrase>> = {
  rail: { en: "at the rail", de: "am Geländer" },
  hallway: { en: "in the hallway", de: "im Flur" },
  "treadmill with handrail": { en: "on the treadmill", de: "auf dem Laufband" },
  "flat open ground": { en: "on flat open ground", de: "auf ebenem, freiem Boden" },
};

/** A cue of the timeline, outside rounds and sides if not said otherwise. */
function cue(
  startS: number,
  durationS: number,
  kind: CueKind,
  say: Phrase | null,
  show: Phrase,
  more: Partial<Pick<Cue, "pose" | "repetition" | "round" | "side">> = {},
): Cue {
  const none = { pose: null, repetition: null, round: null, side: null };
  return { startS, durationS, kind, say, show, ...none, ...more };
}

/** One form of an exercise as cues; `name` is that of the exercise. */
export function exerciseTimeline(name: Phrase, form: GuidedForm, readyS = READY_S): Timeline {
  const { dose, poses } = form;
  const cues = ready(form.how, readyS);
  let at = readyS;
  const rounds = dose.sets * dose.sides;
  const twoSided = dose.sides > 1;
  for (let index = 0; index < rounds; index++) {
    // each side finishes its rounds in turn: left, right, left, right
    const side = twoSided ? (index % dose.sides) + 1 : null;
    const round = Math.floor(index / dose.sides) + 1;
    for (let repetition = 1; repetition <= dose.repetitions; repetition++) {
      for (const { durationS, kind, say, show, pose } of partsOf(form, repetition)) {
        cues.push(cue(at, durationS, kind, say, show, { pose, repetition, round, side }));
        at += durationS;
      }
    }
    if (index + 1 === rounds) break;
    const kind = twoSided ? CueKind.CHANGE_SIDE : CueKind.REST;
    const phrase = twoSided ? CHANGE : REST;
    if (dose.rest_s > 0) {
      cues.push(cue(at, dose.rest_s, kind, phrase, phrase, { pose: poses.length ? 0 : null }));
      at += dose.rest_s;
    } else if (twoSided) {
      cues.push(cue(at, 0, kind, phrase, phrase));
    }
  }
  return { title: name, readyS, cues: [...cues, doneAt(at)] };
}

/** A block of walking backward as cues; the voice asks `task` before each bout, if there is one. */
export function walkTimeline(
  block: Omit<WalkBlock, "kind">,
  readyS = READY_S,
  task: Phrase | null = null,
): Timeline {
  const [where, hands, pace] = [SETTING[block.setting], SUPPORT[block.support], PACE[block.pace]];
  const look = {
    en: `Walking backward ${where.en}. ${hands.en} Look over your shoulder once.`,
    de: `Rückwärtsgehen ${where.de}. ${hands.de} Schauen Sie einmal über die Schulter.`,
  };
  const go = { en: `Walk backward ${pace.en}.`, de: `Gehen Sie ${pace.de} rückwärts.` };
  const say =
    task === null ? go : { en: `${go.en} ${task.en}`, de: `${go.de} ${task.de}` };
  const rest = {
    en: "Stop and rest. Turn round or walk back forward.",
    de: "Halten Sie an, Pause. Drehen Sie um oder gehen Sie vorwärts zurück.",
  };
  const cues = ready(look, readyS);
  let at = readyS;
  for (let bout = 1; bout <= block.bouts; bout++) {
    const show = {
      en: `Backward, ${bout} of ${block.bouts}`,
      de: `Rückwärts, ${bout} von ${block.bouts}`,
    };
    cues.push(cue(at, block.bout_s, CueKind.WALK, say, show, { round: bout }));
    at += block.bout_s;
    if (bout < block.bouts && block.rest_s > 0) {
      cues.push(cue(at, block.rest_s, CueKind.REST, rest, REST));
      at += block.rest_s;
    }
  }
  const title = { en: "Walking backward", de: "Rückwärtsgehen" };
  return { title, readyS, cues: [...cues, doneAt(at)] };
}

/** Several timelines one after the other, with "next" between them. */
export function joined(timelines: readonly Timeline[]): Timeline {
  const cues: Cue[] = [];
  let at = 0;
  timelines.forEach((one, index) => {
    const following = timelines[index + 1];
    for (const own of one.cues) {
      const moved = { ...own, startS: own.startS + at };
      if (own.kind !== CueKind.DONE || following === undefined) {
        cues.push(moved);
        continue;
      }
      const { en, de } = following.title;
      const say = { en: `${NEXT.en}: ${en}.`, de: `${NEXT.de}: ${de}.` };
      cues.push({ ...moved, kind: CueKind.NEXT, say, show: NEXT });
    }
    at += totalS(one);
  });
  return { title: timelines[0].title, readyS: timelines[0].readyS, cues };
}

function doneAt(at: number): Cue {
  return cue(at, 0, CueKind.DONE, DONE, DONE_SHOWN);
}

/** Getting ready: the set-up, then a countdown. */
function ready(how: Phrase, readyS: number): Cue[] {
  const counts = Math.min(COUNT_FROM, Math.trunc(readyS));
  const cues: Cue[] = [];
  if (readyS > counts) {
    const say = { en: `${GET_READY.en}. ${how.en}`, de: `${GET_READY.de}. ${how.de}` };
    cues.push(cue(0, readyS - counts, CueKind.READY, say, GET_READY, { pose: 0 }));
  }
  for (let left = counts; left > 0; left--) {
    const number = NUMBERS[left - 1];
    cues.push(cue(readyS - left, 1, CueKind.READY, number, number, { pose: 0 }));
  }
  return cues;
}

/** A piece of one repetition. */
type Part = Pick<Cue, "durationS" | "kind" | "say" | "show" | "pose">;

/**
 * One repetition: from pose to pose, then the hold in the last.
 *
 * The first repetition is told pose by pose, the others are counted.
 */
function partsOf({ dose, poses }: GuidedForm, repetition: number): Part[] {
  const last = poses.length ? poses.length - 1 : null;
  const count = `(${repetition}/${dose.repetitions})`;
  const counted = { en: `${repetition}`, de: `${repetition}` };
  const parts: Part[] = [];
  if (dose.move_s > 0) {
    const targets = poses.length > 1 ? poses.slice(1).map((_, k) => k + 1) : [last];
    targets.forEach((target, at) => {
      const word = target === null ? MOVE : poses[target].caption;
      const say = repetition === 1 ? word : at === 0 ? counted : null;
      const durationS = dose.move_s / targets.length;
      parts.push({ durationS, kind: CueKind.MOVE, say, show: withCount(word, count), pose: target });
    });
  }
  if (dose.hold_s > 0) {
    const told = dose.hold_s >= LONG_S && (repetition <= 2 || !parts.length);
    const isFirst = !parts.length && repetition === 1 && last !== null;
    const say = isFirst ? poses[last].caption : told ? HOLD : null;
    const show = withCount(HOLD, count);
    parts.push({ durationS: dose.hold_s, kind: CueKind.HOLD, say, show, pose: last });
  }
  return parts;
}

function withCount(word: Phrase, count: string): Phrase {
  return { en: `${word.en} ${count}`, de: `${word.de} ${count}` };
}
