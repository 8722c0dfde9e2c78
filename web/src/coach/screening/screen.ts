/** From answers to what is safe: every rule that fires, and the most careful of them. */

import { RetrowalkError } from "../../errors.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { ADVICE, SETTINGS, reasonOf, type Advice, type Reason, type Setting } from "../base.ts";
import { SCREENING, type ScreeningRule } from "../content.ts";
import {
  checkVersion,
  flagsOf,
  list,
  number,
  oneOf,
  phraseFrom,
  reasonFrom,
  record,
} from "../reading.ts";
import { holds, type Answers, type Screening } from "./base.ts";

const VERSION = 1;

/** What these answers allow; the most careful rule wins. */
export function screen(answers: Answers): Screening {
  const fired = SCREENING.rules
    .filter((rule) => rule.when.every((when) => holds(when, answers)))
    .sort((one, other) => rank(adviceOf(other, answers)) - rank(adviceOf(one, answers)));
  const advice = fired[0] === undefined ? "go" : adviceOf(fired[0], answers);
  const allowed = SETTINGS.filter((place) => fired.every((rule) => rule.settings.includes(place)));
  const noticed = new Set(fired.flatMap((rule) => rule.flags));
  const covered = new Set(fired.flatMap((rule) => rule.covers));
  const told = fired.filter((rule) => !covered.has(rule.id));
  const open = told.flatMap((rule) =>
    rule.clear === null || isCleared(rule, answers) ? [] : [rule.clear],
  );
  const { rule, sentence, sources } = SCREENING.nothing_found;
  return {
    version: VERSION,
    advice,
    settings: waits(advice) ? [] : allowed,
    flags: Object.keys(SCREENING.flags).filter((flag) => noticed.has(flag)),
    fired:
      told.length === 0
        ? [reasonOf(rule, sentence, sources)]
        : told.map((one) => reasonFor(one, answers)),
    clear_with_doctor: unique(open),
    stop_rules: SCREENING.stop_rules,
    age_years: answers["age"] as number,
    pain: answers["pain"] as number,
  };
}

/** Whether an advice means to wait: then there is no walking backward. */
export function waits(advice: Advice): boolean {
  return advice === "ask your doctor first" || advice === "not now";
}

/** Whether a doctor's yes would open the way: then the last question is asked. */
export function mayBeCleared(screening: Screening): boolean {
  const names = new Set(screening.fired.map(({ rule }) => rule));
  const waiting = SCREENING.rules.filter((rule) => names.has(rule.id) && waits(rule.advice));
  return waiting.length > 0 && waiting.every(({ clearable }) => clearable);
}

/**
 * A screening from its JSON form.
 *
 * Throws a RetrowalkError where it is of a newer version, or no screening.
 */
export function screeningFrom(data: unknown): Screening {
  checkVersion(data, VERSION, "screening");
  try {
    const given = record(data);
    return {
      version: VERSION,
      advice: oneOf(ADVICE, given["advice"]),
      settings: list(given, "settings").map((place): Setting => oneOf(SETTINGS, place)),
      flags: flagsOf(given["flags"]),
      fired: list(given, "fired").map(reasonFrom),
      clear_with_doctor: list(given, "clear_with_doctor").map(phraseFrom),
      stop_rules: list(given, "stop_rules").map(phraseFrom),
      age_years: number(given, "age_years"),
      pain: number(given, "pain"),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RetrowalkError(`this is no screening (${error.message})`, {
      where: "screening",
      remedy: "answer the questions again",
    });
  }
}

function rank(advice: Advice): number {
  return ADVICE.indexOf(advice);
}

function isCleared(rule: ScreeningRule, answers: Answers): boolean {
  return rule.clearable && answers["cleared"] === "yes";
}

function adviceOf(rule: ScreeningRule, answers: Answers): Advice {
  return isCleared(rule, answers) ? "go with a rail or a companion" : rule.advice;
}

function reasonFor(rule: ScreeningRule, answers: Answers): Reason {
  const { en, de } = rule.sentence;
  const yes = SCREENING.professional_yes;
  const sentence = isCleared(rule, answers)
    ? { en: `${en} ${yes.en}`, de: `${de} ${yes.de}` }
    : rule.sentence;
  return reasonOf(rule.id, sentence, rule.sources);
}

function unique(phrases: readonly Phrase[]): readonly Phrase[] {
  return phrases.filter(
    ({ en, de }, at) => phrases.findIndex((one) => one.en === en && one.de === de) === at,
  );
}
