/** Records of the phone as screens see them: read again whenever the store changes. */

import { useSignal, useSignalEffect } from "@preact/signals";

import { changes, store } from "../store/opened.ts";
import type { WalkContent } from "../session/result.ts";
import type { Content, Kind, RecordHead } from "../store/records.ts";
import { seenWalk } from "./seen_walk.ts";

/** A record with its content. */
export interface Kept<T extends Content> {
  readonly head: RecordHead;
  readonly content: T;
}

/** Every record of a kind, oldest first; null while they are read. */
export function useKept<T extends Content>(kind: Kind): readonly Kept<T>[] | null {
  const found = useSignal<readonly Kept<T>[] | null>(null);
  useSignalEffect(() => {
    void changes.value;
    let isMeant = true;
    void store()
      .then((kept) => kept.contents<T>(kind))
      .then((read) => {
        if (isMeant) {
          found.value = read.map(({ head, content }) => ({ head, content: seen(kind, content) }));
        }
      });
    return () => {
      isMeant = false;
    };
  });
  return found.value;
}

function seen<T extends Content>(kind: Kind, content: T): T {
  return kind === "walk" ? (seenWalk(content as unknown as WalkContent) as unknown as T) : content;
}

/** The newest record of a kind; undefined while it is read, null where there is none. */
export function useLatest<T extends Content>(kind: Kind): Kept<T> | null | undefined {
  const found = useSignal<Kept<T> | null | undefined>(undefined);
  useSignalEffect(() => {
    void changes.value;
    let isMeant = true;
    void latest<T>(kind).then((read) => {
      if (isMeant && read?.head.id !== found.peek()?.head.id) found.value = read;
      else if (isMeant && read === null) found.value = null;
    });
    return () => {
      isMeant = false;
    };
  });
  return found.value;
}

async function latest<T extends Content>(kind: Kind): Promise<Kept<T> | null> {
  const kept = await store();
  const head = (await kept.heads(kind)).at(-1);
  const content = head === undefined ? null : await kept.content<T>(head.id);
  return head === undefined || content === null ? null : { head, content: seen(kind, content) };
}

/** What a promise gives; null until it does. A module that was loaded once stays loaded. */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const found = useSignal<T | null>(null);
  useSignalEffect(() => {
    let isMeant = true;
    void load().then((read) => {
      if (isMeant) found.value = read;
    });
    return () => {
      isMeant = false;
    };
  });
  return found.value;
}
