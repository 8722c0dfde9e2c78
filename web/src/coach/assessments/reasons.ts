/**
 * Why a sensor gives no result, in both languages.
 *
 * An `Estimate` carries the English sentence, because programs read it too; `said` finds its twin.
 */

import type { Language, Phrase } from "../../i18n/phrase.ts";

export const NOT_ON_LEG: Phrase = {
  en: "only a sensor on a leg shows the first and the last step",
  de: "nur ein Sensor am Bein zeigt den ersten und den letzten Schritt",
};
export const NO_GYROSCOPE: Phrase = {
  en: "the recording has no gyroscope",
  de: "die Aufzeichnung hat kein Gyroskop",
};
export const GAP: Phrase = {
  en: "samples are missing during the walk",
  de: "während des Gehens fehlen Messwerte",
};
export const FEW_SWINGS: Phrase = {
  en: "too few swings of the leg show",
  de: "zu wenige Schwünge des Beins sind zu sehen",
};
export const UNEVEN: Phrase = {
  en: "the leg swings too unevenly",
  de: "das Bein schwingt zu ungleichmäßig",
};
export const BEGINS: Phrase = {
  en: "the recording begins while walking; stand still for two seconds first",
  de: "die Aufzeichnung beginnt im Gehen; stehen Sie davor zwei Sekunden still",
};
export const ENDS: Phrase = {
  en:
    "the recording ends while walking; stand still for two seconds after it, or say with" +
    " --between when the line was crossed",
  de:
    "die Aufzeichnung endet im Gehen; stehen Sie danach zwei Sekunden still oder sagen Sie mit" +
    " --between, wann die Linie erreicht war",
};
export const AT_LINE: Phrase = {
  en: "a foot comes down just as the line is crossed, it may count or not",
  de: "ein Fuß setzt gerade an der Linie auf, er kann zählen oder nicht",
};
export const FIRST_LEG: Phrase = {
  en: "it does not show which leg made the first step; wear it at the ankle",
  de: "es zeigt sich nicht, welches Bein den ersten Schritt machte; tragen Sie ihn am Knöchel",
};
export const LAST_LEG: Phrase = {
  en: "it does not show which leg made the last step; wear it at the ankle",
  de: "es zeigt sich nicht, welches Bein den letzten Schritt machte; tragen Sie ihn am Knöchel",
};
export const NO_WALK: Phrase = {
  en: "no walk of four steps or more shows",
  de: "kein Gehen von vier Schritten oder mehr ist zu sehen",
};
export const NO_PAUSE: Phrase = {
  en: "the backward walk begins or ends without a pause of two seconds",
  de: "das Rückwärtsgehen beginnt oder endet ohne eine Pause von zwei Sekunden",
};
export const NONE_GOES = {
  backward: { en: "no walk backward shows", de: "kein Rückwärtsgehen ist zu sehen" },
  forward: { en: "no walk forward shows", de: "kein Vorwärtsgehen ist zu sehen" },
} as const;
export const DIRECTION_UNKNOWN: Phrase = {
  en: "the direction is unknown",
  de: "die Richtung ist unbekannt",
};
export const STOPWATCH: Phrase = {
  en: "unknown: by stopwatch",
  de: "unbekannt: mit der Stoppuhr",
};

/** All of them. */
export const REASONS: readonly Phrase[] = [
  NOT_ON_LEG,
  NO_GYROSCOPE,
  GAP,
  FEW_SWINGS,
  UNEVEN,
  BEGINS,
  ENDS,
  AT_LINE,
  FIRST_LEG,
  LAST_LEG,
  NO_WALK,
  NO_PAUSE,
  ...Object.values(NONE_GOES),
  DIRECTION_UNKNOWN,
  STOPWATCH,
];

/** What a phone says instead: it has no options of a command line. */
const ENDS_ON_PHONE: Phrase = {
  en: "the recording ends while walking; stand still for two seconds after it",
  de: "die Aufzeichnung endet im Gehen; stehen Sie danach zwei Sekunden still",
};

/** A reason as the screen shows it in this language. */
export function onScreen(reason: string, language: Language): string {
  return reason === ENDS.en ? ENDS_ON_PHONE[language] : said(reason, language);
}

/** A reason in this language; what is not one of ours stays as it is. */
export function said(reason: string, language: Language): string {
  if (language === "en") return reason;
  const begin = `${DIRECTION_UNKNOWN.en}: `;
  if (reason.startsWith(begin)) return `${DIRECTION_UNKNOWN.de}: ${reason.slice(begin.length)}`;
  return REASONS.find(({ en }) => en === reason)?.de ?? reason;
}
