/**
 * Real change or noise?
 *
 *     change = latest result - first result, in the unit of the test
 *
 *     band known for this person's group:    |change| > band             -> real, else noise
 *     band known for other groups only:      |change| below the smallest -> noise
 *                                            |change| above the largest  -> real
 *                                            between                     -> cannot tell
 *     no band readable:                      within the error of timing  -> noise
 *                                            else                        -> cannot tell
 *
 * The band is the smallest detectable change with 95 % confidence: two tests of a person whom
 * nothing has changed differ by less in 95 of 100 cases.
 */

import { RetrowalkError } from "../../errors.ts";
import { Estimate } from "../../estimate.ts";
import { numberText } from "../../evidence/texts.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { roundedTo } from "../../maths/decimal.ts";
import type { NoiseBand } from "../content_library.ts";
import type { TestResult } from "../results.ts";
import { assessment } from "./catalogue.ts";

/** What a change is. */
export const Change = {
  REAL: "real change",
  NOISE: "noise",
  CANNOT_TELL: "cannot tell",
  TOO_FEW: "too few results",
} as const;
export type Change = (typeof Change)[keyof typeof Change];

/** Whether a change is real, and why. */
export interface Judgement {
  /** Id of the test. */
  readonly test: string;
  readonly change: Change;
  /** Latest minus first, with the interval of both results together. */
  readonly by: Estimate;
  /** Whether it went the better way; null without a change. */
  readonly better: boolean | null;
  /** The smallest change that is more than noise, or why none is known. */
  readonly band: Estimate;
  /** The reason as the person reads it. */
  readonly sentence: Phrase;
  /** Evidence rows. */
  readonly sources: readonly string[];
}

/**
 * Whether the latest result differs from the first by more than noise.
 *
 * @param results any results; those of this test and side are taken, by date.
 * @param group id of a noise band of the test that the person belongs to, or null.
 * @param side where each leg is tested.
 */
export function judge(
  test: string,
  results: readonly TestResult[],
  group: string | null = null,
  side: string | null = null,
): Judgement {
  const known = assessment(test);
  const band = known.bands.find((one) => one.group === group);
  if (group !== null && band === undefined) {
    const names = known.bands.map((one) => one.group).join(", ") || "none for this test";
    throw new RetrowalkError(`there is no group '${group}'`, {
      where: test,
      remedy: `groups: ${names}`,
    });
  }
  const mine = results
    .filter((one) => one.test === test && one.side === side && one.value.value !== null)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  if (mine.length < 2) return tooFew(test, known.unit);
  const by = difference(Estimate.of(mine[0].value), Estimate.of(mine[mine.length - 1].value));
  const change = by.value ?? 0;
  const size = Math.abs(change);
  const better = size === 0 ? null : change < 0 === (known.better === "lower");
  const told = { test, by, better };
  if (band !== undefined) return { ...told, ...byBand(size, band, known.unit) };
  if (known.bands.length) return { ...told, ...byOthers(size, known.bands, known.unit) };
  return { ...told, ...withoutBand(by, known.unit) };
}

type Verdict = Pick<Judgement, "change" | "band" | "sentence" | "sources">;

function tooFew(test: string, unit: string): Judgement {
  const needed = Estimate.unknown(unit, "two results are needed");
  return {
    test,
    change: Change.TOO_FEW,
    by: needed,
    better: null,
    band: needed,
    sentence: {
      en: "One result alone shows no change. Test again in two weeks.",
      de: "Ein Ergebnis allein zeigt keine Änderung. Testen Sie in zwei Wochen wieder.",
    },
    sources: [],
  };
}

/** Latest minus first; independent errors add by their squares. */
function difference(first: Estimate, latest: Estimate): Estimate {
  const [from, to] = [first.value ?? 0, latest.value ?? 0];
  const change = to - from;
  if (first.low === null || latest.low === null || first.high === null || latest.high === null) {
    return new Estimate(change, null, null, latest.unit);
  }
  const below = Math.sqrt((to - latest.low) ** 2 + (first.high - from) ** 2);
  const above = Math.sqrt((latest.high - to) ** 2 + (from - first.low) ** 2);
  return new Estimate(change, change - below, change + above, latest.unit);
}

