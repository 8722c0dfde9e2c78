/** A ring that fills as time goes by, around the seconds that are left. */

import type { ComponentChildren } from "preact";

const RADIUS = 45;
const LENGTH = 2 * Math.PI * RADIUS;

/** `share` is 0 to 1; `label` says the same in words, for whoever asks for it. */
export function Ring(props: {
  readonly share: number;
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  const gone = Math.min(1, Math.max(0, props.share));
  return (
    <div class="ring" role="timer" aria-live="off" aria-label={props.label}>
      <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <circle class="track" cx="50" cy="50" r={RADIUS} />
        <circle
          class="gone"
          cx="50"
          cy="50"
          r={RADIUS}
          stroke-dasharray={LENGTH}
          stroke-dashoffset={LENGTH * (1 - gone)}
        />
      </svg>
      <p aria-hidden="true">{props.children}</p>
    </div>
  );
}
