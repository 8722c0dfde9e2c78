/** Where a phone is worn, drawn in one line style: a figure, and the phone on it. */

import type { Placement } from "../../recording.ts";

// the phone: left, top, turned by
const PHONES: Partial<Readonly<Record<Placement, readonly [number, number, number]>>> = {
  pocket: [31, 50, 12],
  waist: [27, 42, 90],
  ankle: [32, 80, 8],
  hand: [45, 33, 20],
};

/** The picture; words beside it say the same. */
export function PlaceDrawing({ placement }: { readonly placement: Placement }) {
  const [x, y, turn] = PHONES[placement] ?? [30, 50, 0];
  const arm = placement === "hand" ? "M30 27 L38 42 L48 40" : "M30 27 L25 40 L29 52";
  return (
    <svg class="place" viewBox="8 2 48 94" aria-hidden="true" focusable="false">
      <circle cx="30" cy="12" r="7" />
      <path d={`M30 20V47 M30 47L34 68L31 92H39 M30 47L25 68L19 90H26 ${arm}`} />
      <rect
        class="place-phone"
        x={x}
        y={y}
        width="7"
        height="12"
        rx="1.5"
        transform={`rotate(${turn} ${x + 3.5} ${y + 6})`}
      />
    </svg>
  );
}
