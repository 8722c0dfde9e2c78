/**
 * Numbers in texts, written as Python and the language write them.
 *
 * Placeholders of evidence rows are filled in when the app's content is made; what is left are the
 * computed ones, `{=name}` and `{=name:.1f}`.
 */

import { RetrowalkError } from "../errors.ts";
import type { Language } from "../i18n/phrase.ts";
import { formatted } from "../maths/decimal.ts";

const PLACEHOLDER = /\{=(\w+)(?::([^{}]+))?\}/g;

/** A number as the language writes it: `1.28`, in German `1,28`. */
export function numberText(number: number, language: Language, spec = "g"): string {
  const text = formatted(number, spec).replaceAll("-", "−");
  return language === "de" ? text.replaceAll(".", ",") : text;
}

/** The text with every computed placeholder replaced. */
export function filled(
  text: string,
  language: Language,
  values: Readonly<Record<string, number | string>> = {},
): string {
  return text.replaceAll(PLACEHOLDER, (match, name: string, spec: string | undefined) => {
    const value = values[name];
    if (value === undefined) throw new RetrowalkError(`no value for '${match}'`, { where: "text" });
    return typeof value === "string" ? value : numberText(value, language, spec);
  });
}
