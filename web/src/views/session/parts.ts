/** A part of a session in short lines, as a person reads them. */

import type { Block } from "../../coach/base.ts";
import { decimals, numberPhrase, word, WORDS as NAMES } from "../../coach/plan/words.ts";
import { filledPhrase, listed, type Phrase } from "../../i18n/phrase.ts";

const WORDS = {
  once: { en: "{seconds} seconds backward", de: "{seconds} Sekunden rückwärts" },
  bouts: {
    en: "{bouts} times {seconds} seconds backward",
    de: "{bouts}-mal {seconds} Sekunden rückwärts",
  },
  rest: { en: "{seconds} seconds of rest between", de: "dazwischen {seconds} Sekunden Pause" },
  slope: { en: "{slope} % uphill", de: "{slope} % Steigung" },
  cadence: { en: "{spm} steps a minute", de: "{spm} Schritte in der Minute" },
};

/** Its lines. */
export function stepText(block: Block): readonly Phrase[] {
  if (block.kind === "exercise") return [NAMES.levels[block.level]];
  const seconds = decimals(block.bout_s, 0);
  const lines = [
    block.bouts === 1
      ? filledPhrase(WORDS.once, { seconds })
      : filledPhrase(WORDS.bouts, { bouts: String(block.bouts), seconds }),
  ];
  if (block.bouts > 1) lines.push(filledPhrase(WORDS.rest, { seconds: decimals(block.rest_s, 0) }));
  lines.push(
    listed([NAMES.settings[block.setting], NAMES.supports[block.support], NAMES.paces[block.pace]]),
  );
  if (block.slope_percent !== 0) {
    lines.push(filledPhrase(WORDS.slope, { slope: numberPhrase(block.slope_percent) }));
  }
  if (block.cadence_spm !== null) {
    lines.push(filledPhrase(WORDS.cadence, { spm: decimals(block.cadence_spm, 0) }));
  }
  if (block.task !== null) lines.push(word(NAMES.tasks, block.task));
  return lines;
}
