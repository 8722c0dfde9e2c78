/**
 * What the app says and shows, made by `python -m lab.web_content` from the Python package.
 *
 * Small files are imported at once; exercises, tests, claims, evidence, dose and the tracker's
 * German are loaded when they are asked for, so that the first load stays small. Texts hold their
 * numbers; a blank `{=name}` is filled by whoever knows it.
 */

import attentionFile from "@content/attention.json";
import breaksFile from "@content/breaks.json";
import planFile from "@content/plan.json";
import screeningFile from "@content/screening.json";
import stopsFile from "@content/stops.json";

import type { Level } from "./base.ts";
import type {
  AttentionContent,
  BreaksContent,
  PlanContent,
  ScreeningContent,
  StopsContent,
} from "./content_coach.ts";
import type {
  AssessmentsContent,
  ClaimsContent,
  DoseContent,
  EvidenceContent,
  ExercisesContent,
  SentencesContent,
} from "./content_library.ts";

export type * from "./content_coach.ts";
export type * from "./content_library.ts";

export const SCREENING = screeningFile as ScreeningContent;
export const PLAN = planFile as PlanContent;
export const BREAKS = breaksFile as BreaksContent;
export const STOPS = stopsFile as StopsContent;
export const ATTENTION = attentionFile as AttentionContent;

/** The exercises with all their words. */
export async function loadExercises(): Promise<ExercisesContent> {
  return (await import("@content/exercises.json")).default as ExercisesContent;
}

/** The tests. */
export async function loadAssessments(): Promise<AssessmentsContent> {
  return (await import("@content/assessments.json")).default as AssessmentsContent;
}

/** Popular claims and their verdicts. */
export async function loadClaims(): Promise<ClaimsContent> {
  return (await import("@content/claims.json")).default as ClaimsContent;
}

/** Every evidence row. */
export async function loadEvidence(): Promise<EvidenceContent> {
  return (await import("@content/evidence.json")).default as EvidenceContent;
}

/** What the dose is computed from and said with. */
export async function loadDose(): Promise<DoseContent> {
  return (await import("@content/dose.json")).default as DoseContent;
}

/** The tracker's sentences in German. */
export async function loadSentences(): Promise<SentencesContent> {
  return (await import("@content/sentences.json")).default as SentencesContent;
}

/**
 * File of an exercise's picture below the folder of the app; it holds no words, so the page says
 * them. The build copies build/content/figures/ there. The moving one stands still where the
 * system asks for reduced motion; `still` shows the key poses side by side.
 */
export function figureFile(exercise: string, level: Level, still = false): string {
  return `figures/${exercise}-${level}${still ? "-still" : ""}.svg`;
}
