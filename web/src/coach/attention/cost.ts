/**
 * What a task of the mind cost: cadence and steadiness with it and without it.
 *
 * Both walks are cut into bouts of the same direction. The k-th bout without is paired with the
 * k-th bout with the task; the cost is the mean of the paired differences:
 *
 *     d_k  = with_k - without_k
 *     cost = mean(d), 95 % interval by Student's t over the pairs
 *
 * With fewer than two pairs there is no spread between pairs; then the bouts' own 95 % intervals
 * are added by their squares, which treats both walks as independent. A pair is left out when one
 * of its numbers is unknown. Order of the walks, practice and tiredness are in the difference too.
 */

import { RetrowalkError } from "../../errors.ts";
import { Estimate, type EstimateData } from "../../estimate.ts";
import type { Language, Phrase } from "../../i18n/phrase.ts";
import { mean, variance } from "../../maths/numbers.ts";
import { studentQuantile } from "../../maths/student.ts";
import { Direction } from "../../tracker/base.ts";
import type { BoutData, WalkData } from "../../walk.ts";
import type { ClaimsContent } from "../content_library.ts";

/** Number of the claim on walking backward and the brain. */
export const BRAIN_CLAIM = 14;
/** As few pairs as have a spread between them. */
export const FEWEST_PAIRS = 2;

/** The cost of a task; negative cadence is slower, positive variability less even. */
export interface TaskCost {
  /** Change of steps a minute. */
  readonly cadenceSpm: Estimate;
  /** Change of step-time variability. */
  readonly stepTimeCv: Estimate;
  /** How many pairs of bouts were compared. */
  readonly pairs: number;
  /** How the intervals came about. */
  readonly method: Phrase;
}

/** The cost as it is stored with the two walks. */
export interface TaskCostJson {
  readonly cadence_spm: EstimateData;
  readonly step_time_cv: EstimateData;
  readonly pairs: number;
}

const PAIRED: Phrase = {
  en: "Mean of the differences of paired bouts; interval by Student's t over the pairs.",
  de: "Mittel der Unterschiede gepaarter Abschnitte; Intervall nach Student über die Paare.",
};
const SINGLE: Phrase = {
  en: "One pair of bouts; interval from the bouts' own intervals, as if independent.",
  de:
    "Ein Paar von Abschnitten; Intervall aus deren eigenen Intervallen, als wären sie" +
    " unabhängig.",
};
const NEEDED: Readonly<Record<string, Phrase>> = {
  [Direction.BACKWARD]: {
    en: "both walks need a bout that goes backward",
    de: "in beiden Gängen muss es rückwärts gehen",
  },
  [Direction.FORWARD]: {
    en: "both walks need a bout that goes forward",
    de: "in beiden Gängen muss es vorwärts gehen",
  },
};
const UNKNOWN: Phrase = {
  en: "the number is unknown in every pair of bouts",
  de: "die Zahl ist in jedem Paar von Abschnitten unbekannt",
};
const NO_INTERVAL: Phrase = {
  en: "one pair of bouts without intervals",
  de: "ein Paar von Abschnitten ohne Intervalle",
};
const NONE: Phrase = {
  en: "No bouts could be paired.",
  de: "Keine Abschnitte ließen sich paaren.",
};

/**
 * What the task cost, in bouts of one direction.
 *
 * @param without the walk without a task.
 * @param withTask the walk with it, same place and placement.
 * @param direction of the bouts to compare, backward or forward.
 */
export function taskCost(
  without: WalkData,
  withTask: WalkData,
  direction: Direction = Direction.BACKWARD,
): TaskCost {
  const needed = NEEDED[direction];
  if (needed === undefined) {
    throw new RetrowalkError(`bouts that go '${direction}' are not compared`, {
      where: "--direction",
      remedy: `say ${Object.keys(NEEDED).join(" or ")}`,
    });
  }
  const [before, after] = [boutsOf(without, direction), boutsOf(withTask, direction)];
  const count = Math.min(before.length, after.length);
  if (!count) {
    return {
      cadenceSpm: Estimate.unknown("1/min", needed.en),
      stepTimeCv: Estimate.unknown("1", needed.en),
      pairs: 0,
      method: NONE,
    };
  }
  const cost = (number: (bout: BoutData) => EstimateData, unit: string): Estimate =>
    costOf(
      Array.from({ length: count }, (_, k) => [number(before[k]), number(after[k])]),
      unit,
    );
  return {
    cadenceSpm: cost((bout) => bout.cadence_spm, "1/min"),
    stepTimeCv: cost((bout) => bout.steadiness.step_time_cv, "1"),
    pairs: count,
    method: count >= FEWEST_PAIRS ? PAIRED : SINGLE,
  };
}

