/** The file: saved, passed on, or one more recording added to it. */

import { useSignal } from "@preact/signals";

import { folderOf, labelFrom } from "../../dataset/folder.ts";
import { zipOf } from "../../dataset/zip.ts";
import { say } from "../../i18n/language.ts";
import { Button, Failure } from "../../look/parts.tsx";
import { changeSettings, settings } from "../../settings.ts";
import { consent, measured, person, stage } from "./state.ts";
import { WORDS } from "./words.ts";

const ZIP = "application/zip";

/** The file of all recordings since the page was opened. */
async function exported(): Promise<File> {
  const given = consent.value;
  if (given === null) throw new Error("no consent");
  let kept = settings.value.measuring;
  if (kept?.consent.agreedAt !== given.agreedAt) {
    const label = kept?.label ?? labelFrom(crypto.getRandomValues(new Uint8Array(8)));
    kept = { label, consent: given };
    await changeSettings({ measuring: kept });
  }
  const who = { ...person.value, label: kept.label };
  const bytes = zipOf(folderOf(who, given, measured.value));
  return new File([bytes], `retrowalk-${kept.label}.zip`, { type: ZIP });
}

/** The screen. */
export function Kept() {
  const failed = useSignal<unknown>(null);
  const count = measured.value.length;
  const canShare = "canShare" in navigator && navigator.canShare({ files: [new File([], "a.zip", { type: ZIP })] });

  async function save(): Promise<void> {
    const file = await exported();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function share(): Promise<void> {
    try {
      await navigator.share({ files: [await exported()] });
    } catch (error) {
      // whoever closes the list of apps changed their mind
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    }
  }

  function tried(what: () => Promise<void>): void {
    failed.value = null;
    what().catch((error: unknown) => {
      failed.value = error;
    });
  }

  return (
    <>
      <h1>{say(WORDS.kept)}</h1>
      <p>{say(count === 1 ? WORDS.keptOne : WORDS.keptWhat, { recordings: count })}</p>
      {failed.value !== null && <Failure error={failed.value} />}
      <div class="stack">
        <Button look="main" icon="download" onClick={() => tried(save)}>
          {say(WORDS.save)}
        </Button>
        {canShare && (
          <Button icon="share" onClick={() => tried(share)}>
            {say(WORDS.share)}
          </Button>
        )}
        <Button
          onClick={() => {
            stage.value = "about";
          }}
        >
          {say(WORDS.again)}
        </Button>
      </div>
      <p class="muted measure-after">{say(WORDS.check)}</p>
    </>
  );
}
