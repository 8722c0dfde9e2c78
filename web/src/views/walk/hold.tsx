/** A long press anywhere, with a ring that shows how long; and the question for those with keys. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { WORDS } from "./words.ts";

/** How long a press has to last. */
export const HOLD_MS = 1200;
/** A finger that moves further scrolls or slips. */
const SLIP_PX = 40;

/** An area in which a long press does something. */
export function HoldArea(props: {
  readonly class: string;
  readonly onHold: () => void;
  readonly children: ComponentChildren;
}) {
  const press = useSignal<{ readonly x: number; readonly y: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  function release(): void {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    press.value = null;
  }
  useEffect(() => release, []);
  function begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0) return;
    release();
    press.value = { x: event.clientX, y: event.clientY };
    timer.current = setTimeout(() => {
      release();
      props.onHold();
    }, HOLD_MS);
  }
  function move(event: PointerEvent): void {
    const at = press.value;
    if (at !== null && Math.hypot(event.clientX - at.x, event.clientY - at.y) > SLIP_PX) release();
  }
  return (
    <div
      class={`hold ${props.class}`}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      {props.children}
      {press.value !== null && <Ring x={press.value.x} y={press.value.y} />}
    </div>
  );
}

function Ring({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <svg class="hold-ring" aria-hidden="true" width="100%" height="100%">
      <circle class="hold-track" cx={x} cy={y} r="64" />
      <circle class="hold-done" cx={x} cy={y} r="64" pathLength="1" transform={`rotate(-90 ${x} ${y})`} />
    </svg>
  );
}

/** "End the walk?", as a dialog that keys and screen readers know. */
export function StopQuestion(props: {
  readonly isOpen: boolean;
  readonly onStop: () => void;
  readonly onStay: () => void;
  readonly onDiscard?: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown === null) return;
    if (props.isOpen && !shown.open) shown.showModal();
    else if (!props.isOpen && shown.open) shown.close();
  }, [props.isOpen]);
  return (
    <dialog ref={dialog} class="ask" aria-labelledby="stop-ask" onClose={props.onStay}>
      <h2 id="stop-ask">{say(WORDS.stopAsk)}</h2>
      <div class="stack">
        <Button look="main" onClick={props.onStop}>
          {say(WORDS.stopYes)}
        </Button>
        <Button onClick={props.onStay}>{say(WORDS.stopNo)}</Button>
        {props.onDiscard !== undefined && (
          <Button look="danger" onClick={props.onDiscard}>
            {say(WORDS.discard)}
          </Button>
        )}
      </div>
    </dialog>
  );
}
