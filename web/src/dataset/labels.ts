/**
 * What the wearer did, when: the labels of a measurement.
 *
 *     samples  |......................................................|
 *     pieces      [ stand ]  [  forward  ]  [stop]  [  backward  ]      half-open, never overlapping
 *
 * The fixed parts of the layout are in src/retrowalk/dataset/layout.json, which Python reads too.
 */

import layout from "../../../src/retrowalk/dataset/layout.json";
import type { Phrase } from "../i18n/phrase.ts";

/** The fixed parts of the layout. */
export const LAYOUT = layout;

/** Every label; `layout.json` explains them. */
export const LABELS = [
  "stand",
  "forward",
  "stop",
  "backward",
  "sideways",
  "turn",
  "stairs_up",
  "stairs_down",
] as const;
export type Label = (typeof LABELS)[number];

/** The labels in words. */
export const LABEL_WORDS: Readonly<Record<Label, Phrase>> = layout.labels;

/** One labelled stretch, [startS, endS). */
export interface Piece {
  readonly label: Label;
  readonly startS: number;
  readonly endS: number;
}
