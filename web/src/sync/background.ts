/** The one exchange of the app: begun once, it follows the store, the network and the screen. */

import { signal } from "@preact/signals";

import { store } from "../store/opened.ts";
import { Api } from "./api.ts";
import { memoryIn } from "./shelf.ts";
import { Sync, type SyncState } from "./sync.ts";

const SETTLE_MS = 3000;
const LOOK_AGAIN_MS = 15 * 60_000;

/** The server that this page came from. */
export const api = new Api((url, init) => fetch(url, init));

/** What the exchange is doing; null before it began. */
export const syncState = signal<SyncState | null>(null);

let begun: Promise<Sync> | null = null;

/** The exchange, begun at the first call; it never keeps anybody waiting. */
export function sync(): Promise<Sync> {
  begun ??= begin();
  return begun;
}

async function begin(): Promise<Sync> {
  const shelf = await store();
  const made = new Sync(api, shelf, memoryIn(localStorage));
  made.onChange((state) => {
    syncState.value = state;
  });
  let settling: ReturnType<typeof setTimeout> | undefined;
  shelf.onChange(() => {
    clearTimeout(settling); // a walk writes every second: not a round for each
    settling = setTimeout(() => made.request(), SETTLE_MS);
  });
  addEventListener("online", () => made.request({ now: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") made.request({ now: true });
  });
  setInterval(() => made.request(), LOOK_AGAIN_MS);
  syncState.value = made.state;
  made.request();
  return made;
}
