/** What places, paces and tasks are called, and numbers as a person reads them. */

import { listed, type Phrase } from "../../i18n/phrase.ts";
import type { Block } from "../base.ts";
import { PLAN } from "../content.ts";

/** What everything of the plan is called. */
export const WORDS = PLAN.words;

/** A word by its id, or the id itself where there is none. */
export function word(words: Readonly<Record<string, Phrase>>, id: string): Phrase {
  return words[id] ?? { en: id, de: id };
}

/** Decimals as Python writes them: halves go to the even neighbour. */
export function decimals(value: number, count: number): string {
  // only such a value lies exactly between two of `count` decimals in binary
  const tie = value * 2 ** (count + 1);
  if (!Number.isInteger(tie) || tie % 2 === 0) return value.toFixed(count);
  const low = Math.floor(value * 10 ** count);
  return ((low % 2 === 0 ? low : low + 1) / 10 ** count).toFixed(count);
}

/** A number without needless zeros, with a comma in German. */
export function numberPhrase(value: number, count = 1): Phrase {
  const full = decimals(value, count);
  const text = full.includes(".") ? full.replace(/\.?0+$/, "") : full;
  return { en: text, de: text.replace(".", ",") };
}

/** Seconds as minutes. */
export function minutesPhrase(seconds: number): Phrase {
  return numberPhrase(seconds / 60);
}

/** One block in a line. */
export function blockText(block: Block): Phrase {
  if (block.kind === "exercise") {
    const name = word(WORDS.exercises, block.exercise);
    const level = WORDS.levels[block.level];
    return {
      en: `${name.en} (${level.en}) [${block.exercise}]`,
      de: `${name.de} (${level.de}) [${block.exercise}]`,
    };
  }
  const bouts = `${block.bouts} × ${decimals(block.bout_s, 0)} s`;
  const parts: Phrase[] = [
    { en: `backward ${bouts}`, de: `rückwärts ${bouts}` },
    WORDS.settings[block.setting],
    WORDS.supports[block.support],
    WORDS.paces[block.pace],
  ];
  if (block.slope_percent !== 0) {
    const slope = numberPhrase(block.slope_percent);
    parts.push({ en: `${slope.en} % slope`, de: `${slope.de} % Steigung` });
  }
  if (block.task !== null) parts.push(word(WORDS.tasks, block.task));
  if (block.bouts > 1) {
    const rest = decimals(block.rest_s, 0);
    parts.push({ en: `rest ${rest} s`, de: `Pause ${rest} s` });
  }
  return listed(parts);
}