/** The cost as it is stored. */
export function taskCostToDict({ cadenceSpm, stepTimeCv, pairs }: TaskCost): TaskCostJson {
  return { cadence_spm: cadenceSpm.toJSON(), step_time_cv: stepTimeCv.toJSON(), pairs };
}

/** What the cost means, in one sentence. */
export function costSentence({ cadenceSpm, stepTimeCv }: TaskCost): Phrase {
  const [cadence, steadiness] = [isClear(cadenceSpm), isClear(stepTimeCv)];
  if (cadence === null && steadiness === null) {
    return {
      en: "The walks cannot be compared.",
      de: "Die Gänge lassen sich nicht vergleichen.",
    };
  }
  if (!cadence && !steadiness) {
    return {
      en: "No clear difference with the task: zero lies within the intervals.",
      de: "Kein klarer Unterschied mit der Aufgabe: Null liegt in den Intervallen.",
    };
  }
  const [en, de]: [string[], string[]] = [[], []];
  if (cadence) {
    const slower = (cadenceSpm.value ?? 0) < 0;
    en.push(slower ? "slower steps" : "faster steps");
    de.push(slower ? "langsamere Schritte" : "schnellere Schritte");
  }
  if (steadiness) {
    const uneven = (stepTimeCv.value ?? 0) > 0;
    en.push(uneven ? "less even steps" : "more even steps");
    de.push(uneven ? "weniger gleichmäßige Schritte" : "gleichmäßigere Schritte");
  }
  return {
    en: `With the task: ${en.join(" and ")}.`,
    de: `Mit der Aufgabe: ${de.join(" und ")}.`,
  };
}

/** Why a cost is unknown, in this language. */
export function reasonSaid(reason: string, language: Language): string {
  const all = [...Object.values(NEEDED), UNKNOWN, NO_INTERVAL];
  return all.find(({ en }) => en === reason)?.[language] ?? reason;
}

/** Verdict, grade and sentence of the claim about the brain; the claims are loaded on demand. */
export function brainSentence(content: ClaimsContent, language: Language): string {
  const found = content.claims.find(({ number }) => number === BRAIN_CLAIM);
  if (found === undefined) throw new RangeError(`no claim ${BRAIN_CLAIM}`);
  const verdict = content.verdicts[found.verdict]?.[language];
  const grade = content.grades[found.grade]?.[language];
  const ids = [...found.for, ...found.against].join(", ");
  return `${found.claim[language]} – ${verdict} (${grade}). ${found.sentence[language]} [${ids}]`;
}

function boutsOf({ bouts }: WalkData, direction: Direction): BoutData[] {
  return bouts.filter((bout) => bout.direction === direction);
}

/** Whether zero lies outside the interval; null where there is none. */
function isClear({ low, high }: Estimate): boolean | null {
  return low === null || high === null ? null : low > 0 || high < 0;
}

function costOf(pairs: (readonly [EstimateData, EstimateData])[], unit: string): Estimate {
  const known = pairs.filter(([before, after]) => before.value !== null && after.value !== null);
  if (!known.length) return Estimate.unknown(unit, UNKNOWN.en);
  const differences = known.map(([before, after]) => (after.value ?? 0) - (before.value ?? 0));
  const middle = mean(differences);
  const count = differences.length;
  if (count >= FEWEST_PAIRS) {
    const half =
      studentQuantile(0.975, count - 1) * Math.sqrt(variance(differences, 1) / count);
    return new Estimate(middle, middle - half, middle + half, unit);
  }
  const [before, after] = known[0].map(halfOf);
  if (before === null || after === null) {
    return new Estimate(middle, null, null, unit, NO_INTERVAL.en);
  }
  const half = Math.sqrt(before ** 2 + after ** 2);
  return new Estimate(middle, middle - half, middle + half, unit);
}

function halfOf({ low, high }: EstimateData): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}
