/** The language of the app, and how it writes texts, numbers, days and times. */

import { computed } from "@preact/signals";

import { settings } from "../settings.ts";
import { filled, type Language, type Phrase } from "./phrase.ts";

/** What the phone asks for, among what there is. */
export function languageOfPhone(asked: readonly string[] = navigator.languages): Language {
  for (const one of asked) {
    if (one.toLowerCase().startsWith("de")) return "de";
    if (one.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

export const language = computed<Language>(() => settings.value.language ?? languageOfPhone());

/** A text in the language of the app; components that call it follow a change by themselves. */
export function say(phrase: Phrase, values: Readonly<Record<string, string | number>> = {}): string {
  return filled(phrase[language.value], values);
}

/** A number as people of the language write it. */
export function numberText(value: number, digits = 0): string {
  return value.toLocaleString(language.value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A day, such as `25 November 2026`. */
export function dayText(day: Date, style: "long" | "short" = "long"): string {
  return day.toLocaleDateString(language.value === "en" ? "en-GB" : "de-DE", {
    day: "numeric",
    month: style === "long" ? "long" : "short",
    ...(style === "long" ? { year: "numeric" } : {}),
  });
}

/** The time of day, such as `10:42`. */
export function clockText(instant: Date): string {
  return instant.toLocaleTimeString(language.value === "en" ? "en-GB" : "de-DE", {
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** A duration, such as `1:05`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
