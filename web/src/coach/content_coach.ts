/** Shapes of the small files of the content: screening, plan, breaks, stop rules, spoken tasks. */

import type { Phrase } from "../i18n/phrase.ts";
import type { Ability, Advice, Goal, Level, Pace, Setting, Support } from "./base.ts";

type Words<Key extends string> = Readonly<Record<Key, Phrase>>;

/** One condition on one answer; whichever parts are given must all hold. */
export interface When {
  readonly question: string;
  /** One of these options was picked; empty for any. */
  readonly any_of: readonly string[];
  /** This option was not picked. */
  readonly lacks: string | null;
  readonly at_least: number | null;
  readonly at_most: number | null;
}

/** An answer: a number, an option's id, or several of them. */
export type Value = number | string | readonly string[];

/** One plain question. */
export interface Question {
  readonly id: string;
  readonly text: Phrase;
  readonly why: Phrase;
  readonly kind: "number" | "scale" | "yes-no" | "choice" | "several";
  /** What can be picked, the least worrying first. */
  readonly options: readonly { readonly id: string; readonly text: Phrase }[];
  readonly low: number;
  readonly high: number;
  /** Asked only where one of these holds; empty for always. */
  readonly asked_when: readonly When[];
  /** The answer that counts where it is not asked. */
  readonly unasked: Value | null;
}

/** One rule of the screening. */
export interface ScreeningRule {
  readonly id: string;
  /** Conditions that must all hold. */
  readonly when: readonly When[];
  readonly advice: Advice;
  readonly settings: readonly Setting[];
  readonly sentence: Phrase;
  readonly flags: readonly string[];
  /** What to clear with a doctor or physiotherapist. */
  readonly clear: Phrase | null;
  /** Whether a doctor's yes turns the advice into "with support". */
  readonly clearable: boolean;
  readonly sources: readonly string[];
  /** Rules that need not be told once this one is. */
  readonly covers: readonly string[];
}

/** screening.json */
export interface ScreeningContent {
  readonly numbers: Readonly<Record<string, number>>;
  readonly advice_order: readonly Advice[];
  readonly setting_order: readonly Setting[];
  readonly questions: readonly Question[];
  readonly rules: readonly ScreeningRule[];
  readonly stop_rules: readonly Phrase[];
  /** What can be noticed, in the order in which it is told. */
  readonly flags: Words<string>;
  readonly nothing_found: {
    readonly rule: string;
    readonly sentence: Phrase;
    readonly sources: readonly string[];
  };
  /** What is added to a rule that a professional has cleared. */
  readonly professional_yes: Phrase;
  readonly words: {
    readonly advice: Words<Advice>;
    /** The advice as a whole sentence. */
    readonly advice_sentences: Words<Advice>;
    readonly settings: Words<Setting>;
    readonly no_diagnosis: Phrase;
  };
}

/** What a rule of the plan does to the load. */
export type Does = "starts" | "lowers" | "holds" | "adds" | "shapes";

/** One rule of the plan; `when` and `then` are in English, for the curious. */
export interface PlanRule {
  readonly id: string;
  readonly does: Does;
  readonly when: string;
  readonly then: string;
  readonly sentence: Phrase;
  readonly sources: readonly string[];
}

/** One number of the plan. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly why: string;
  readonly sources: readonly string[];
}

/** What a plan must know of an exercise. */
export interface ExerciseInfo {
  readonly id: string;
  readonly goals: readonly Goal[];
  readonly avoid_with: readonly string[];
  /** The stage from which it is taken, in its easiest form first. */
  readonly stage: Level;
  /** Whether it suits a break from sitting. */
  readonly snack: boolean;
  /** Flags with which a form is left out for an easier one. */
  readonly forms_avoid: readonly (readonly [Level, readonly string[]])[];
}

/** plan.json */
export interface PlanContent {
  /** Days of the week with a session. */
  readonly days: readonly [number, number, number];
  /** Top of the scales of pain and effort. */
  readonly worst: number;
  readonly limits: readonly Limit[];
  readonly rules: readonly PlanRule[];
  readonly catalogue: readonly ExerciseInfo[];
  readonly levels: readonly Level[];
  /** The ladder of places, safest first. */
  readonly places: readonly (readonly [Setting, Support])[];
  readonly bouts_s: readonly number[];
  /** Ids of the tasks for the mind, by grade. */
  readonly tasks: readonly string[];
  readonly turns: Readonly<Record<Goal, readonly string[]>>;
  /** Per test, the smallest change that is more than chance, by flag; "" for everybody. */
  readonly real_changes: Readonly<
    Record<
      string,
      readonly { readonly flag: string; readonly source: string; readonly real_s: number }[]
    >
  >;
  readonly words: {
    readonly advice: Words<Advice>;
    readonly goals: Words<Goal>;
    readonly abilities: Words<Ability>;
    readonly settings: Words<Setting>;
    readonly supports: Words<Support>;
    readonly paces: Words<Pace>;
    readonly paces_as_adjective: Words<Pace>;
    readonly tasks: Words<string>;
    readonly exercises: Words<string>;
    readonly levels: Words<Level>;
    /** From Monday. */
    readonly weekdays: readonly Phrase[];
    readonly weekdays_short: readonly Phrase[];
    readonly design_choice: Phrase;
    /** With the blank `{date}`. */
    readonly moved: Phrase;
    /** With the blank `{date}`. */
    readonly too_late: Phrase;
    /** With the blanks `{week}` and `{date}`. */
    readonly nothing_left: Phrase;
    readonly no_session: Phrase;
    readonly full_day: Phrase;
    readonly easy_day: Phrase;
  };
}

/** When to suggest a break, as JSON; times are "HH:MM". */
export interface BreakRulesData {
  readonly on: boolean;
  readonly begin: string;
  readonly end: string;
  /** 0 for Monday to 6 for Sunday. */
  readonly weekdays: readonly number[];
  readonly after_min: number;
  readonly snooze_min: number;
  readonly walk_steps: number;
  readonly forget_min: number;
  readonly most: number;
  readonly quiet: readonly (readonly [string, string])[];
}

/** breaks.json */
export interface BreaksContent {
  /** As they are at first: off. */
  readonly rules: BreakRulesData;
  /** With the blank `{sat}`. */
  readonly sentence: Phrase;
  readonly sources: readonly string[];
  readonly title: Phrase;
  readonly feed_name: Phrase;
  readonly text: Phrase;
  readonly get_up: Phrase;
}

/** stops.json */
export interface StopsContent {
  readonly title: Phrase;
  readonly stop_rules: readonly Phrase[];
  readonly exercise_stop_signs: readonly Phrase[];
  readonly emergency_number: string;
  readonly before_title: Phrase;
  readonly before: readonly Phrase[];
  readonly disclaimer: Phrase;
}

/** A spoken task for the mind. */
export interface Task {
  readonly id: string;
  readonly grade: "light" | "medium" | "heavy";
  readonly name: Phrase;
  /** What the voice asks before the walk. */
  readonly say: Phrase;
}

/** attention.json */
export interface AttentionContent {
  readonly tasks: readonly Task[];
  readonly grades: Words<Task["grade"]>;
  readonly before: Phrase;
  readonly after: Phrase;
}
