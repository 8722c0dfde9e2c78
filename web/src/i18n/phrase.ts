/** The languages that Retrowalk speaks, and a text in all of them. */

/** A language that the app can speak. */
export type Language = "en" | "de";

/** Every language, in the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ["en", "de"];

/** One text in every language; none is empty. */
export interface Phrase {
  readonly en: string;
  readonly de: string;
}

/** The text in this language. */
export function said(phrase: Phrase, language: Language): string {
  return language === "de" ? phrase.de : phrase.en;
}

/** A text whose blanks, written `{name}` or `{=name}`, are filled in; a blank that is not named stays. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{=?(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}

/** A phrase whose blanks are filled in, in both languages where a value is a phrase. */
export function filledPhrase(
  phrase: Phrase,
  values: Readonly<Record<string, Phrase | string>>,
): Phrase {
  const of = (language: Language): string =>
    filled(
      phrase[language],
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "string" ? value : value[language],
        ]),
      ),
    );
  return { en: of("en"), de: of("de") };
}

/** Several phrases separated by commas. */
export function listed(phrases: readonly Phrase[]): Phrase {
  return {
    en: phrases.map(({ en }) => en).join(", "),
    de: phrases.map(({ de }) => de).join(", "),
  };
}
