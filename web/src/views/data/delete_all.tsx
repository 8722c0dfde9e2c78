/** Delete everything, with what remains: nothing. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, Card, Failure, Toggle } from "../../look/parts.tsx";
import { DEFAULTS, settings } from "../../settings.ts";
import { store } from "../../store/opened.ts";
import { ServerError } from "../../sync/api.ts";
import { api, sync } from "../../sync/background.ts";
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
    en: "If a server is connected, it deletes the same, and the files you added; until the exchange is done, only the names of the deleted records remain here. The account itself is deleted under Account.",
    de: "Ist ein Server verbunden, löscht er dasselbe und die hinzugefügten Dateien; bis zum Abgleich bleiben hier nur die Kennungen der gelöschten Datensätze. Das Konto selbst löschen Sie unter „Konto“.",
  },
  sure: { en: "Yes, delete everything", de: "Ja, alles löschen" },
  delete: { en: "Delete everything now", de: "Jetzt alles löschen" },
  left: {
    en: "The server is not reached: files you added from elsewhere are still there. Delete once more when you are online.",
    de: "Der Server ist nicht zu erreichen: Von anderswo hinzugefügte Dateien liegen noch dort. Löschen Sie mit Netz noch einmal.",
  },
  done: { en: "Everything is deleted. Nothing remains on this phone.", de: "Alles ist gelöscht. Auf diesem Telefon bleibt nichts." },
};

/** What the app keeps beside its records. */
const BESIDE = ["retrowalk-session"];

/** Files of other apps, which the server keeps as they came; false where it is not reached. */
async function removeFiles(): Promise<boolean> {
  try {
    await api.me();
    const { files } = await api.json<{ readonly files: readonly { readonly id: string }[] }>("/files");
    for (const { id } of files) await api.ask(`/files/${id}`, { method: "DELETE", accept: [404] });
    return true;
  } catch (error) {
    if (error instanceof ServerError || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The card. */
export function DeleteAll() {
  const isSure = useSignal(false);
  const state = useSignal<"open" | "busy" | "done">("open");
  const failed = useSignal<unknown>(null);
  const areFilesLeft = useSignal(false);
  async function remove(): Promise<void> {
    state.value = "busy";
    try {
      // not whether it is reached just now: a server that has a copy would bring it back later
      const isConnected = memoryIn(localStorage).load() !== null;
      areFilesLeft.value = !(await removeFiles()) && isConnected;
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
        <div role="status">
          <p>{say(WORDS.done)}</p>
          {areFilesLeft.value && <p>{say(WORDS.left)}</p>}
        </div>
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
