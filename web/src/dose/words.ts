/** The sentences of the dose, German and English. */

import { filled } from "../evidence/texts.ts";
import type { Language } from "../i18n/phrase.ts";
import { CONTENT } from "./content.ts";

/** A sentence in a language with its numbers filled in. */
export function say(
  name: string,
  language: Language,
  values: Readonly<Record<string, number | string>> = {},
): string {
  const sentence = CONTENT.words[name];
  if (sentence === undefined) throw new RangeError(`no sentence '${name}'`);
  return filled(sentence[language], language, values);
}

/** The sentence for one of the notes an estimate carries. */
export function note(name: string, language: Language): string {
  return say(`note_${name}`, language);
}

/** Why a number of the dose is unknown, in this language; estimates carry it in English. */
export function reasonSaid(reason: string, language: Language): string {
  if (language === "en") return reason;
  const known = Object.values(CONTENT.words).find(({ en }) => en === reason);
  return known?.[language] ?? reason;
}
