/** "Continue the walk of 10:42?": a walk whose page was closed in the middle. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { clockText, say } from "../../i18n/language.ts";
import { Button, Card } from "../../look/parts.tsx";
import { go } from "../../router.ts";
import { dropUnfinished, findUnfinished, goOn, keepUnfinished } from "../../session/live.ts";
import { isLive, unfinished } from "../../session/shown.ts";
import type { Header } from "../../session/vault.ts";
import { WORDS } from "./words.ts";

/** The card, or nothing; for the start screen and the home screen. */
export function Unfinished() {
  useEffect(() => {
    void findUnfinished();
  }, []);
  const isSure = useSignal(false);
  const [header] = unfinished.value;
  if (header === undefined || isLive.value) return null;
  return (
    <Card tone="strong" title={say(WORDS.openTitle)}>
      <p>{say(WORDS.openAsk, { time: clockText(new Date(header.startMs)) })}</p>
      <p class="muted">{say(WORDS.openWhy)}</p>
      <div class="stack">
        <Button look="main" onClick={() => void resumed(header)}>
          {say(WORDS.continue)}
        </Button>
        <Button onClick={() => void ended(header)}>{say(WORDS.endThere)}</Button>
        <Button
          look={isSure.value ? "danger" : "plain"}
          icon="trash"
          onClick={() => {
            if (isSure.value) void dropUnfinished(header);
            isSure.value = !isSure.value;
          }}
        >
          {say(isSure.value ? WORDS.discardSure : WORDS.discard)}
        </Button>
      </div>
    </Card>
  );
}

async function resumed(header: Header): Promise<void> {
  await goOn(header);
  go(["walk"]);
}

async function ended(header: Header): Promise<void> {
  const id = await keepUnfinished(header);
  if (id !== null) go(["after", id]);
}
