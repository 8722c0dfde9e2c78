/** One text in each language of the app; a missing one is a type error. */

export type Language = "en" | "de";

export const LANGUAGES: readonly Language[] = ["en", "de"];

export interface Phrase {
  readonly en: string;
  readonly de: string;
}

/** Put values where `{name}` stands. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
