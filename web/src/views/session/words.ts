/** Words for the numbers of pain and effort. */

import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";

const PAIN: readonly (readonly [number, Phrase])[] = [
  [0, { en: "none", de: "keiner" }],
  [3, { en: "slight", de: "leicht" }],
  [5, { en: "clear", de: "deutlich" }],
  [7, { en: "strong", de: "stark" }],
  [9, { en: "very strong", de: "sehr stark" }],
  [10, { en: "the worst", de: "der schlimmste" }],
];
const EFFORT: readonly (readonly [number, Phrase])[] = [
  [0, { en: "none", de: "keine" }],
  [2, { en: "very easy", de: "sehr leicht" }],
  [4, { en: "easy", de: "leicht" }],
  [6, { en: "moderate", de: "mittel" }],
  [8, { en: "hard", de: "anstrengend" }],
  [9, { en: "very hard", de: "sehr anstrengend" }],
  [10, { en: "all I can", de: "mehr geht nicht" }],
];

function wordOf(words: typeof PAIN, value: number): string {
  const found = words.find(([most]) => value <= most);
  return found === undefined ? "" : say(found[1]);
}

/** Pain 0 to 10 in a word. */
export function painWord(value: number): string {
  return wordOf(PAIN, value);
}

/** Effort 0 to 10 in a word. */
export function effortWord(value: number): string {
  return wordOf(EFFORT, value);
}
