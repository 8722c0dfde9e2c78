/**
 * A player without a clock: whoever has one tells it how much time went by.
 *
 *     playing ── pause ──> paused ── resume ──> playing
 *        │  skip: to the next cue        │
 *        ├─ too hard ──> playing the easier form, from getting ready
 *        ├─ hurts ─────> stopped, with what goes to the log
 *        └─ end ───────> done
 *
 * Every function takes a state and returns the next; nothing is kept elsewhere.
 */

import { RetrowalkError } from "../../errors.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { roundedTo } from "../../maths/decimal.ts";
import type { Level } from "../base.ts";
import { logEntry, type LogEntry } from "../logs.ts";
import {
  CueKind,
  READY_S,
  cueAt,
  endS,
  exerciseTimeline,
  totalS,
  type Cue,
  type GuidedForm,
  type Timeline,
} from "./timeline.ts";

const EASIER: Readonly<Partial<Record<Level, Level>>> = {
  harder: "standard",
  standard: "easier",
};
const DOSE_CUES: readonly CueKind[] = [CueKind.MOVE, CueKind.HOLD, CueKind.WALK];

/** What the player reads of an exercise; those of the content have it. */
export interface GuidedExercise {
  readonly id: string;
  readonly name: Phrase;
  readonly forms: Readonly<Partial<Record<Level, GuidedForm>>>;
}

/** Where a session stands. */
export const Status = {
  PLAYING: "playing",
  PAUSED: "paused",
  STOPPED: "stopped",
  DONE: "done",
} as const;
export type Status = (typeof Status)[keyof typeof Status];

/** A session in play. */
export interface Playing {
  /** What is played. */
  readonly timeline: Timeline;
  /** What it was made from; null for a walk. */
  readonly exercise: GuidedExercise | null;
  /** The form in play; null for a walk. */
  readonly level: Level | null;
  /** Where in the timeline. */
  readonly timeS: number;
  readonly status: Status;
  /** Seconds of moving, holding and walking that were really done. */
  readonly doneS: number;
  /** Seconds of those that were skipped. */
  readonly skippedS: number;
  /** How often "too hard" was said. */
  readonly eased: number;
  /** Whether "hurts" was said. */
  readonly hurt: boolean;
  /** What the player tells the person after the last command, or null. */
  readonly note: Phrase | null;
}

/** How a session ended, ready for the log. */
export interface Outcome {
  /** 0 to 1. */
  readonly completedShare: number;
  /** Whether it stopped because it hurt. */
  readonly hurt: boolean;
  /** The form that was done last; null for a walk. */
  readonly level: Level | null;
  /** How often it was made easier. */
  readonly eased: number;
  /** For the person. */
  readonly sentence: Phrase;
}

/** An exercise at its beginning. */
export function start(
  exercise: GuidedExercise,
  level: Level = "standard",
  readyS = READY_S,
): Playing {
  const form = exercise.forms[level];
  if (form === undefined) {
    throw new RetrowalkError(`there is no ${level} form`, {
      where: exercise.id,
      remedy: `use ${Object.keys(exercise.forms).join(", ")}`,
    });
  }
  return begun(exerciseTimeline(exercise.name, form, readyS), exercise, level);
}

/** A walk at its beginning. */
export function startWalk(timeline: Timeline): Playing {
  return begun(timeline, null, null);
}

function begun(timeline: Timeline, exercise: GuidedExercise | null, level: Level | null): Playing {
  return {
    timeline,
    exercise,
    level,
    timeS: 0,
    status: Status.PLAYING,
    doneS: 0,
    skippedS: 0,
    eased: 0,
    hurt: false,
    note: null,
  };
}

/** What is asked for now. */
export function cueOf({ timeline, timeS }: Playing): Cue {
  return cueAt(timeline, timeS);
}

/** Done of what the form in play asks for, 0 to 1. */
export function completedShare({ timeline, doneS }: Playing): number {
  const wholeS = ofDose(timeline, 0, Infinity);
  return wholeS > 0 ? Math.min(doneS / wholeS, 1) : 1;
}

