/** Which screen is shown: the part of the address after `#`, so that the back button works. */

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

import type { Phrase } from "./i18n/phrase.ts";

/** What a screen is given: the rest of its address, such as an id. */
export interface PageProps {
  readonly rest: readonly string[];
}

/** A screen, loaded when it is first asked for. */
export interface Route {
  /** First part of the address: `exercises` of `#/exercises/heel-raise`. */
  readonly path: string;
  readonly title: Phrase;
  /** The tab of the bar at the bottom that it belongs to, or none. */
  readonly tab?: string;
  /** Nothing but the screen: no head, no bar. */
  readonly whole?: boolean;
  readonly load: () => Promise<{ readonly Page: ComponentType<PageProps> }>;
}

/** Parts of the address. */
export type Address = readonly string[];

/** Read an address such as `#/exercises/heel-raise`. */
export function addressOf(hash: string): Address {
  return hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
}

/** Write an address. */
export function hrefOf(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

export const address = signal<Address>(addressOf(location.hash));

/** What may keep a person on a screen, such as a walk that is going on: true lets go. */
export const mayLeave = signal<() => boolean>(() => true);

addEventListener("hashchange", () => {
  const asked = addressOf(location.hash);
  if (asked.join("/") === address.value.join("/")) return;
  if (!mayLeave.value()) {
    history.replaceState(null, "", hrefOf(...address.value));
    return;
  }
  address.value = asked;
});

/** Go to a screen; with `replace` the one before is forgotten by the back button. */
export function go(parts: Address, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (!replace) {
    location.hash = hrefOf(...parts);
    return;
  }
  history.replaceState(null, "", hrefOf(...parts));
  address.value = parts;
}
