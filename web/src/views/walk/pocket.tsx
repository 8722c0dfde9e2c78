/**
 * The pocket screen: black, a dim clock, deaf to every touch but a slide along the whole track.
 *
 * A leg, a key or cloth presses and brushes; it does not take hold of a small thumb and draw it
 * across the screen in one go.
 */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { clockText, say } from "../../i18n/language.ts";
import { isPocket, view } from "../../session/shown.ts";
import { WORDS } from "./words.ts";

/** Share of the track that opens. */
const OPENS = 0.85;
/** A slide begins on the thumb, this share of the track from the left. */
const THUMB = 0.25;
/** A step of the arrow keys. */
const KEY = 0.25;

/** The screen. */
export function PocketScreen() {
  const now = useSignal(new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = new Date();
    }, 1000);
    const isFine = matchMedia("(pointer: coarse)").matches;
    // the bars of the browser are touched through cloth as well
    if (isFine) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    return () => {
      clearInterval(timer);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  const { phase, countdownS, steps, placement } = view.value;
  const count = placement === "hand" ? steps.unknown : steps.backward;
  return (
    <section
      class="pocket"
      aria-label={say(WORDS.pocket)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <h1 class="unseen">{say(WORDS.pocket)}</h1>
      <p class="pocket-clock">{clockText(now.value)}</p>
      <p class="pocket-count" aria-hidden="true">
        {phase === "countdown" ? Math.ceil(countdownS) : phase === "calibrating" ? "…" : count}
      </p>
      <Slide onOpen={() => (isPocket.value = false)} />
    </section>
  );
}

function Slide({ onOpen }: { readonly onOpen: () => void }) {
  const at = useSignal(0);
  const track = useRef<HTMLDivElement>(null);
  const from = useRef<number | null>(null);
  useEffect(() => track.current?.focus(), []);
  function shareOf(event: PointerEvent): number {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return (event.clientX - box.left) / box.width;
  }
  function set(share: number): void {
    at.value = Math.min(1, Math.max(0, share));
    track.current?.style.setProperty("--at", String(at.value));
  }
  function begin(event: PointerEvent): void {
    if (!event.isPrimary || shareOf(event) > THUMB) return;
    from.current = shareOf(event);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }
  function move(event: PointerEvent): void {
    if (from.current !== null) set(shareOf(event) - from.current);
  }
  function end(): void {
    const isOpen = from.current !== null && at.value + from.current >= OPENS;
    from.current = null;
    set(0);
    if (isOpen) onOpen();
  }
  function key(event: KeyboardEvent): void {
    if (event.key === "End") onOpen();
    else if (event.key === "ArrowRight") {
      set(at.value + KEY);
      if (at.value >= 1) onOpen();
    } else if (event.key === "ArrowLeft" || event.key === "Home") set(0);
    else return;
    event.preventDefault();
  }
  return (
    <div
      ref={track}
      class="slide"
      role="slider"
      tabIndex={0}
      aria-label={say(WORDS.unlock)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * at.value)}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={key}
    >
      <span class="slide-thumb" aria-hidden="true">
        ›
      </span>
      <span class="slide-text" aria-hidden="true">
        {say(WORDS.unlock)}
      </span>
    </div>
  );
}