/** The state after some time; nothing happens unless it is playing. */
export function passed(state: Playing, seconds: number): Playing {
  if (seconds < 0) throw new RangeError("time does not run backward");
  if (state.status !== Status.PLAYING) return state;
  const end = totalS(state.timeline);
  const timeS = Math.min(state.timeS + seconds, end);
  return {
    ...state,
    timeS,
    doneS: state.doneS + ofDose(state.timeline, state.timeS, timeS),
    status: timeS >= end ? Status.DONE : Status.PLAYING,
    note: null,
  };
}

/** The state with the clock held. */
export function paused(state: Playing): Playing {
  if (state.status !== Status.PLAYING) return state;
  const note = {
    en: "Paused. Go on when you are ready.",
    de: "Pause. Weiter, wenn Sie bereit sind.",
  };
  return { ...state, status: Status.PAUSED, note };
}

/** The state with the clock running again. */
export function resumed(state: Playing): Playing {
  if (state.status !== Status.PAUSED) return state;
  return { ...state, status: Status.PLAYING, note: null };
}

/** The state at the next cue. */
export function skipped(state: Playing): Playing {
  if (!isOpen(state)) return state;
  const timeS = endS(cueOf(state));
  return {
    ...state,
    timeS,
    skippedS: state.skippedS + ofDose(state.timeline, state.timeS, timeS),
    status: timeS >= totalS(state.timeline) ? Status.DONE : state.status,
    note: null,
  };
}

/** The easier form from its beginning; the easiest stays and says so. */
export function tooHard(state: Playing, readyS = READY_S): Playing {
  if (!isOpen(state)) return state;
  const { exercise } = state;
  const level = state.level === null ? undefined : EASIER[state.level];
  const form = level === undefined ? undefined : exercise?.forms[level];
  if (exercise === null || level === undefined || form === undefined) {
    const note = {
      en: "There is no easier form. Rest, do fewer, or stop here.",
      de: "Leichter geht es nicht. Machen Sie Pause, machen Sie weniger oder hören Sie auf.",
    };
    return { ...state, status: Status.PAUSED, note };
  }
  return {
    ...begun(exerciseTimeline(exercise.name, form, readyS), exercise, level),
    eased: state.eased + 1,
    hurt: state.hurt,
    note: {
      en: `The easier form: ${form.how.en}`,
      de: `Die leichtere Form: ${form.how.de}`,
    },
  };
}

/** The state stopped for good. */
export function hurts(state: Playing): Playing {
  if (state.status === Status.DONE) return state;
  const note = { en: "Stop. That is enough for today.", de: "Stopp. Das genügt für heute." };
  return { ...state, status: Status.STOPPED, hurt: true, note };
}

/** How it ended, or would if it ended now. */
export function outcome(state: Playing): Outcome {
  return {
    completedShare: roundedTo(completedShare(state), 3),
    hurt: state.hurt,
    level: state.level,
    eased: state.eased,
    sentence: sentenceOf(state),
  };
}

function sentenceOf(state: Playing): Phrase {
  if (state.hurt) {
    return {
      en: "Stopped because it hurt. If pain stays or the joint swells, ask your doctor.",
      de:
        "Beendet, weil es wehtat. Wenn der Schmerz bleibt oder das Gelenk anschwillt, fragen" +
        " Sie Ihren Arzt.",
    };
  }
  if (state.status !== Status.DONE) return { en: "Ended early.", de: "Vorzeitig beendet." };
  if (!state.eased) return { en: "Done.", de: "Geschafft." };
  return { en: "Done, in an easier form.", de: "Geschafft, in einer leichteren Form." };
}

/** The log entry of this session; `date` is the wearer's own day. */
export function entryOf(
  given: Outcome,
  week: number,
  day: number,
  date: string,
  painDuring: number | null = null,
  effort: number | null = null,
): LogEntry {
  return logEntry({
    week,
    day,
    date,
    completed_share: given.completedShare,
    pain_during: painDuring,
    effort,
    note: given.hurt ? "hurts" : given.eased ? "too hard" : "",
  });
}

function isOpen({ status }: Playing): boolean {
  return status === Status.PLAYING || status === Status.PAUSED;
}

/** The seconds of moving, holding and walking in [fromS, untilS). */
function ofDose({ cues }: Timeline, fromS: number, untilS: number): number {
  return cues
    .filter(({ kind }) => DOSE_CUES.includes(kind))
    .reduce(
      (sum, cue) => sum + Math.max(Math.min(endS(cue), untilS) - Math.max(cue.startS, fromS), 0),
      0,
    );
}
