/** Plans, log entries and results from their JSON form, checked. */

import { RetrowalkError } from "../../errors.ts";
import {
  ABILITIES,
  ADVICE,
  GOALS,
  LEVELS,
  PACES,
  SETTINGS,
  SUPPORTS,
  sessionOf,
  type Block,
  type Plan,
  type Session,
  type Week,
} from "../base.ts";
import { dayFrom } from "../dates.ts";
import { logEntry, type LogEntry } from "../logs.ts";
import {
  checkVersion,
  estimateFrom,
  flagsOf,
  list,
  number,
  numberOrNull,
  oneOf,
  reasonFrom,
  record,
  text,
  type Data,
} from "../reading.ts";
import type { TestResult } from "../results.ts";

const VERSION = 1;

/** A plan; throws a RetrowalkError where it is of a newer version, or no plan. */
export function planFromData(data: unknown): Plan {
  checkVersion(data, VERSION, "plan");
  return read("plan", "make a new one", () => {
    const given = record(data);
    return {
      version: VERSION,
      goal: oneOf(GOALS, given["goal"]),
      ability: oneOf(ABILITIES, given["ability"]),
      advice: oneOf(ADVICE, given["advice"]),
      settings: list(given, "settings").map((place) => oneOf(SETTINGS, place)),
      flags: flagsOf(given["flags"]),
      minutes: number(given, "minutes"),
      start: dayFrom(given["start"], "plan"),
      reasons: list(given, "reasons").map(reasonFrom),
      weeks: list(given, "weeks").map(weekFrom),
    };
  });
}

function weekFrom(data: unknown): Week {
  const given = record(data);
  const sessions = list(given, "sessions").map(sessionFrom);
  return {
    number: number(given, "number"),
    backward_s: sessions.reduce((sum, session) => sum + session.backward_s, 0),
    reasons: list(given, "reasons").map(reasonFrom),
    sessions,
  };
}

function sessionFrom(data: unknown): Session {
  const given = record(data);
  return sessionOf({
    week: number(given, "week"),
    day: number(given, "day"),
    hard: given["hard"] === true,
    blocks: list(given, "blocks").map(blockFrom),
    reasons: list(given, "reasons").map(reasonFrom),
  });
}

function blockFrom(data: unknown): Block {
  const given = record(data);
  const kind = oneOf(["walk", "exercise"], given["kind"]);
  if (kind === "exercise") {
    return { kind, exercise: text(given, "exercise"), level: oneOf(LEVELS, given["level"]) };
  }
  const bouts = number(given, "bouts");
  const [boutS, restS] = [number(given, "bout_s"), number(given, "rest_s")];
  if (bouts < 1 || boutS <= 0 || restS < 0) {
    throw new TypeError(`${bouts} bouts of ${boutS} s with rests of ${restS} s`);
  }
  return {
    kind,
    bouts,
    bout_s: boutS,
    rest_s: restS,
    setting: oneOf(SETTINGS, given["setting"]),
    support: oneOf(SUPPORTS, given["support"]),
    pace: oneOf(PACES, given["pace"]),
    slope_percent: number(given, "slope_percent"),
    task: given["task"] === null ? null : text(given, "task"),
    cadence_spm: numberOrNull(given, "cadence_spm"),
  };
}

/** A log entry; throws a RetrowalkError where a key is missing or a number out of range. */
export function logFromData(data: unknown): LogEntry {
  return read("log", "enter it again", () => {
    const given: Data = record(data);
    const cv = given["steadiness_cv"];
    return logEntry({
      week: number(given, "week"),
      day: number(given, "day"),
      date: dayFrom(given["date"], "log"),
      completed_share: number(given, "completed_share"),
      pain_during: numberOrNull(given, "pain_during"),
      pain_next_morning: numberOrNull(given, "pain_next_morning"),
      effort: numberOrNull(given, "effort"),
      swelling: given["swelling"] === true,
      steadiness_cv: cv === null ? null : estimateFrom(cv),
      backward_steps: numberOrNull(given, "backward_steps"),
      backward_s: numberOrNull(given, "backward_s"),
      note: text(given, "note"),
    });
  });
}

/** A test result; throws a RetrowalkError where it is none. */
export function resultFromData(data: unknown): TestResult {
  return read("result", "test again", () => {
    const given = record(data);
    const side = given["side"];
    return {
      test: text(given, "test"),
      date: dayFrom(given["date"], "result"),
      value: estimateFrom(given["value"]),
      by: oneOf(["stopwatch", "sensor"], given["by"]),
      side: side === null ? null : oneOf<"left" | "right">(["left", "right"], side),
    };
  });
}

/** What `reader` reads; what is wrong in the data becomes one sentence. */
function read<Kind>(what: string, remedy: string, reader: () => Kind): Kind {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RetrowalkError(`this is no ${what} (${error.message})`, { where: what, remedy });
  }
}
