/** The one store of the app, and a signal that moves with every change of it. */

import { signal } from "@preact/signals";

import { Store } from "./store.ts";

/** Counts changes: whoever shows records reads it and asks again. */
export const changes = signal(0);

let opened: Promise<Store> | null = null;

/** The store of this phone, opened at the first call. */
export function store(): Promise<Store> {
  opened ??= Store.open().then((made) => {
    made.onChange(() => {
      changes.value += 1;
    });
    return made;
  });
  return opened;
}
