/** What is said at fixed points of a session. */

import type { Phrase } from "../i18n/phrase.ts";
import type { Message, Values } from "./announcements.ts";

const PRIORITY = 8;

function fixed(
  id: string,
  words: Phrase,
  more: Partial<Omit<Message, "id" | "words">> = {},
): Message {
  return {
    id,
    words,
    values: {},
    priority: PRIORITY,
    vibrate: [200],
    staleS: 20,
    tone: "even",
    ...more,
  };
}

/** By name. */
export const FIXED = {
  put_in: fixed("put_in", {
    en: "Put the phone where you will wear it. Then stand still.",
    de: "Stecken Sie das Telefon dorthin, wo Sie es tragen. Dann stehen Sie still.",
  }),
  calibrate: fixed("calibrate", {
    en: "Walk forward as usual.",
    de: "Gehen Sie vorwärts wie gewohnt.",
  }),
  too_short: fixed("too_short", {
    en: "That was too short. Once more: walk forward for twelve seconds, without long stops.",
    de: "Das war zu kurz. Noch einmal: Gehen Sie zwölf Sekunden vorwärts, ohne lange Halte.",
  }),
  uneven: fixed("uneven_calibration", {
    en: "The steps differed too much. Once more: walk forward, straight and at an even pace.",
    de: "Die Schritte waren zu verschieden. Noch einmal: Gehen Sie vorwärts, geradeaus und gleichmäßig.",
  }),
  was_backward: fixed("was_backward", {
    en: "That looked like walking backward. Once more: walk forward as usual.",
    de: "Das sah nach Rückwärtsgehen aus. Noch einmal: Gehen Sie vorwärts wie gewohnt.",
  }),
  calibrated: fixed(
    "calibrated",
    {
      en: "Thank you. Stop. Calibrated. Hold the rail, look over your shoulder once, and turn round when you are ready.",
      de: "Danke. Stopp. Kalibriert. Halten Sie sich fest, sehen Sie einmal über die Schulter und drehen Sie sich um, wenn Sie so weit sind.",
    },
    { tone: "rise" },
  ),
  uncalibrated: fixed("uncalibrated", {
    en: "I learn it while you walk. Stop, look over your shoulder once, and turn round when you are ready.",
    de: "Ich lerne es beim Gehen. Stopp. Sehen Sie einmal über die Schulter und drehen Sie sich um, wenn Sie so weit sind.",
  }),
  begin: fixed("begin", {
    en: "Look over your shoulder once, then walk backward.",
    de: "Sehen Sie einmal über die Schulter, dann gehen Sie rückwärts.",
  }),
  stuck: fixed("stuck", {
    en: "The calibration did not work. Stop and look at the phone.",
    de: "Die Kalibrierung hat nicht geklappt. Bleiben Sie stehen und sehen Sie auf das Telefon.",
  }, { tone: "fall" }),
  pause: fixed("pause", { en: "Pause. I keep watching.", de: "Pause. Ich sehe weiter zu." }),
  resume: fixed("resume", { en: "We go on.", de: "Es geht weiter." }),
  gap: fixed(
    "gap",
    {
      en: "I saw nothing for {seconds} seconds. Nothing was counted there.",
      de: "{seconds} Sekunden lang habe ich nichts gesehen. Dort wurde nichts gezählt.",
    },
    { tone: "fall" },
  ),
  learn_again: fixed(
    "learn_again",
    {
      en: "The phone may sit differently now. I learn the direction anew while you walk.",
      de: "Das Telefon sitzt jetzt vielleicht anders. Ich lerne die Richtung beim Gehen neu.",
    },
    { tone: "fall", priority: 7 },
  ),
  calibrate_again: fixed(
    "calibrate_again",
    {
      en: "The phone may sit differently now. Stop and calibrate again.",
      de: "Das Telefon sitzt jetzt vielleicht anders. Bleiben Sie stehen und kalibrieren Sie neu.",
    },
    { tone: "fall" },
  ),
  battery: fixed(
    "battery",
    { en: "The battery is low.", de: "Der Akku ist fast leer." },
    { tone: "fall", priority: 5 },
  ),
  ended: fixed("ended", { en: "The walk is over.", de: "Der Gang ist beendet." }),
} as const satisfies Readonly<Record<string, Message>>;

export type FixedName = keyof typeof FIXED;

/** A fixed message with its values. */
export function fixedMessage(name: FixedName, values: Values = {}): Message {
  return { ...FIXED[name], values };
}
