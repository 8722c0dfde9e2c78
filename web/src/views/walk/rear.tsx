/**
 * The rear view: the front camera as a mirror, with the horizon and the count on top.
 *
 * The picture goes from the camera to the screen and nowhere else; it ends with the screen.
 */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { view } from "../../session/shown.ts";
import { WORDS } from "./words.ts";

/** The screen. */
export function RearView({ onClose }: { readonly onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const isDenied = useSignal(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isThere = true;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    const asked = navigator.mediaDevices?.getUserMedia({
      video: { facingMode: "user" },
      audio: false,
    });
    if (asked === undefined) isDenied.value = true;
    asked?.then(
      (found) => {
        stream = found;
        if (!isThere || video.current === null) stop();
        else video.current.srcObject = found;
      },
      () => {
        isDenied.value = true;
      },
    );
    return () => {
      isThere = false;
      stop();
    };
  }, []);
  const { steps, placement } = view.value;
  const isHand = placement === "hand";
  return (
    <section class="rear" aria-label={say(WORDS.rear)}>
      <h1 class="unseen">{say(WORDS.rear)}</h1>
      <video ref={video} class="rear-picture" autoPlay playsInline muted />
      <svg class="rear-horizon" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 50H100" vector-effect="non-scaling-stroke" />
      </svg>
      <p class="rear-count">
        <b>{isHand ? steps.unknown : steps.backward}</b>
        <span>{say(isHand ? WORDS.stepsAll : WORDS.stepsBackward)}</span>
      </p>
      <div class="rear-foot">
        <p>{say(isDenied.value ? WORDS.rearDenied : WORDS.rearNothing)}</p>
        <Button onClick={onClose} icon="close">
          {say(WORDS.close)}
        </Button>
      </div>
    </section>
  );
}
