/** The languages that Retrowalk speaks, and a text in all of them. */

/** A language that reports, plans and cues can speak. */
export const Language = { EN: "en", DE: "de" } as const;
export type Language = (typeof Language)[keyof typeof Language];

/** One text in every language. */
export interface Phrase {
  readonly en: string;
  readonly de: string;
}

/** The text in this language. */
export function said(phrase: Phrase, language: Language): string {
  return phrase[language];
}
