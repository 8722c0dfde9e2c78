/** What will be asked, what has to be so before it begins, and the tap that begins. */

import { useSignal } from "@preact/signals";

import { LABEL_WORDS } from "../../dataset/labels.ts";
import { lengthS } from "../../dataset/protocol.ts";
import { language, numberText, say } from "../../i18n/language.ts";
import { Button, Card, Failure, Toggle } from "../../look/parts.tsx";
import { startRun } from "./run.ts";
import { allowed, parts, stage } from "./state.ts";
import { WORDS } from "./words.ts";

/** The screen. */
export function Ready() {
  const isSafe = useSignal(false);
  const isAsking = useSignal(false);
  const failed = useSignal<unknown>(null);
  const asked = [...new Set(parts.value.map((part) => part.label))].filter((one) => one !== "stop");
  const minutes = numberText(lengthS(parts.value, language.value) / 60, 1);
  async function start(): Promise<void> {
    isAsking.value = true;
    failed.value = null;
    try {
      await startRun();
      stage.value = "running";
    } catch (error) {
      failed.value = error;
    }
    isAsking.value = false;
  }
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <Card title={say(WORDS.course)}>
        <ul>
          {asked.map((label) => (
            <li key={label}>{say(LABEL_WORDS[label])}</li>
          ))}
        </ul>
        <p class="muted">{say(WORDS.minutes, { minutes })}</p>
      </Card>
      <Card title={say(WORDS.safety)} tone="strong">
        <ul>
          <li>{say(WORDS.clear)}</li>
          <li>{say(WORDS.railNear)}</li>
          {allowed.value.company && <li>{say(WORDS.company)}</li>}
          <li>{say(WORDS.loud)}</li>
          <li>{say(WORDS.anyTime)}</li>
        </ul>
        <Toggle
          label={say(WORDS.allGood)}
          checked={isSafe.value}
          onChange={(checked) => {
            isSafe.value = checked;
          }}
        />
      </Card>
      {failed.value !== null && <Failure error={failed.value} />}
      <Button
        look="main"
        icon="start"
        disabled={!isSafe.value || isAsking.value}
        onClick={() => void start()}
      >
        {say(isAsking.value ? WORDS.checking : WORDS.start)}
      </Button>
    </>
  );
}
