/**
 * What is asked of whom: the parts of the protocol, by the screening, the room and the stairs.
 *
 *     stand · forward · stop · backward · stop · turn · forward · stop · backward · stop ·
 *     sideways · stop · (stairs up · stop · stairs down · stop)          about three minutes
 */

import type { Phrase } from "../i18n/phrase.ts";
import type { Label } from "./labels.ts";

/** What the person says of the place. */
export interface Place {
  /** A clear way of 15 m and more, or a room of 5 m. */
  readonly room: "long" | "short";
  /** A flight of stairs with a rail. */
  readonly stairs: boolean;
}

/** What the screening allows. */
export interface Allowed {
  /** Null: it may begin; else why not, and what helps. */
  readonly why: Phrase | null;
  /** One hand stays at a rail, and only forward and backward are walked. */
  readonly rail: boolean;
  /** Turning on the spot and stairs are left out. */
  readonly careful: boolean;
  /** Somebody should be near. */
  readonly company: boolean;
}

/** The parts of a screening's result that matter here; its JSON form. */
export interface ScreeningResult {
  readonly settings: readonly string[];
  readonly flags: readonly string[];
}

/** One part of the protocol. */
export interface Part {
  readonly label: Label;
  readonly durationS: number;
  /** Spoken before it begins. */
  readonly words: Phrase;
}

const WORDS = {
  noAnswers: {
    en: "First answer the questions about what is safe for you: “Before you start”.",
    de: "Beantworten Sie zuerst die Fragen dazu, was für Sie sicher ist: „Bevor Sie beginnen“.",
  },
  notNow: {
    en: "By your answers, walking backward has to be cleared with a doctor first. So this waits, too.",
    de: "Nach Ihren Antworten ist das Rückwärtsgehen erst ärztlich zu klären. So lange wartet auch dies.",
  },
  onlyTreadmill: {
    en: "By your answers, walking backward is allowed on a treadmill only. This needs a way to walk on.",
    de: "Nach Ihren Antworten ist Rückwärtsgehen nur auf dem Laufband möglich. Dies braucht einen Weg.",
  },
  stand: { en: "Please stand still.", de: "Bitte still stehen." },
  forward: { en: "Next: walk forward as usual.", de: "Als Nächstes: vorwärts gehen wie gewohnt." },
  stop: { en: "Stop. Stand still.", de: "Stopp. Still stehen." },
  backward: {
    en: "Next: look over your shoulder once, then walk backward, slowly.",
    de: "Als Nächstes: einmal über die Schulter sehen, dann langsam rückwärts gehen.",
  },
  backwardRail: {
    en: "Next: one hand at the rail, look over your shoulder once, then walk backward, slowly.",
    de: "Als Nächstes: eine Hand ans Geländer, einmal über die Schulter sehen, dann langsam rückwärts gehen.",
  },
  sideways: {
    en: "Next: step sideways to your right, feet not crossing.",
    de: "Als Nächstes: seitwärts nach rechts gehen, ohne die Füße zu kreuzen.",
  },
  turn: {
    en: "Next: turn round once on the spot, slowly, until you look the same way again.",
    de: "Als Nächstes: langsam einmal auf der Stelle drehen, bis Sie wieder in dieselbe Richtung sehen.",
  },
  half: {
    en: "Next: turn round on the spot, to the way back.",
    de: "Als Nächstes: auf der Stelle umdrehen, zum Rückweg.",
  },
  up: {
    en: "Next: the stairs. Go to them, one hand at the rail. At go, climb up.",
    de: "Als Nächstes: die Treppe. Gehen Sie hin, eine Hand ans Geländer. Bei Los hinaufgehen.",
  },
  down: {
    en: "Next: turn round, one hand at the rail. At go, walk down facing forward.",
    de: "Als Nächstes: umdrehen, eine Hand ans Geländer. Bei Los vorwärts hinuntergehen.",
  },
} satisfies Record<string, Phrase>;

const DIZZY = ["falls", "dizziness", "poor-vision", "balance-medication", "recent-surgery"];

/** What a screening allows; null where nobody was asked yet. */
export function allowedBy(screening: ScreeningResult | null): Allowed {
  const places = screening?.settings ?? [];
  const flags = screening?.flags ?? [];
  const walks = places.some((place) => place !== "treadmill with handrail");
  const why = walks
    ? null
    : screening === null
      ? WORDS.noAnswers
      : places.length
        ? WORDS.onlyTreadmill
        : WORDS.notNow;
  const rail = !places.includes("hallway") && !places.includes("flat open ground");
  const careful = rail || flags.some((flag) => DIZZY.includes(flag));
  return { why, rail, careful, company: careful || flags.includes("alone") };
}

/**
 * The parts of the protocol.
 *
 * @param place what the person says of it; stairs only where there are some.
 * @param allowed by the screening; nothing where it does not allow to begin.
 */
export function partsOf(place: Place, allowed: Allowed): readonly Part[] {
  if (allowed.why !== null) return [];
  const part = (label: Label, durationS: number, words: Phrase): Part => ({ label, durationS, words });
  const backwards = allowed.rail ? WORDS.backwardRail : WORDS.backward;
  const stop = part("stop", 5, WORDS.stop);
  const found = [part("stand", 10, WORDS.stand)];
  if (place.room === "long") {
    found.push(part("forward", 24, WORDS.forward), stop, part("backward", 25, backwards), stop);
    if (!allowed.careful) found.push(part("turn", 8, WORDS.turn), stop);
    found.push(part("forward", 12, WORDS.forward), stop, part("backward", 20, backwards), stop);
  } else {
    for (let k = 0; k < 3; k++) {
      found.push(part("forward", 6, WORDS.forward), stop, part("backward", 8, backwards), stop);
    }
    if (!allowed.careful) found.push(part("turn", 5, WORDS.half), stop);
  }
  if (!allowed.rail) {
    found.push(part("sideways", place.room === "long" ? 12 : 7, WORDS.sideways), stop);
  }
  if (place.stairs && !allowed.careful) {
    found.push(part("stairs_up", 10, WORDS.up), stop, part("stairs_down", 10, WORDS.down), stop);
  }
  return found;
}
