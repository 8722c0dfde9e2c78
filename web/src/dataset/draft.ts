/**
 * A recording that is not kept yet: shown with its labels, cut, and then exported or thrown away.
 *
 *     cutBefore          |xxxx|..................................
 *     cutAfter           ........................|xxxxxxxxxxxxxx|
 *     withoutPiece       ......|xxxxxxxxx|......    its samples go, and leave a gap that can be seen
 *
 * Values, never changed; times stay on the recording's clock until the export.
 */

import { RetrowalkError } from "../errors.ts";
import type { Placement, Recording } from "../recording.ts";
import type { Piece } from "./labels.ts";

/** What is known of a recording beside its samples. */
export interface Worn {
  readonly placement: Placement;
  readonly side: "left" | "right" | null;
  /** As the person says it; empty when not said. */
  readonly phone: string;
}

/** Samples with labels. */
export interface Draft {
  readonly samples: Recording;
  readonly pieces: readonly Piece[];
  /** ISO 8601 UTC instant of time 0 of the samples' clock. */
  readonly clockZero: string;
  readonly worn: Worn;
}

/** The same without what comes before an instant. */
export function cutBefore(draft: Draft, atS: number): Draft {
  return kept(draft, (timeS) => timeS >= atS, (piece) => within(piece, atS, Infinity));
}

/** The same without what comes after an instant. */
export function cutAfter(draft: Draft, atS: number): Draft {
  return kept(draft, (timeS) => timeS < atS, (piece) => within(piece, -Infinity, atS));
}

/** The same without one piece, samples and label. */
export function withoutPiece(draft: Draft, index: number): Draft {
  const gone = draft.pieces[index];
  if (gone === undefined) return draft;
  return kept(
    draft,
    (timeS) => timeS < gone.startS || timeS >= gone.endS,
    (piece) => (piece === gone ? null : piece),
  );
}

/** How long samples and labels are. */
export function spanOf({ samples: { timeS } }: Draft): readonly [number, number] {
  return timeS.length ? [timeS[0], timeS[timeS.length - 1]] : [0, 0];
}

/** Shortest recording that Retrowalk reads. */
const SHORTEST_S = 2;

/**
 * Whether it can be exported.
 *
 * @throws RetrowalkError nothing is left, or no label.
 */
export function checkDraft(draft: Draft): void {
  const [start, end] = spanOf(draft);
  if (end - start < SHORTEST_S) {
    throw new RetrowalkError("too little is left of the recording", {
      where: "measurement",
      remedy: "keep at least two seconds, or throw it away",
    });
  }
  if (!draft.pieces.length) {
    throw new RetrowalkError("no labelled piece is left", {
      where: "measurement",
      remedy: "keep at least one piece, or throw it away",
    });
  }
}

function within(piece: Piece, lowS: number, highS: number): Piece | null {
  const cut = { ...piece, startS: Math.max(piece.startS, lowS), endS: Math.min(piece.endS, highS) };
  return cut.endS > cut.startS ? cut : null;
}

function kept(
  draft: Draft,
  keeps: (timeS: number) => boolean,
  change: (piece: Piece) => Piece | null,
): Draft {
  const { timeS, accelerationMs2: a, angularRateRads: w } = draft.samples;
  const rows = Array.from(timeS, (time, k) => (keeps(time) ? k : -1)).filter((k) => k >= 0);
  const three = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows.flatMap((k) => [values[3 * k], values[3 * k + 1], values[3 * k + 2]]));
  return {
    ...draft,
    samples: {
      timeS: Float64Array.from(rows, (k) => timeS[k]),
      accelerationMs2: three(a),
      angularRateRads: w === null ? null : three(w),
    },
    pieces: draft.pieces.map(change).filter((piece) => piece !== null),
  };
}
