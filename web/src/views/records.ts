/** What is inside the records that the coach's screens read and write; docs/records.md. */

import type { Plan } from "../coach/base.ts";
import type { LogEntry } from "../coach/logs.ts";
import type { TestResult } from "../coach/results.ts";
import type { Answers, Screening } from "../coach/screening/base.ts";
import type { Language } from "../i18n/phrase.ts";
import type { Content } from "../store/records.ts";

export interface ScreeningContent extends Content {
  readonly answers: Answers;
  readonly screening: Screening;
  readonly language: Language;
}

export interface PlanContent extends Content {
  /** As it began; what was logged since is replayed on it. */
  readonly plan: Plan;
}

export interface LogContent extends Content {
  readonly entry: LogEntry;
  /** Record of the walk, if one was tracked. */
  readonly walk?: string;
}

export interface ResultContent extends Content {
  readonly result: TestResult;
  readonly walk?: string;
}
