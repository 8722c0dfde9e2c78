/**
 * What the speed models have learnt: one factor for each placement and direction, and how sure.
 *
 * Weights: speed_gains.json of the Python package; docs/model-card.md says from whom.
 */

import fitted from "../../../src/retrowalk/tracker/speed_gains.json";

import { Placement, type Wearer } from "../recording.ts";
import type { Direction } from "./base.ts";

/** Raised when a told speed changes its meaning: older personal scales no longer fit. */
export const MODEL = 2;
/** Strides are measured there, without the body's size. */
export const STRIDE_PLACEMENTS: ReadonlySet<Placement> = new Set([Placement.ANKLE, Placement.FOOT]);
// Where a bout starts and ends is known to so many seconds, and from one steady walk to the next
// a person's own factor changes by so much (design choices, one SD): by strides, by steps.
const EDGE_S = { strides: 0.2, steps: 0.3 };
const STEADY_SPREAD = { strides: 0.01, steps: 0.03 };
// Leg length as a share of body height, and what is taken when neither is known
// (design choices; the second is an adult's).
export const LEG_OF_HEIGHT = 0.53;
export const USUAL_LEG_M = 0.9;
const MEASURED_SPREAD = 0.01;
const FROM_HEIGHT_SPREAD = 0.03;
const USUAL_SPREAD = 0.06;

function by(placement: Placement): "strides" | "steps" {
  return STRIDE_PLACEMENTS.has(placement) ? "strides" : "steps";
}

/** The relative spread of a bout's speed that its uncertain ends make. */
export function edgeSpread(placement: Placement, seconds: number): number {
  return EDGE_S[by(placement)] / seconds;
}

/** By how much one person's factor differs between two steady walks of one style. */
export function steadySpread(placement: Placement): number {
  return STEADY_SPREAD[by(placement)];
}

/** A factor and the spread of its errors; spreads are standard deviations of the logarithm. */
export interface Gain {
  /** What the model's figure is multiplied by. */
  readonly factor: number;
  /** From person to person, once the body's size is known. */
  readonly person: number;
  /** From bout to bout of one person; a known distance does not take it away. */
  readonly bout: number;
}

const GAINS: ReadonlyMap<string, Gain> = new Map(
  fitted.gains.map(({ placement, direction, factor, person, bout }) => [
    `${placement} ${direction}`,
    { factor, person, bout },
  ]),
);

/** The fitted factor of a placement and direction, or null where there is none. */
export function gainOf(placement: Placement, direction: Direction): Gain | null {
  return GAINS.get(`${placement} ${direction}`) ?? null;
}

/** Leg length, hip joint to ground, in metres and its relative spread (one SD). */
export function legLength(wearer: Wearer): [number, number] {
  if (wearer.legLengthM !== null) return [wearer.legLengthM, MEASURED_SPREAD];
  if (wearer.heightM !== null) return [LEG_OF_HEIGHT * wearer.heightM, FROM_HEIGHT_SPREAD];
  return [USUAL_LEG_M, USUAL_SPREAD];
}
