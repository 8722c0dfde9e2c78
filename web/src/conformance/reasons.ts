/**
 * One short word for each sentence in which the tracker says why it does not know.
 *
 * Other implementations may speak other languages; the words are the same everywhere.
 */

import { Placement } from "../recording.ts";
import { ACROSS, ASIDE, TURNS, UNSURE, VIGOROUS } from "../tracker/decide.ts";
import { HANDLED, NO_DIRECTION, NO_GYROSCOPE, REWORN, UNKNOWN_WAIST } from "../tracker/outcomes.ts";

const WORDS: ReadonlyMap<string | undefined, string> = new Map([
  [UNSURE, "unsure"],
  [VIGOROUS, "vigorous"],
  [TURNS, "turning"],
  [ACROSS, "across"],
  [ASIDE, "aside"],
  [NO_DIRECTION.get(Placement.WRIST), "wrist"],
  [NO_DIRECTION.get(Placement.HAND), "hand"],
  [UNKNOWN_WAIST, "waist"],
  [NO_GYROSCOPE, "no_gyroscope"],
  [REWORN, "reworn"],
  [HANDLED, "handled"],
]);

/** The word for a sentence of the tracker; null for none. */
export function wordOf(sentence: string | null): string | null {
  if (sentence === null) return null;
  const word = WORDS.get(sentence);
  if (word === undefined) throw new Error(`no word for "${sentence}"`);
  return word;
}
