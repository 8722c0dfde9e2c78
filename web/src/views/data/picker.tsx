/** Choose files, or drop them. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { say } from "../../i18n/language.ts";
import { Icon } from "../../look/icons.tsx";

const WORDS = { busy: { en: "The file is being read …", de: "Die Datei wird gelesen …" } };

/** `onFiles` is waited for; meanwhile nothing more is taken. */
export function Picker(props: {
  readonly label: string;
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}) {
  const id = useId();
  const isOver = useSignal(false);
  const isBusy = useSignal(false);
  async function take(files: FileList | null | undefined): Promise<void> {
    isOver.value = false;
    if (isBusy.value || files === null || files === undefined || files.length === 0) return;
    isBusy.value = true;
    try {
      await props.onFiles([...files]);
    } finally {
      isBusy.value = false;
    }
  }
  return (
    <div
      class={isOver.value ? "drop over" : "drop"}
      aria-busy={isBusy.value}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files);
      }}
    >
      <label for={id} class="button second">
        <Icon name="plus" />
        <span>{props.label}</span>
      </label>
      <input
        id={id}
        class="unseen"
        type="file"
        {...(props.accept === "" ? { multiple: true } : { accept: props.accept })}
        disabled={isBusy.value}
        onChange={(event) => {
          const input = event.currentTarget;
          void take(input.files).then(() => {
            input.value = "";
          });
        }}
      />
      <p class="muted" role="status">
        {isBusy.value && say(WORDS.busy)}
      </p>
    </div>
  );
}
