/**
 * Consent: the text is shown whole, version and day of agreeing are kept, nothing is kept before.
 */

import type { Language } from "../i18n/phrase.ts";
import { LAYOUT } from "./labels.ts";

/** What was agreed to, and when. */
export interface Consent {
  /** As `participants.tsv` names it, such as `retrowalk-1`. */
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly agreedAt: string;
  /** The language in which it was read. */
  readonly language: Language;
}

/** How the text of today is named. */
export const CONSENT_VERSION = `retrowalk-${LAYOUT.consent.version}`;

/** The text, one paragraph each; the first is its title, the last what is agreed to. */
export function consentParagraphs(language: Language): readonly string[] {
  return LAYOUT.consent[language].filter((line) => line !== "");
}

/** The text as the folder keeps it. */
export function consentText(language: Language): string {
  return `${LAYOUT.consent[language].join("\n")}\n`;
}

/** A consent given now. */
export function agreed(language: Language, now: Date): Consent {
  return { version: CONSENT_VERSION, agreedAt: now.toISOString(), language };
}

/** Whether it is to the text of today; an older one has to be given anew. */
export function isCurrent(consent: Consent | null): consent is Consent {
  return consent?.version === CONSENT_VERSION;
}
