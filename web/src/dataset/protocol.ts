/**
 * The spoken protocol as a state machine: time in, what to say and labels out.
 *
 *     lead ── words said ──> doing ── its time is over ──> lead of the next ── … ──> done
 *     "Next: …"   "go" ↑      label ↑______________↑
 *                             begins               ends: at once when the next words begin
 *
 * A stop has no "go": its words say it, and its label begins once the walk has come to rest. What was
 * cut short by a pause or a gap is asked again. Pure; all times on the clock of the samples.
 */

import type { Language, Phrase } from "../i18n/phrase.ts";
import type { Part } from "./course.ts";
import type { Piece } from "./labels.ts";

/** Something to say or to sound. */
export type Cue =
  | { readonly kind: "say"; readonly words: Phrase }
  | { readonly kind: "go" }
  | { readonly kind: "done" };

export type Phase = "lead" | "doing" | "paused" | "done";

/** Where the protocol is. */
export interface Protocol {
  readonly parts: readonly Part[];
  readonly language: Language;
  readonly index: number;
  readonly phase: Phase;
  /** When the phase began. */
  readonly sinceS: number;
  readonly pieces: readonly Piece[];
}

/** The next state, and what is to be said now, in order. */
export interface Turn {
  readonly state: Protocol;
  readonly cues: readonly Cue[];
}

const GO: Cue = { kind: "go" };
const DONE: Cue = { kind: "done" };
/** People come to rest so long after "stop" (design choice). */
const REST_S = 2;
/** Letters that a voice says in a second, and the rest before "go" (design choices). */
const LETTERS_PER_S = 14;
const BREATH_S = 1.5;
/** A voice that is slower is waited for, but not for ever. */
const PATIENCE_S = 8;
/** What is shorter is no piece. */
const SHORTEST_S = 1;

/** How long the words of a part take. */
export function leadS(part: Part, language: Language): number {
  const spokenS = part.words[language].length / LETTERS_PER_S;
  return part.label === "stop" ? REST_S : spokenS + BREATH_S;
}

/** How long all of it takes, about. */
export function lengthS(parts: readonly Part[], language: Language): number {
  return parts.reduce((sum, part) => sum + leadS(part, language) + part.durationS, 0);
}

/** Begin with the first part. */
export function begin(parts: readonly Part[], language: Language, nowS: number): Turn {
  const state: Protocol = { parts, language, index: 0, phase: "lead", sinceS: nowS, pieces: [] };
  return leading(state, 0, nowS);
}

/** Say the words of a part; behind the last one it is done. */
function leading(state: Protocol, index: number, nowS: number): Turn {
  const part = state.parts[index];
  if (part === undefined) {
    return { state: { ...state, index, phase: "done", sinceS: nowS }, cues: [DONE] };
  }
  return {
    state: { ...state, index, phase: "lead", sinceS: nowS },
    cues: [{ kind: "say", words: part.words }],
  };
}

/**
 * What the time brings.
 *
 * @param nowS the time.
 * @param isSpeaking whether the voice has not finished yet: "go" waits for it.
 */
export function tick(state: Protocol, nowS: number, isSpeaking = false): Turn {
  const part = state.parts[state.index];
  if (part === undefined || state.phase === "paused" || state.phase === "done") {
    return { state, cues: [] };
  }
  const passedS = nowS - state.sinceS;
  if (state.phase === "lead") {
    const dueS = leadS(part, state.language);
    const waits = isSpeaking && part.label !== "stop" && passedS < dueS + PATIENCE_S;
    if (passedS < dueS || waits) return { state, cues: [] };
    const cues = part.label === "stop" || part.label === "stand" ? [] : [GO];
    return { state: { ...state, phase: "doing", sinceS: nowS }, cues };
  }
  if (passedS < part.durationS) return { state, cues: [] };
  return leading(labelled(state, nowS), state.index + 1, nowS);
}

/** The state with what was done up to now as a piece, where that is long enough. */
function labelled(state: Protocol, endS: number): Protocol {
  const part = state.parts[state.index];
  if (part === undefined || state.phase !== "doing" || endS - state.sinceS < SHORTEST_S) return state;
  const piece: Piece = { label: part.label, startS: state.sinceS, endS };
  return { ...state, pieces: [...state.pieces, piece] };
}

/** Pause: what was cut short counts as far as it went, and is asked again after it. */
export function pause(state: Protocol, nowS: number): Protocol {
  if (state.phase === "paused" || state.phase === "done") return state;
  return { ...labelled(state, nowS), phase: "paused", sinceS: nowS };
}

/** Go on after a pause, with the part that was cut short. */
export function resume(state: Protocol, nowS: number): Turn {
  return state.phase === "paused" ? leading(state, state.index, nowS) : { state, cues: [] };
}

/** Samples were missing since `lastS`: the label ends there, and the part is asked again. */
export function interrupted(state: Protocol, lastS: number, nowS: number): Turn {
  if (state.phase === "paused" || state.phase === "done") return { state, cues: [] };
  return leading(labelled(state, lastS), state.index, nowS);
}

/** Leave a part out: "not this one". */
export function skip(state: Protocol, nowS: number): Turn {
  if (state.phase === "done") return { state, cues: [] };
  // the stop behind it goes with it when nothing was done
  const next = state.phase === "lead" && state.parts[state.index + 1]?.label === "stop" ? 2 : 1;
  return leading(labelled(state, nowS), state.index + next, nowS);
}

/** End it now; what was done counts as far as it went. */
export function end(state: Protocol, nowS: number): Protocol {
  return state.phase === "done"
    ? state
    : { ...labelled(state, nowS), phase: "done", sinceS: nowS };
}
