/** All tests by their ids, and a result by hand. */

import { RetrowalkError } from "../../errors.ts";
import { Estimate } from "../../estimate.ts";
import { fixed, general } from "../../maths/decimal.ts";
import type { Assessment } from "../content_library.ts";
import type { TestResult } from "../results.ts";
import { CONTENT } from "./content.ts";

/** Every test, in the order in which they are shown. */
export const ASSESSMENTS: ReadonlyMap<string, Assessment> = new Map(
  CONTENT.tests.map((one) => [one.id, one]),
);
/** That the steps are ours where the original instructions could not be read. */
export const PROTOCOL_NOTE = CONTENT.protocol_note;
export const TEN_METRES_M = CONTENT.ten_metres_m;
const SLOWEST_S = 200;

/** The test with this id. */
export function assessment(identifier: string): Assessment {
  const found = ASSESSMENTS.get(identifier);
  if (found === undefined) {
    throw new RetrowalkError(`there is no test '${identifier}'`, {
      where: "assess",
      remedy: `use one of ${[...ASSESSMENTS.keys()].join(", ")}`,
    });
  }
  return found;
}

/** The speed over ten metres from a stopwatch's seconds. */
export function tenMetresByHand(test: string, date: string, seconds: number): TestResult {
  const known = assessment(test);
  if (known.unit !== "m/s") throw new RetrowalkError("this is no 10-metre walk", { where: test });
  const fastestS = TEN_METRES_M / known.most;
  if (!(fastestS <= seconds && seconds <= SLOWEST_S)) {
    throw new RetrowalkError(`${general(seconds)} s is no result of this test`, {
      where: test,
      remedy: `give ${fixed(fastestS, 1)} to ${general(SLOWEST_S)} s`,
    });
  }
  const [low, value, high] = [known.by_hand, 0, -known.by_hand].map(
    (off) => TEN_METRES_M / (seconds + off),
  );
  return resultOf(test, date, new Estimate(value, low, high, "m/s"));
}

/**
 * A result by stopwatch or by counting; for ten metres see `tenMetresByHand`.
 *
 * The interval is that of timing or counting by hand (design choice, `by_hand` of the test).
 */
export function byHand(
  test: string,
  date: string,
  value: number,
  side: string | null = null,
): TestResult {
  const known = assessment(test);
  const shown = `${general(value)} ${known.unit}`;
  const refused = (what: string, remedy: string): RetrowalkError =>
    new RetrowalkError(what, { where: test, remedy });
  if (!(0 <= value && value <= known.most)) {
    throw refused(
      `${shown} is no result of this test`,
      `give 0 to ${general(known.most)} ${known.unit}`,
    );
  }
  if (value === 0 && (test === "3mbwt" || test === "tug")) {
    throw refused("a walk takes some time", "give more than 0");
  }
  if ((known.unit === "stands" || known.unit === "stages") && !Number.isInteger(value)) {
    throw refused(`${shown} cannot be counted`, "give a whole number");
  }
  if (known.sides !== (side !== null) || (side !== null && !isSide(side))) {
    throw known.sides
      ? refused("this test is done on each leg", "give --side left or --side right")
      : refused("this test has no side", "leave out --side");
  }
  if (known.unit === "m/s") {
    throw refused("this test is timed", "use `ten_metres_by_hand` with seconds");
  }
  const low = Math.max(value - known.by_hand, 0);
  const high = Math.min(value + known.by_hand, known.most);
  return resultOf(test, date, new Estimate(value, low, high, known.unit), side);
}

function isSide(side: string): side is "left" | "right" {
  return side === "left" || side === "right";
}

function resultOf(
  test: string,
  date: string,
  value: Estimate,
  side: string | null = null,
): TestResult {
  const leg = side !== null && isSide(side) ? side : null;
  return { test, date, value: value.toJSON(), by: "stopwatch", side: leg };
}
