/** Plans that somebody suggests: asked for where the server is reached, loaded where there is one. */

import { api, syncState } from "../../sync/background.ts";
import { useLoaded } from "../kept.ts";

/** Nothing without a server, without an account, and without a suggestion. */
export function Offered() {
  return (syncState.value?.lastAt ?? null) === null ? null : <Asked />;
}

function Asked() {
  const found = useLoaded(suggestions);
  return found === null ? null : <found.Suggestions />;
}

async function suggestions(): Promise<typeof import("../share/suggestions.tsx") | null> {
  try {
    const { suggestions: all } = await api.json<{ readonly suggestions: readonly unknown[] }>(
      "/suggestions",
    );
    return all.length > 0 ? await import("../share/suggestions.tsx") : null;
  } catch {
    // it is no trouble of this screen: the page about sharing says it
    return null;
  }
}
