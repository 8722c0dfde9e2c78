/**
 * The words that all of the coach shares: goals, places, what a session and an exercise are.
 *
 * The shapes are those of the stored JSON (`retrowalk.coach.plan.contract`), so that a record is
 * what the engine works with. Each rule names the evidence rows it rests on, or none: a design
 * choice, shown as one.
 */

import type { Phrase } from "../i18n/phrase.ts";

/** What the person wants it for. */
export const GOALS = ["knee", "balance", "fitness", "sport"] as const;
export type Goal = (typeof GOALS)[number];

/** How well the person walks backward at the start. */
export const ABILITIES = ["new", "some", "practised"] as const;
export type Ability = (typeof ABILITIES)[number];

/** What a screening says, most careful last. */
export const ADVICE = [
  "go",
  "go with a rail or a companion",
  "ask your doctor first",
  "not now",
] as const;
export type Advice = (typeof ADVICE)[number];

/** Where to walk backward, safest first. */
export const SETTINGS = ["rail", "hallway", "treadmill with handrail", "flat open ground"] as const;
export type Setting = (typeof SETTINGS)[number];

/** What the hands hold, most support first. */
export const SUPPORTS = ["both hands", "one hand", "hand near the rail", "no hands"] as const;
export type Support = (typeof SUPPORTS)[number];

/** How fast, in words a walker can follow. */
export const PACES = ["slow", "comfortable", "brisk"] as const;
export type Pace = (typeof PACES)[number];

/** How hard a form of an exercise is. */
export const LEVELS = ["easier", "standard", "harder"] as const;
export type Level = (typeof LEVELS)[number];

/** Why something was decided: which rule, in one sentence, resting on what. */
export interface Reason {
  /** Id of the rule, such as "pain-next-morning". */
  readonly rule: string;
  readonly sentence: Phrase;
  /** Ids of evidence rows; empty for a design choice. */
  readonly sources: readonly string[];
  /** Whether no readable source stands behind the rule. */
  readonly design_choice: boolean;
}

/** A reason; that it is a design choice follows from its sources. */
export function reasonOf(
  rule: string,
  sentence: Phrase,
  sources: readonly string[] = [],
): Reason {
  return { rule, sentence, sources, design_choice: sources.length === 0 };
}

/** Some bouts of walking backward, with rests between them. */
export interface WalkBlock {
  readonly kind: "walk";
  readonly bouts: number;
  readonly bout_s: number;
  /** Between two bouts. */
  readonly rest_s: number;
  readonly setting: Setting;
  readonly support: Support;
  readonly pace: Pace;
  /** Uphill; 0 is flat. */
  readonly slope_percent: number;
  /** Id of the task for the mind, or null. */
  readonly task: string | null;
  /** For the metronome, or null. */
  readonly cadence_spm: number | null;
}

/** One three-minute exercise in one of its forms. */
export interface ExerciseBlock {
  readonly kind: "exercise";
  readonly exercise: string;
  readonly level: Level;
}

export type Block = WalkBlock | ExerciseBlock;

/** Time walked backward in a block, seconds. */
export function backwardS(block: WalkBlock): number {
  return block.bouts * block.bout_s;
}

/** Time from first step to last, rests included, seconds. */
export function totalS(block: WalkBlock): number {
  return block.bouts * block.bout_s + (block.bouts - 1) * block.rest_s;
}

/** What to do on one day. */
export interface Session {
  /** Week of the plan, from 1. */
  readonly week: number;
  /** Day of the week of the plan, 1 to 7. */
  readonly day: number;
  /** Whether it is one of the harder days. */
  readonly hard: boolean;
  /** Time walked backward, seconds. */
  readonly backward_s: number;
  readonly blocks: readonly Block[];
  readonly reasons: readonly Reason[];
}

/** A session; the time walked backward follows from its blocks. */
export function sessionOf(given: Omit<Session, "backward_s">): Session {
  const { week, day, hard, blocks, reasons } = given;
  const walks = blocks.filter((block) => block.kind === "walk");
  const walked = walks.reduce((sum, walk) => sum + backwardS(walk), 0);
  return { week, day, hard, backward_s: walked, blocks, reasons };
}

/** One week of sessions. */
export interface Week {
  /** From 1. */
  readonly number: number;
  readonly backward_s: number;
  /** What changed against the week before, and why. */
  readonly reasons: readonly Reason[];
  /** In the order of their days. */
  readonly sessions: readonly Session[];
}

/** Weeks of sessions for one person. */
export interface Plan {
  readonly version: number;
  readonly goal: Goal;
  /** How well the person walked backward at the start. */
  readonly ability: Ability;
  /** What the screening said. */
  readonly advice: Advice;
  /** Where walking backward is allowed, safest first. */
  readonly settings: readonly Setting[];
  /** Ids of what the screening noticed. */
  readonly flags: readonly string[];
  /** Available for one session. */
  readonly minutes: number;
  /** First day of week 1, such as "2026-11-25". */
  readonly start: string;
  /** Why the plan begins as it does. */
  readonly reasons: readonly Reason[];
  /** As planned so far; later weeks wait for the log. */
  readonly weeks: readonly Week[];
}
