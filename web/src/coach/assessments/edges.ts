/**
 * From the swings of one leg to the first lift and the last contact, whichever leg made them.
 *
 *     standing │ first swing ...  last swing │ standing
 *              └─ lift                        └─ last contact
 *
 *     first swing is the sensor's     lift about one step time before its end
 *     ... is the other leg's          lift about two step times before it
 *     last swing is the sensor's      contact about at its end
 *     ... is the other leg's          contact about one step time after it
 *
 * Which leg began shows in turn, travel and length of the swing, and in when the leg leaves its
 * rest; the end mirrors the beginning. The signs are added up, see `Rule`; between its two limits
 * the answer is unknown. How lags, weights and limits came about: the Python file of this name.
 */

import { Placement } from "../../recording.ts";
import type { LegMotion, Swing } from "./swings.ts";

/** Step times from a swing's end: fixed + per * how long the swing or the motion lasts. */
export interface Lag {
  readonly fixed: number;
  readonly per: number;
}

/** Whose step it was, by a weighted sum of signs. */
export interface Rule {
  /** Weight of the swing's `share`. */
  readonly turn: number;
  /** Weight of its `travelShare`. */
  readonly travel: number;
  /** Weight of its `lastsShare`. */
  readonly lasts: number;
  /** Weight of `since` or `until`. */
  readonly motion: number;
  /** Below it, it was the sensor's leg. */
  readonly own: number;
  /** Above it, it was the other leg. */
  readonly other: number;
  /** No other leg's step where the share is less, no own step where it is more. */
  readonly turns: readonly [number, number];
  /** Less means that stances were taken for swings, more that a swing was missed. */
  readonly motions: readonly [number, number];
}

/** How a placement shows the beginning and the end. */
export interface Edges {
  /** Whose the first step is. */
  readonly first: Rule;
  /** Whose the last step is. */
  readonly last: Rule;
  /** Before the end of the first swing, by how long it lasts. */
  readonly liftOwn: Lag;
  /** The same, the other leg began. */
  readonly liftOther: Lag;
  /** After the end of the last swing, by how long motion goes on. */
  readonly contactOwn: Lag;
  /** The same, the other leg ended. */
  readonly contactOther: Lag;
  /** From the end of a swing to its contact while the walk goes on, step times. */
  readonly passingOwn: number;
  /** The same, to the contact of the other leg. */
  readonly passingOther: number;
}

const ANY: readonly [number, number] = [0, 9];

function rule(
  turn: number,
  travel: number,
  lasts: number,
  motion: number,
  own: number,
  other: number,
  turns = ANY,
  motions = ANY,
): Rule {
  return { turn, travel, lasts, motion, own, other, turns, motions };
}

function lag(fixed: number, per: number): Lag {
  return { fixed, per };
}

const THIGH: Edges = {
  first: rule(1.0, 0.0, 0.0, 1.43, 2.38, 2.43, [0.48, 0.82], [0.45, 2.45]),
  last: rule(1.0, 0.0, 0.0, 1.56, 0.94, 1.2, ANY, [0.0, 1.45]),
  liftOwn: lag(1.38, -1.03),
  liftOther: lag(1.89, -0.01),
  contactOwn: lag(-0.18, 0.97),
  contactOther: lag(0.77, 0.2),
  passingOwn: 0.04,
  passingOther: 0.92,
};
/** Of each placement on a leg. */
export const EDGES: Readonly<Partial<Record<Placement, Edges>>> = {
  [Placement.POCKET]: THIGH,
  [Placement.THIGH]: THIGH,
  [Placement.ANKLE]: {
    first: rule(0.0, 1.0, 0.28, 0.0, 0.84, 0.9),
    last: rule(0.0, 1.0, 0.0, 0.0, 0.68, 0.76),
    liftOwn: lag(0.56, 0.0),
    liftOther: lag(1.38, 0.35),
    contactOwn: lag(0.04, 0.57),
    contactOther: lag(0.99, 0.21),
    passingOwn: 0.19,
    passingOther: 1.2,
  },
  [Placement.FOOT]: {
    first: rule(0.0, 1.0, 0.28, 0.0, 0.88, 0.97),
    last: rule(0.0, 1.0, 0.0, 0.0, 0.68, 0.74),
    liftOwn: lag(-0.32, 1.91),
    liftOther: lag(0.58, 1.97),
    contactOwn: lag(0.22, 0.28),
    contactOther: lag(0.8, 0.99),
    passingOwn: 0.16,
    passingOther: 1.16,
  },
};

/** The lag; `lasts` in step times too. */
function steps({ fixed, per }: Lag, lasts: number): number {
  return fixed + per * lasts;
}

/** Whether the leg with the sensor made this step, null where it is not clear. */
export function isOwn(by: Rule, swing: Swing, motion: number): boolean | null {
  const value =
    by.turn * swing.share +
    by.travel * swing.travelShare +
    by.lasts * swing.lastsShare +
    by.motion * motion;
  if (!(by.motions[0] <= motion && motion <= by.motions[1])) return null;
  if (value < by.own && swing.share < by.turns[1]) return true;
  return value > by.other && swing.share > by.turns[0] ? false : null;
}

/** When the first foot lifted, on the recording's clock. */
export function liftS(edges: Edges, found: LegMotion, own: boolean): number {
  const by = own ? edges.liftOwn : edges.liftOther;
  const swing = found.swings[0];
  const stepS = beginStepS(found, own);
  return swing.endS - steps(by, (swing.endS - swing.startS) / stepS) * stepS;
}

/** When the last foot came down, on the recording's clock. */
export function contactS(edges: Edges, found: LegMotion, own: boolean): number {
  const by = own ? edges.contactOwn : edges.contactOther;
  return found.swings[found.swings.length - 1].endS + steps(by, found.until) * found.stepS;
}

/** The contacts of both legs from the first swing on, the walk going on. */
export function passingS({ passingOwn, passingOther }: Edges, found: LegMotion): number[] {
  return found.swings.flatMap(({ endS }) => [
    endS + passingOwn * found.stepS,
    endS + passingOther * found.stepS,
  ]);
}

/** The step time at the beginning: a first stride is slower than the usual one. */
function beginStepS({ swings, stepS }: LegMotion, own: boolean): number {
  return own ? stepS : 0.5 * (swings[1].endS - swings[0].endS);
}
