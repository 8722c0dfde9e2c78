/** Instants of the server as people read them. */

import { clockText, dayText } from "../../i18n/language.ts";

/** Such as `25 November 2026`. */
export function dayOfInstant(instant: string): string {
  return dayText(new Date(instant));
}

/** Such as `25 Nov, 10:42`. */
export function momentOf(instant: string): string {
  const at = new Date(instant);
  return `${dayText(at, "short")}, ${clockText(at)}`;
}
