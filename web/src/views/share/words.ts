/** Words of sharing that several screens say. */

import type { Phrase } from "../../i18n/phrase.ts";
import type { SharedKind, ShareState } from "../../sync/server.ts";

export const KIND_NAMES: Readonly<Record<SharedKind, Phrase>> = {
  plan: { en: "Plan", de: "Plan" },
  log: { en: "Log", de: "Tagebuch" },
  result: { en: "Tests", de: "Tests" },
  walk: { en: "Walks", de: "Gänge" },
  attention: { en: "Walks with a task", de: "Gehen mit Aufgabe" },
  screening: { en: "Questions before the start", de: "Fragen vor dem Beginn" },
  motion: { en: "Raw sensor data", de: "Rohdaten der Sensoren" },
};

export const KIND_HINTS: Readonly<Record<SharedKind, Phrase>> = {
  plan: { en: "goal, minutes, weeks", de: "Ziel, Minuten, Wochen" },
  log: {
    en: "sessions done, pain, effort, your notes",
    de: "erledigte Einheiten, Schmerz, Anstrengung, Ihre Notizen",
  },
  result: { en: "results with their noise", de: "Ergebnisse mit ihrem Rauschen" },
  walk: { en: "steps, pace, directions", de: "Schritte, Tempo, Richtungen" },
  attention: { en: "what a spoken task cost", de: "was eine gesprochene Aufgabe gekostet hat" },
  screening: {
    en: "your answers on health",
    de: "Ihre Antworten zur Gesundheit",
  },
  motion: {
    en: "every movement of the phone while walking",
    de: "jede Bewegung des Telefons beim Gehen",
  },
};

export const STATE_NAMES: Readonly<Record<ShareState, Phrase>> = {
  waiting: { en: "code not used yet", de: "Code noch nicht benutzt" },
  lapsed: { en: "code too old", de: "Code abgelaufen" },
  active: { en: "open", de: "offen" },
  expired: { en: "expired", de: "abgelaufen" },
  ended: { en: "ended", de: "beendet" },
};

const VIEW_NAMES: readonly (readonly [RegExp, Phrase])[] = [
  [/^overview$/, { en: "overview", de: "Übersicht" }],
  [/^page$/, { en: "your page", de: "Ihre Seite" }],
  [/^list of (\w+)$/, { en: "list: {kind}", de: "Liste: {kind}" }],
  [/^one (\w+)$/, { en: "one entry: {kind}", de: "ein Eintrag: {kind}" }],
];

/** What was looked at, and of which kind. */
export function viewName(what: string): { readonly phrase: Phrase; readonly kind: Phrase | null } {
  for (const [pattern, phrase] of VIEW_NAMES) {
    const found = pattern.exec(what);
    if (found !== null) {
      const kind = found[1] as SharedKind | undefined;
      return { phrase, kind: kind === undefined ? null : (KIND_NAMES[kind] ?? null) };
    }
  }
  return { phrase: { en: what, de: what }, kind: null };
}
