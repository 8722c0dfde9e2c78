/** What is said of a kept walk in a line. */

import { numberText, say } from "../../i18n/language.ts";
import type { EstimateData } from "../../look/parts.tsx";
import type { WalkContent } from "../../session/result.ts";
import type { Kept } from "../kept.ts";

const WORDS = {
  steps: { en: "{steps} steps backward", de: "{steps} Schritte rückwärts" },
  between: {
    en: "{steps} steps backward, probably {low} to {high}",
    de: "{steps} Schritte rückwärts, wahrscheinlich {low} bis {high}",
  },
  short: { en: "{steps} steps", de: "{steps} Schritte" },
  unknown: { en: "steps not known", de: "Schritte nicht bekannt" },
};

/** When a walk began: as its recording says, else when it was kept. */
export function startOf({ head, content }: Kept<WalkContent>): Date {
  return new Date(content.walk.recording.start_utc ?? head.madeAt);
}

/** Steps backward without their interval, where there is little room. */
export function stepsShort({ summary }: WalkContent["walk"]): string {
  const { value } = summary.backward.steps;
  return value === null ? say(WORDS.unknown) : say(WORDS.short, { steps: numberText(value) });
}

/** Steps backward with their interval. */
export function stepsText({ summary }: WalkContent["walk"]): string {
  const { value, low, high } = summary.backward.steps as EstimateData;
  if (value === null) return say(WORDS.unknown);
  const steps = numberText(value);
  if (low === null || high === null || low === high) return say(WORDS.steps, { steps });
  return say(WORDS.between, { steps, low: numberText(low), high: numberText(high) });
}
