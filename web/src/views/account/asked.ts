/** Questions to the server as screens ask them: the answer, or why there is none, and again. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { ServerError, type Me } from "../../sync/api.ts";
import { api, sync } from "../../sync/background.ts";
import { Server } from "../../sync/server.ts";

/** The server that this page came from. */
export const server = new Server(api);

/** An answer on its way, or here, or missing. */
export type Asked<T> =
  | { readonly kind: "asking" }
  | { readonly kind: "told"; readonly told: T }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Ask when the screen begins and whenever `key` changes.
 *
 * Returns the answer, and a function that asks again; while it does, the old answer stays.
 */
export function useAsked<T>(ask: () => Promise<T>, key = ""): [Asked<T>, () => Promise<void>] {
  const found = useSignal<Asked<T>>({ kind: "asking" });
  const again = async (): Promise<void> => {
    try {
      found.value = { kind: "told", told: await ask() };
    } catch (error) {
      found.value = { kind: "failed", error };
    }
  };
  useEffect(() => {
    found.value = { kind: "asking" };
    void again();
  }, [key]);
  return [found.value, again];
}

/** Who is signed in: `null` where nobody is. */
export async function whoIsHere(): Promise<Me | null> {
  try {
    return await api.me();
  } catch (error) {
    if (error instanceof ServerError && error.status === 401) return null;
    throw error;
  }
}

/** Tell the exchange that somebody signed in or out. */
export async function signedInOrOut(): Promise<void> {
  (await sync()).resume();
}
