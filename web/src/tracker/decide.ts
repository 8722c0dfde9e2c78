/**
 * The answer for every half second of a walk.
 *
 * movement in the plane of walking?         no  -> sideways (known left axis) or unknown
 * moments of the window                         -> log-odds of forward
 * backward, but stairs, a jump or a turn?   yes -> says nothing
 * firm stride of a foot                         -> adds its own direction, or says sideways
 * belief = what was gathered before, fading, and this window -> answer
 */

import type { Symmetric } from "../maths/eigen.ts";
import { clip } from "../maths/numbers.ts";
import { dot, isZero, times, type Vector } from "../maths/vector.ts";
import { Direction } from "./base.ts";
import { unknownAt, type HopAnswer } from "./bouts.ts";
import { calibratedLogOdds, type Calibration } from "./calibration.ts";
import {
  Belief,
  bothSigns,
  clearness,
  knownLogOdds,
  logOdds,
  sigma,
  type Model,
} from "./direction.ts";
import {
  aside,
  axisOf,
  climbs,
  gathered,
  goesSideways,
  pushedAside,
  swings,
  turns,
} from "./gates.ts";
import { heardAfter, type Window } from "./measure.ts";
import { turnedMoments, type Moments } from "./moments.ts";
import { strideDirection, type Stride } from "./strides.ts";

export const UNSURE = "the movement fits neither forward nor backward walking well enough";
export const VIGOROUS =
  "the movement is too vigorous for walking backward: stairs, jogging or a jump";
export const TURNS = "the walker turns too fast for walking backward";
export const ACROSS = "the leg swings across the usual plane";
export const ASIDE = "the steps push the body to the side and not to the front";

// Design choices, checked against motion capture (docs/validation.md).
// cosine between the axis of swing and the usual left axis below which a walk goes sideways
const ACROSS_COSINE = 0.5;
const SIDEWAYS_SURE = 0.9;
// log-odds of the front from which its axis is surely that of walking
const AXIS_LEARNT = 5.0;
// lift against the wearer's own forward walk beyond which backward is not believed
const HARDER_THAN_OWN = 1.4;
/** Log-odds of the front from which a stride's own angle is read. */
export const FRONT_KNOWN = 3.0;
// doubt of a known front: what one window may add, and from where on it is not believed
const MOST_DOUBT = 1.5;
const TRUST = 8.0;
// how sure the reading of a stride is
const STRIDE_SURE = 0.95;

/** What is carried from one half second to the next. */
export interface State {
  /** Left axis in the sensor frame, or null before the first walking. */
  readonly left: Vector | null;
  /** Gathered axes of swing, where the mounting is unknown. */
  readonly spread: Symmetric;
  /** Of front and direction. */
  readonly belief: Belief;
  /** Log-odds against a known front, gathered over the walk; a leg that walks shows its front, so
   * that a device that was turned round is found out. */
  readonly doubt: number;
}

/** Whether the walk contradicts the known front. */
export function contradicted(state: State): boolean {
  return state.doubt >= TRUST;
}

/** The state after log-odds of a known front from one window. */
function withFrontTold(state: State, told: number): State {
  const limited = clip(-0.5 * told, -MOST_DOUBT, MOST_DOUBT);
  return { ...state, doubt: clip(state.doubt + limited, -TRUST, TRUST) };
}

/** The state after one more window, the sign of the left axis carried on. */
function withTurning(state: State, window: Window, model: Model): State & { left: Vector } {
  const spread = gathered(state.spread, window, state.left, model);
  const main = axisOf(spread);
  const doubt = 0;
  if (state.left === null) {
    const same = window.swing === null || dot(main, window.swing) >= 0;
    return { left: same ? main : times(main, -1), spread, belief: state.belief, doubt };
  }
  const cosine = dot(main, state.left);
  // where most of the walk was about another axis the front is learnt anew
  const anew = Math.abs(cosine) < ACROSS_COSINE;
  const belief = anew ? new Belief(0, state.belief.forward) : state.belief;
  return { left: cosine >= 0 ? main : times(main, -1), spread, belief, doubt };
}

/** What does not change from one half second to the next. */
export interface Known {
  /** Weights of the placement. */
  readonly model: Model;
  /** The wearer's own forward walk, or null. */
  readonly calibration: Calibration | null;
  /** Whether the left axis is known from the mounting or a calibration. */
  readonly frontFixed: boolean;
}

/** Lift beyond which backward must be very clear, m/s². */
function hardestMs2({ model, calibration }: Known): number {
  if (calibration === null) return model.hardestMs2;
  return Math.min(model.hardestMs2, HARDER_THAN_OWN * calibration.liftMs2);
}

/** The firm stride of a foot sensor that holds a sample and is known in time. */
function strideAt(strides: readonly Stride[], centre: number, until: number): Stride | null {
  for (let k = strides.length - 1; k >= 0; k--) {
    const stride = strides[k];
    if (stride.start <= centre && centre < stride.end) {
      return stride.firm && stride.known < until ? stride : null;
    }
  }
  return null;
}

function answerOf(belief: Belief, centre: number, reason: string, front: number): HopAnswer {
  if (!belief.decided) return unknownAt(centre, reason, front);
  const direction = belief.forward > 0 ? Direction.FORWARD : Direction.BACKWARD;
  const probability = sigma(Math.abs(belief.forward));
  return { sample: centre, direction, probability, reason: null, front };
}

