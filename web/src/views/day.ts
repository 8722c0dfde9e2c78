/** Days of the wearer as the plan writes them, and as the app shows them. */

import { signal } from "@preact/signals";

/** The wearer's own day of an instant, such as "2026-11-25". */
export function dayOf(instant: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** Noon of a day here, so that no change of the clocks moves it into another one. */
export function instantOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

/** Today; it moves when the app is looked at again on another day. */
export const today = signal(dayOf(new Date()));

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) today.value = dayOf(new Date());
});
