/** What the sources say of knee and muscles in walking backward, sentence by sentence. */

import type { DoseContent } from "../coach/content_library.ts";
import type { EstimateData } from "../estimate.ts";
import type { Language } from "../i18n/phrase.ts";
import { CONTENT } from "./content.ts";

/** One thing known, or known to be unknown, with the ids a reader can look up. */
export type Finding = DoseContent["findings"][number];

/** The JSON form in one language. */
export interface FindingJson {
  readonly name: string;
  /** Backward against forward: lower, higher, same, unclear, contradictory, no number. */
  readonly change: string;
  readonly gait: string;
  readonly size: EstimateData;
  readonly evidence: readonly string[];
  readonly sentence: string;
}

/** The findings of a room. */
export function findings(room: "knee" | "muscle"): readonly Finding[] {
  return CONTENT.findings.filter((one) => one.room === room);
}

/** The JSON form of a finding. */
export function findingToDict(finding: Finding, language: Language): FindingJson {
  const { name, change, gait, size, evidence, sentence } = finding;
  return { name, change, gait, size, evidence, sentence: sentence[language] };
}
