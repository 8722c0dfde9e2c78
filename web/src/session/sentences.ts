/**
 * The tracker's reasons and warnings in the reader's language: the twin of
 * `retrowalk.report.sentences`. The tracker speaks English; `{}` stands for a number, a word or
 * another sentence.
 */

import type { SentencesContent } from "../coach/content_library.ts";
import type { Language } from "../i18n/phrase.ts";

/**
 * A sentence, name or number of the tracker in the reader's language.
 *
 * @param text as the tracker said it.
 * @param content the sentences and their twins.
 * @returns the text itself where there is no twin: an English answer is better than none.
 */
export function translated(text: string, language: Language, content: SentencesContent): string {
  if (language === "en") return text;
  for (const { en, de } of content.patterns) {
    const found = patternOf(en).exec(text);
    if (found === null) continue;
    const parts = found.slice(1).map((part) => translated(part, language, content));
    return de.replace(/\{\}/g, () => parts.shift() ?? "");
  }
  if (/^\d+\.\d+$/.test(text)) return text.replace(".", ",");
  return content.names[text] ?? text;
}

const patterns = new Map<string, RegExp>();

function patternOf(english: string): RegExp {
  const known = patterns.get(english);
  if (known !== undefined) return known;
  const plain = english.replace(/[.*+?^$()|[\]\\/]/g, "\\$&").replace(/\{\}/g, "(.*)");
  const made = new RegExp(`^${plain}$`);
  patterns.set(english, made);
  return made;
}
