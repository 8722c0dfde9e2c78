/** The screen while it runs: big words, and controls that a pocket cannot press. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { LABEL_WORDS } from "../../dataset/labels.ts";
import { say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { endRun, leaveOut, pauseOrGoOn, shown, stopRun } from "./run.ts";
import { stage } from "./state.ts";
import { WORDS } from "./words.ts";

const HOLD_MS = 900;
const OPEN_MS = 15_000;

/** The screen. */
export function Running() {
  const now = shown.value;
  useEffect(
    () => () => {
      if (stage.peek() !== "running") return;
      stopRun();
      stage.value = "ready";
    },
    [],
  );
  const dialog = useRef<HTMLDialogElement>(null);
  const isThere = now !== null;
  useEffect(() => {
    // modal: nothing behind it can be pressed by a pocket
    if (isThere && dialog.current?.open === false) dialog.current.showModal();
  }, [isThere]);
  if (now === null) return null;
  const isPaused = now.phase === "paused";
  return (
    <dialog
      ref={dialog}
      class="measure-run"
      aria-labelledby="measure-title"
      onCancel={(event) => event.preventDefault()}
    >
      <h1 id="measure-title" class="unseen">
        {say(WORDS.title)}
      </h1>
      <p class="muted">
        {now.part === null ? "" : say(WORDS.part, { part: now.index + 1, parts: now.count })}
      </p>
      <p class="measure-now" role="status">
        {now.isSilent && !isPaused
          ? say(WORDS.silent)
          : isPaused
            ? say(WORDS.paused)
            : now.part === null
              ? say(WORDS.placing)
              : say(now.phase === "lead" ? now.part.words : LABEL_WORDS[now.part.label])}
      </p>
      <p class="measure-left" aria-hidden="true">
        {now.leftS === null ? "" : Math.max(0, Math.ceil(now.leftS))}
      </p>
      <Controls isPaused={isPaused} canPause={now.part !== null} />
    </dialog>
  );
}

/** Opens after a long press, or by keyboard; closes by itself. */
function Controls(props: { readonly isPaused: boolean; readonly canPause: boolean }) {
  const isOpen = useSignal(false);
  const holding = useRef<ReturnType<typeof setTimeout> | null>(null);
  const closing = useRef<ReturnType<typeof setTimeout> | null>(null);
  function open(): void {
    isOpen.value = true;
    if (closing.current !== null) clearTimeout(closing.current);
    closing.current = setTimeout(() => {
      isOpen.value = false;
    }, OPEN_MS);
  }
  function letGo(): void {
    if (holding.current !== null) clearTimeout(holding.current);
    holding.current = null;
  }
  useEffect(
    () => () => {
      letGo();
      if (closing.current !== null) clearTimeout(closing.current);
    },
    [],
  );
  if (!isOpen.value && !props.isPaused) {
    return (
      <button
        type="button"
        class="second measure-hold"
        onPointerDown={() => {
          letGo();
          holding.current = setTimeout(open, HOLD_MS);
        }}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
        onContextMenu={(event) => event.preventDefault()}
        // a keyboard or a screen reader clicks without a pointer
        onClick={(event) => event.detail === 0 && open()}
      >
        {say(WORDS.unlock)}
      </button>
    );
  }
  return (
    <div class="stack">
      {props.canPause && (
        <Button look="main" icon={props.isPaused ? "start" : "pause"} onClick={pauseOrGoOn}>
          {say(props.isPaused ? WORDS.goOn : WORDS.pause)}
        </Button>
      )}
      {props.canPause && !props.isPaused && (
        <Button icon="skip" onClick={leaveOut}>
          {say(WORDS.leaveOut)}
        </Button>
      )}
      <Button look="danger" icon="stop" onClick={endRun}>
        {say(WORDS.stop)}
      </Button>
    </div>
  );
}