function shown(number: number, unit: string): Phrase {
  const text = (language: "en" | "de"): string =>
    `${numberText(roundedTo(number, 2), language)} ${unit}`;
  return { en: text("en"), de: text("de") };
}

function byBand(size: number, { estimate, row, value }: NoiseBand, unit: string): Verdict {
  const isReal = size > value;
  const [is, band] = [shown(size, unit), shown(value, unit)];
  return {
    change: isReal ? Change.REAL : Change.NOISE,
    band: Estimate.of(estimate),
    sentence: isReal
      ? {
          en:
            `${is.en} is more than the ${band.en} that two tests differ by without any change:` +
            " probably real.",
          de:
            `${is.de} ist mehr als die ${band.de}, um die sich zwei Tests auch ohne Änderung` +
            " unterscheiden: wahrscheinlich echt.",
        }
      : {
          en:
            `${is.en} is within the ${band.en} that two tests differ by without any change:` +
            " noise.",
          de:
            `${is.de} liegt innerhalb der ${band.de}, um die sich zwei Tests auch ohne Änderung` +
            " unterscheiden: Rauschen.",
        },
    sources: [row],
  };
}

function byOthers(size: number, bands: readonly NoiseBand[], unit: string): Verdict {
  const ranked = [...bands].sort((a, b) => a.value - b.value);
  const [smallest, largest] = [ranked[0], ranked[ranked.length - 1]];
  const is = shown(size, unit);
  const [low, high] = [shown(smallest.value, unit), shown(largest.value, unit)];
  const band = Estimate.unknown(
    unit,
    `not readable for people in general; ${low.en} to ${high.en} in patient groups`,
  );
  if (size <= smallest.value) {
    return {
      change: Change.NOISE,
      band,
      sentence: {
        en:
          `${is.en} is less than in every group that was measured (${low.en} at least): take` +
          " it as noise.",
        de:
          `${is.de} ist weniger als in jeder gemessenen Gruppe (mindestens ${low.de}): als` +
          " Rauschen zu nehmen.",
      },
      sources: [smallest.row],
    };
  }
  if (size > largest.value) {
    return {
      change: Change.REAL,
      band,
      sentence: {
        en:
          `${is.en} is more than in every group that was measured (${high.en} at most):` +
          " probably real.",
        de:
          `${is.de} ist mehr als in jeder gemessenen Gruppe (höchstens ${high.de}):` +
          " wahrscheinlich echt.",
      },
      sources: [largest.row],
    };
  }
  return {
    change: Change.CANNOT_TELL,
    band,
    sentence: {
      en:
        `${is.en} lies between the ${low.en} and ${high.en} of the groups that were measured,` +
        " and none could be read for people in general. Trust it when it lasts.",
      de:
        `${is.de} liegt zwischen den ${low.de} und ${high.de} der gemessenen Gruppen, und für` +
        " Menschen im Allgemeinen konnten wir keine Zahl nachlesen. Trauen Sie der Änderung," +
        " wenn sie anhält.",
    },
    sources: [smallest.row, largest.row],
  };
}

function withoutBand(by: Estimate, unit: string): Verdict {
  const value = by.value ?? 0;
  const error = Math.max((by.high ?? 0) - value, value - (by.low ?? 0));
  const band = Estimate.unknown(unit, "the smallest detectable change could not be read");
  if (Math.abs(value) <= error) {
    return {
      change: Change.NOISE,
      band,
      sentence: {
        en: "The change is no larger than the error of measuring by hand or sensor: noise.",
        de: "Die Änderung ist nicht größer als der Messfehler von Hand oder Sensor: Rauschen.",
      },
      sources: [],
    };
  }
  return {
    change: Change.CANNOT_TELL,
    band,
    sentence: {
      en:
        "More than the error of measuring, but how much people vary from day to day could not be" +
        " read for this test. Trust it when it lasts.",
      de:
        "Mehr als der Messfehler, aber wie sehr Menschen von Tag zu Tag schwanken, konnten wir für" +
        " diesen Test nicht nachlesen. Trauen Sie der Änderung, wenn sie anhält.",
    },
    sources: [],
  };
}
