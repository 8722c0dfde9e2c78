/** Kept walks without what no list or plot needs: years of them stay small. */

import { useSignal, useSignalEffect } from "@preact/signals";

import type { WalkContent } from "../../session/result.ts";
import { changes, store } from "../../store/opened.ts";
import type { Kept } from "../kept.ts";
import { seenWalk } from "../seen_walk.ts";
import { startOf } from "./words.ts";

/** Records never change, so that one is read once. */
const known = new Map<string, Kept<WalkContent>>();

async function read(): Promise<readonly Kept<WalkContent>[]> {
  const kept = await store();
  const found: Kept<WalkContent>[] = [];
  for (const head of await kept.heads("walk")) {
    const before = known.get(head.id);
    if (before !== undefined) {
      found.push(before);
      continue;
    }
    const content = await kept.content<WalkContent>(head.id);
    if (content === null) continue;
    const { walk, ...rest } = seenWalk(content);
    const slim = { head, content: { ...rest, walk: { ...walk, steps: [], seconds: [] } } };
    known.set(head.id, slim);
    found.push(slim);
  }
  return found.sort((a, b) => startOf(b).getTime() - startOf(a).getTime());
}

/** The newest first, without single steps and seconds; null while they are read. */
export function useWalks(): readonly Kept<WalkContent>[] | null {
  const found = useSignal<readonly Kept<WalkContent>[] | null>(null);
  useSignalEffect(() => {
    void changes.value;
    let isMeant = true;
    void read().then((walks) => {
      if (isMeant) found.value = walks;
    });
    return () => {
      isMeant = false;
    };
  });
  return found.value;
}
