/** The tracker's sentences as screens show them; English until the German ones are loaded. */

import { signal } from "@preact/signals";

import { loadSentences, type SentencesContent } from "../../coach/content.ts";
import { language } from "../../i18n/language.ts";
import { translated } from "../../session/sentences.ts";

const sentences = signal<SentencesContent | null>(null);
let asked = false;

/** A reason or warning in the language of the app. */
export function reasonText(text: string): string {
  if (language.value === "en") return text;
  if (!asked) {
    asked = true;
    void loadSentences().then((content) => {
      sentences.value = content;
    });
  }
  return sentences.value === null ? text : translated(text, language.value, sentences.value);
}
