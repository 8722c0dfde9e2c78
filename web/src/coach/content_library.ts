/** Shapes of the files that are loaded when asked for: exercises, tests, claims, evidence, dose. */

import type { EstimateData } from "../estimate.ts";
import type { Language, Phrase } from "../i18n/phrase.ts";
import type { Goal, Level } from "./base.ts";

type Words<Key extends string> = Readonly<Record<Key, Phrase>>;

/** How much of an exercise, as a timeline. */
export interface DoseOfExercise {
  /** Rounds for each side. */
  readonly sets: number;
  readonly repetitions: number;
  readonly move_s: number;
  readonly hold_s: number;
  /** Between rounds. */
  readonly rest_s: number;
  /** 2 where each side is done in turn, else 1. */
  readonly sides: number;
  readonly total_s: number;
  readonly sources: readonly string[];
}

/** One form of an exercise. */
export interface Form {
  readonly how: Phrase;
  readonly setup: Phrase;
  readonly steps: readonly Phrase[];
  readonly dose: DoseOfExercise;
  readonly dose_text: Phrase;
  readonly dose_note: Phrase | null;
  readonly view: "side" | "front";
  readonly poses: readonly { readonly caption: Phrase; readonly seconds: number }[];
  readonly avoid_with: readonly string[];
}

/** One exercise of about three minutes. */
export interface Exercise {
  readonly id: string;
  readonly number: number;
  readonly name: Phrase;
  readonly purpose: Phrase;
  readonly breathing: Phrase;
  readonly faults: readonly Phrase[];
  readonly forms: Readonly<Record<Level, Form>>;
  readonly cautions: readonly Phrase[];
  readonly avoid_with: readonly string[];
  readonly stop_signs: readonly Phrase[];
  readonly goals: readonly Goal[];
  readonly sources: readonly string[];
}

/** exercises.json */
export interface ExercisesContent {
  readonly levels: Words<Level>;
  readonly exercises: readonly Exercise[];
}

/** The smallest change of a test that is larger than noise, in one group of people. */
export interface NoiseBand {
  readonly group: string;
  readonly people: Phrase;
  /** Evidence row that holds the number. */
  readonly row: string;
  readonly value: number;
  readonly unit: string;
  readonly estimate: EstimateData;
}

/** One test. */
export interface Assessment {
  readonly id: string;
  readonly name: Phrase;
  readonly purpose: Phrase;
  readonly equipment: Phrase;
  readonly steps: readonly Phrase[];
  readonly safety: readonly Phrase[];
  readonly measured_by: Phrase;
  readonly unit: string;
  readonly unit_name: Phrase;
  readonly better: "lower" | "higher";
  /** Largest result that can be. */
  readonly most: number;
  /** Half of the width of the interval of a result by hand; for 10-metre walks in seconds. */
  readonly by_hand: number;
  /** Whether each leg is tested. */
  readonly sides: boolean;
  readonly references: readonly {
    readonly people: Phrase;
    readonly text: Phrase;
    /** What the number can tell and what not, with its accuracy. */
    readonly can_tell: Phrase;
    readonly sources: readonly string[];
  }[];
  readonly no_reference: Phrase | null;
  readonly bands: readonly NoiseBand[];
  readonly no_band: Phrase | null;
  readonly sensor: Phrase;
  readonly sources: readonly string[];
}

/** assessments.json */
export interface AssessmentsContent {
  readonly protocol_note: Phrase;
  readonly ten_metres_m: number;
  readonly tests: readonly Assessment[];
  /** Why a sensor gives no result: the English sentence of an estimate and its twin. */
  readonly reasons: readonly Phrase[];
  readonly direction_unknown: Phrase;
}

/** One popular claim with its verdict. */
export interface Claim {
  readonly number: number;
  readonly claim: Phrase;
  readonly verdict: string;
  readonly grade: string;
  readonly sentence: Phrase;
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/** claims.json */
export interface ClaimsContent {
  readonly claims: readonly Claim[];
  readonly verdicts: Words<string>;
  /** The best kind of evidence behind a verdict. */
  readonly grades: Words<string>;
}

/** One quantity from one source. */
export interface EvidenceRow {
  readonly id: string;
  readonly topic: string;
  readonly quantity: string;
  readonly value: number | null;
  readonly finding: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: "" | "sd" | "ci95" | "range";
  readonly unit: string;
  readonly population: string;
  readonly n: string;
  readonly condition: string;
  readonly citation: string;
  readonly reference: string;
  /** How the number got here. */
  readonly standing: "seen" | "as quoted" | "derived";
  readonly formula: string;
  /** Value, interval and unit in one line. */
  readonly shown: string;
  /** Where the source can be read, or null. */
  readonly url: string | null;
}

/** evidence.json */
export interface EvidenceContent {
  readonly topics: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, EvidenceRow>>;
}

/** A fitted factor: median and spread of its logarithm. */
export interface Factor {
  readonly value: number;
  readonly log_sd: number;
  readonly sources: readonly string[];
}

/** dose.json */
export interface DoseContent {
  readonly design: Readonly<
    Record<string, { readonly value: number; readonly unit: string; readonly why: string }>
  >;
  readonly fit: {
    readonly c: Factor;
    readonly rho: Factor;
    readonly kappa: Factor;
    readonly practice: Factor;
    readonly person_log_sd: number;
  };
  readonly rest_ml_kg_min: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly measured_backward_mps: { readonly slowest: number; readonly fastest: number };
  readonly acsm_range_mps: readonly [number, number];
  readonly practice_speed_mps: number;
  readonly kj_per_kcal: number;
  readonly heart: {
    readonly men: readonly [number, number, number];
    readonly women: readonly [number, number, number];
    readonly backward: { readonly value: number; readonly log_sd: number };
  };
  readonly rows: Readonly<
    Record<
      string,
      { readonly value: number | null; readonly low: number | null; readonly high: number | null }
    >
  >;
  readonly findings: readonly {
    readonly room: "knee" | "muscle";
    readonly name: string;
    readonly change: string;
    readonly gait: string;
    readonly size: EstimateData;
    readonly evidence: readonly string[];
    readonly sentence: Phrase;
  }[];
  /** Sentences by name; blanks `{=name}` are left to fill in. */
  readonly words: Words<string>;
}

/** sentences.json */
export interface SentencesContent {
  /** The tracker's English sentences with blanks `{}`, and their German twins. */
  readonly patterns: readonly Phrase[];
  /** German of directions and placements by the names the tracker gives them. */
  readonly names: Readonly<Record<string, string>>;
  /** Words of tables and ribbons, as `retrowalk.report.words` has them. */
  readonly words: Readonly<
    Record<Language, Readonly<Record<string, string | Readonly<Record<string, string>>>>>
  >;
}
