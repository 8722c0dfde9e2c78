/** What of today's session was done in this tab: the log is begun with it. */

import { signal } from "@preact/signals";

import { dayOf } from "../day.ts";

const KEY = "retrowalk-done";

interface Done {
  readonly day: string;
  /** Exercise to the share that was done, 0 to 1. */
  readonly exercises: Readonly<Record<string, number>>;
}

function read(): Done {
  const fresh = { day: dayOf(new Date()), exercises: {} };
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Done | null;
    return kept !== null && kept.day === fresh.day ? kept : fresh;
  } catch {
    return fresh;
  }
}

export const done = signal<Done>(read());

/** Forget what was done. */
export function forgetDone(): void {
  sessionStorage.removeItem(KEY);
  done.value = read();
}

/** An exercise was done, or a share of it; the better one counts. */
export function doneHere(exercise: string, share: number): void {
  const { exercises, day } = read();
  const best = Math.max(share, exercises[exercise] ?? 0);
  done.value = { day, exercises: { ...exercises, [exercise]: best } };
  sessionStorage.setItem(KEY, JSON.stringify(done.value));
}
