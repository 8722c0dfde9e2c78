/** What Python computed for the dose when the app was built (lab/web_content_dose.py). */

import data from "@content/dose.json";

import type { EstimateData } from "../estimate.ts";
import type { Phrase } from "../language.ts";

/** A fitted factor: what the next study or person would show. */
export interface Factor {
  /** Median. */
  readonly value: number;
  /** Standard deviation of its logarithm, between studies included. */
  readonly log_sd: number;
  /** Ids of the rows it rests on. */
  readonly sources: readonly string[];
}

/** The numbers of an evidence row. */
export interface RowData {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** One thing known, or known to be unknown, of a load in walking backward. */
export interface FindingData {
  readonly name: string;
  readonly change: string;
  readonly gait: string;
  readonly size: EstimateData;
  readonly ids: readonly string[];
  readonly sentence: Phrase;
}

interface DoseContent {
  readonly design: Readonly<Record<string, number>>;
  readonly fit: {
    readonly c: Factor;
    readonly rho: Factor;
    readonly kappa: Factor;
    readonly practice: Factor;
    readonly person_log_sd: number;
  };
  readonly rows: Readonly<Record<string, RowData>>;
  readonly findings: {
    readonly knee: readonly FindingData[];
    readonly muscle: readonly FindingData[];
  };
  readonly words: Readonly<Record<string, Phrase>>;
}

/** The file. */
export const CONTENT: DoseContent = data;