function sidewaysAt(sample: number, probability: number): HopAnswer {
  return { sample, direction: Direction.SIDEWAYS, probability, reason: null, front: 0 };
}

/** Answer and the state after it. */
export type Decided = readonly [HopAnswer, State];

/** Answer sideways where the left axis is sure, else nothing. */
function sideways(
  window: Window,
  known: Known,
  before: State,
  reason: string,
  sure: boolean,
): Decided {
  const { centre } = window;
  const state = { ...before, belief: new Belief(before.belief.front, 0) };
  if (turns(window)) return [unknownAt(centre, TURNS), state];
  if (sure && (known.frontFixed || Math.abs(state.belief.front) >= FRONT_KNOWN)) {
    return [sidewaysAt(centre, SIDEWAYS_SURE), state];
  }
  return [unknownAt(centre, reason), state];
}

/** How a window is looked at: with which axis as left one. */
interface Looked {
  readonly state: State;
  readonly moments: Moments;
  /** The axis taken as left, or null where there is none. */
  readonly axis: Vector | null;
  /** 1 where it is the axis of swing, -1 where it is the opposite. */
  readonly turned: number;
}

/** Look at a leg's window; an answer where it shows no walking in the usual plane. */
function lookedAt(window: Window, swing: Vector, known: Known, before: State): Looked | Decided {
  const { model } = known;
  // the leg has not moved yet
  if (isZero(swing)) return [unknownAt(window.centre, UNSURE), before];
  const state = known.frontFixed ? before : withTurning(before, window, model);
  const { left } = state;
  if (left === null) throw new Error("a known front has a left axis");
  const cosine = dot(swing, left);
  if (aside(window, left, model) || Math.abs(cosine) < ACROSS_COSINE) {
    return sideways(window, known, state, ACROSS, true);
  }
  const learnt = known.frontFixed || Math.abs(state.belief.front) >= AXIS_LEARNT;
  if (!learnt && !swings(state.spread, model)) {
    return sideways(window, known, state, ACROSS, false);
  }
  const turned = cosine > 0 ? 1 : -1;
  const moments = turned > 0 ? window.moments : turnedMoments(window.moments);
  return { state, moments, axis: times(swing, turned), turned };
}

/**
 * Answer one half second of a walk.
 *
 * @param window what was measured around it.
 * @param known what is known of mounting and wearer.
 * @param before what was known before.
 * @param strides of a foot sensor, else empty.
 * @param first whether it is the first of a walk.
 */
export function decide(
  window: Window,
  known: Known,
  before: State,
  strides: readonly Stride[],
  first: boolean,
): Decided {
  const { model, calibration, frontFixed } = known;
  const { centre, swing } = window;
  if (swing === null && pushedAside(window)) {
    return sideways(window, known, before, ASIDE, goesSideways(window));
  }
  const looked =
    swing === null
      ? { state: before, moments: window.moments, axis: before.left, turned: 1 }
      : lookedAt(window, swing, known, before);
  if (!("moments" in looked)) return looked;
  const { moments, axis, turned } = looked;
  let { state } = looked;
  let { belief } = state;
  let evidence: number;
  if (frontFixed) {
    evidence = knownLogOdds(model, moments);
    state = withFrontTold(state, bothSigns(model, moments, 0)[1]);
  } else {
    const [ahead, told] = bothSigns(model, moments, belief.front);
    evidence = ahead;
    belief = belief.withFront(told, first);
  }
  if (calibration !== null) evidence = calibratedLogOdds(calibration, evidence, moments.odd);
  let reason = UNSURE;
  const other = otherMovement(window, known, moments);
  if (evidence < 0 && other !== null) {
    evidence = 0;
    reason = other;
    belief = new Belief(belief.front, Math.max(belief.forward, 0));
  }
  const stride = strideAt(strides, centre, centre + heardAfter(model));
  if (stride !== null && axis !== null && Math.abs(belief.front) >= FRONT_KNOWN) {
    const way = strideDirection(stride.angleRad(times(axis, belief.front > 0 ? 1 : -1)));
    if (way === Direction.FORWARD) {
      evidence += 2 * logOdds(STRIDE_SURE);
    } else if (!turns(window)) {
      // in a turn the foot turns while it travels
      if (way === Direction.SIDEWAYS) {
        return [sidewaysAt(centre, STRIDE_SURE), { ...state, belief: new Belief(belief.front, 0) }];
      }
      evidence -= 2 * logOdds(STRIDE_SURE);
    }
  }
  belief = belief.withEvidence(evidence, first);
  const sure = swing !== null && Math.abs(belief.front) >= FRONT_KNOWN;
  const front = sure ? turned * Math.sign(belief.front) : 0;
  return [answerOf(belief, centre, reason, front), { ...state, belief }];
}

/** What else a backward reading may be, or null. */
function otherMovement(window: Window, known: Known, moments: Moments): string | null {
  const { model, frontFixed } = known;
  const clear = clearness(model, moments, frontFixed) >= model.vigorousMargin;
  const hard = window.liftMs2 > hardestMs2(known) && !clear;
  if (hard || climbs(window, model)) return VIGOROUS;
  return turns(window) ? TURNS : null;
}
