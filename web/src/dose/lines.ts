/** A dose in plain sentences, German and English. */

import type { Estimate } from "../estimate.ts";
import { numberText } from "../evidence/texts.ts";
import type { Language } from "../i18n/phrase.ts";
import type { Dose } from "./session.ts";
import { note, say } from "./words.ts";

const SMALL = 20;

function line(name: string, estimate: Estimate, language: Language, usual = ".0f"): string {
  const { value, low, high } = estimate;
  if (value === null) return say(`dose_${name}_unknown`, language);
  // whole numbers would hide the interval
  const spec = name !== "steps" && Math.abs(value) < SMALL ? ".1f" : usual;
  const text = (number: number): string => numberText(number, language, spec);
  if (low === null || high === null) {
    return say(`dose_${name}_bare`, language, { value: text(value) });
  }
  return say(`dose_${name}`, language, { value: text(value), low: text(low), high: text(high) });
}

/** A dose in plain sentences: backward walking first, knee and muscles last. */
export function doseLines(given: Dose, language: Language): string[] {
  const out: string[] = [];
  for (const part of [given.backward, given.forward]) {
    const minutes = part.minutes.value ?? 0;
    if (minutes <= 0) continue;
    out.push(
      say(`dose_${part.direction}`, language, { minutes: numberText(minutes, language, ".1f") }),
      line("steps", part.steps, language),
      line("kcal", part.grossKcal, language),
      line("net_kcal", part.netKcal, language),
      line("met_minutes", part.metMinutes, language),
      line("moderate", part.moderateMinutes, language, ".1f"),
      ...part.notes.map((name) => note(name, language)),
      say("dose_sources", language, { ids: part.metMinutes.sources.join(", ") }),
    );
  }
  if (!out.length) return [say("note_no_walking", language)];
  if (given.backward.minutes.value) {
    out.push(say("dose_knee", language), ...given.knee.map((one) => one.sentence[language]));
    out.push(say("dose_muscle", language), ...given.muscle.map((one) => one.sentence[language]));
  }
  return out;
}
