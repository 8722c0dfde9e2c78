/**
 * The JSON form of a plan with its log and test results: what `retrowalk report` and
 * `retrowalk plan` read, and so what the app exports.
 *
 *     {"kind": "retrowalk-plan", "version": 1, "plan": {...}, "logs": [...], "results": [...]}
 */

import { RetrowalkError } from "../errors.ts";
import type { Plan } from "./base.ts";
import type { LogEntry } from "./logs.ts";
import { logFromData, planFromData, resultFromData } from "./plan/contract.ts";
import { list, record, type Data } from "./reading.ts";
import type { TestResult } from "./results.ts";

const KIND = "retrowalk-plan";
const VERSION = 1;

/** A plan and what came of it. */
export interface History {
  /** As it stands. */
  readonly plan: Plan;
  readonly logs: readonly LogEntry[];
  readonly results: readonly TestResult[];
}

/** The JSON form, as an object. */
export function historyData(history: History): Data {
  return { kind: KIND, version: VERSION, ...history };
}

/** A history from its JSON form; throws a RetrowalkError where it is another kind or damaged. */
export function historyFrom(data: unknown, where = "plan"): History {
  try {
    const given = record(data);
    if (given["kind"] !== KIND) {
      const remedy = `its "kind" must be "${KIND}"`;
      throw new RetrowalkError("this is no plan of Retrowalk", { where, remedy });
    }
    const version = given["version"];
    if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
      throw new RetrowalkError("the file does not say its version", { where });
    }
    if (version > VERSION) {
      const what = `the file is of version ${version}, this Retrowalk reads up to ${VERSION}`;
      throw new RetrowalkError(what, { where, remedy: "update Retrowalk" });
    }
    return {
      plan: planFromData(given["plan"]),
      logs: list(given, "logs").map(logFromData),
      results: list(given, "results").map(resultFromData),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RetrowalkError(`the file is damaged: ${error.message}`, { where });
  }
}
