/** Small checks with which stored JSON is read; a TypeError names what is wrong. */

import { RetrowalkError } from "../errors.ts";
import type { EstimateData } from "../estimate.ts";
import type { Phrase } from "../i18n/phrase.ts";
import { reasonOf, type Reason } from "./base.ts";

/** An object of JSON. */
export type Data = Readonly<Record<string, unknown>>;

/** The value as an object. */
export function record(value: unknown): Data {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError("an object is missing");
  }
  return value as Data;
}

/** A number at a key. */
export function number(data: Data, key: string): number {
  const value = data[key];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`'${key}' is missing`);
}

/** A number or null at a key. */
export function numberOrNull(data: Data, key: string): number | null {
  return data[key] === null ? null : number(data, key);
}

/** A text at a key. */
export function text(data: Data, key: string): string {
  const value = data[key];
  if (typeof value !== "string") throw new TypeError(`'${key}' is missing`);
  return value;
}

/** A list at a key. */
export function list(data: Data, key: string): readonly unknown[] {
  const value = data[key];
  if (!Array.isArray(value)) throw new TypeError(`'${key}' is missing`);
  return value;
}

/** One of the known words. */
export function oneOf<Word extends string>(known: readonly Word[], value: unknown): Word {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  throw new TypeError(`'${String(value)}' is not one of ${known.join(", ")}`);
}

/** Ids. */
export function flagsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
    throw new TypeError("a list of ids is missing");
  }
  return value;
}

/** A text in both languages. */
export function phraseFrom(value: unknown): Phrase {
  const given = record(value);
  const phrase = { en: text(given, "en"), de: text(given, "de") };
  if (phrase.en.trim() === "" || phrase.de.trim() === "") {
    throw new TypeError("a phrase needs its text in every language");
  }
  return phrase;
}

/** A reason. */
export function reasonFrom(value: unknown): Reason {
  const given = record(value);
  return reasonOf(text(given, "rule"), phraseFrom(given["sentence"]), flagsOf(given["sources"]));
}

/** A quantity with its interval, checked as `Estimate` checks it. */
export function estimateFrom(value: unknown): EstimateData {
  const given = record(value);
  const found = {
    value: numberOrNull(given, "value"),
    low: numberOrNull(given, "low"),
    high: numberOrNull(given, "high"),
    unit: text(given, "unit"),
    reason: given["reason"] === null ? null : text(given, "reason"),
    sources: given["sources"] === undefined ? [] : flagsOf(given["sources"]),
  };
  if (found.value === null && !found.reason) throw new TypeError("a value without its reason");
  if ((found.low === null) !== (found.high === null)) throw new TypeError("half an interval");
  if (found.low !== null && found.high !== null) {
    const inside = found.value !== null && found.low <= found.value && found.value <= found.high;
    if (!inside) throw new TypeError("an interval that does not hold its value");
  }
  return found;
}

/** Refuse JSON of a newer version, or without one. */
export function checkVersion(data: unknown, known: number, where: string): void {
  const given = typeof data === "object" && data !== null ? (data as Data) : {};
  const version = given["version"];
  if (typeof version !== "number" || !Number.isInteger(version)) {
    throw new RetrowalkError("it does not say its version", { where });
  }
  if (version > known) {
    throw new RetrowalkError(
      `it is of version ${version}, and this Retrowalk knows up to ${known}`,
      { where, remedy: "update Retrowalk" },
    );
  }
}
