/** Delete everything, with what remains: nothing. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, Card, Failure, Toggle } from "../../look/parts.tsx";
import { DEFAULTS, settings } from "../../settings.ts";
import { store } from "../../store/opened.ts";
import { sync } from "../../sync/background.ts";
import { memoryIn } from "../../sync/shelf.ts";
import { forgetDraft } from "../screening/draft.ts";
import { forgetDone } from "../session/done.ts";

const WORDS = {
  title: { en: "Delete everything", de: "Alles löschen" },
  text: {
    en: "Answers, plan, log, tests, walks, samples and settings on this phone. Nothing remains, and nothing can be brought back without an export.",
    de: "Antworten, Plan, Tagebuch, Tests, Gänge, Messwerte und Einstellungen auf diesem Telefon. Nichts bleibt, und ohne Export lässt sich nichts zurückholen.",
  },
  server: {
    en: "If a server is connected, it deletes the same at the next exchange; until then only the names of the deleted records remain here.",
    de: "Ist ein Server verbunden, löscht er beim nächsten Abgleich dasselbe; bis dahin bleiben hier nur die Kennungen der gelöschten Datensätze.",
  },
  sure: { en: "Yes, delete everything", de: "Ja, alles löschen" },
  delete: { en: "Delete everything now", de: "Jetzt alles löschen" },
  done: { en: "Everything is deleted. Nothing remains on this phone.", de: "Alles ist gelöscht. Auf diesem Telefon bleibt nichts." },
};

/** What the app keeps beside its records. */
const BESIDE = ["retrowalk-session"];

/** The card. */
export function DeleteAll() {
  const isSure = useSignal(false);
  const state = useSignal<"open" | "busy" | "done">("open");
  const failed = useSignal<unknown>(null);
  async function remove(): Promise<void> {
    state.value = "busy";
    try {
      // not whether it is reached just now: a server that has a copy would bring it back later
      const isConnected = memoryIn(localStorage).load() !== null;
      await (await store()).removeAll({ forget: !isConnected });
      for (const name of BESIDE) indexedDB.deleteDatabase(name);
      sessionStorage.clear();
      forgetDraft();
      forgetDone();
      settings.value = DEFAULTS;
      if (isConnected) (await sync()).request({ now: true });
      else localStorage.clear();
      state.value = "done";
    } catch (error) {
      failed.value = error;
      state.value = "open";
    }
  }
  return (
    <Card title={say(WORDS.title)}>
      {state.value === "done" ? (
        <p role="status">{say(WORDS.done)}</p>
      ) : (
        <>
          <p>{say(WORDS.text)}</p>
          <p class="muted">{say(WORDS.server)}</p>
          <Toggle
            label={say(WORDS.sure)}
            checked={isSure.value}
            onChange={(checked) => {
              isSure.value = checked;
            }}
          />
          {failed.value !== null && <Failure error={failed.value} />}
          <Button
            look="danger"
            icon="trash"
            disabled={!isSure.value || state.value === "busy"}
            onClick={() => void remove()}
          >
            {say(WORDS.delete)}
          </Button>
        </>
      )}
    </Card>
  );
}
