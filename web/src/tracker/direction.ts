/**
 * Which way the walk went, every half second, and how sure that is.
 *
 *     window (2 s leg, 4 s trunk)  -> time-odd moments -> score s: > 0 forward, < 0 backward
 *                                  -> front moments    -> which sign of the left axis is left
 *
 * Where the mounting is known or calibrated the sign of the left axis is given. Where it is not,
 * a leg gives it away: a knee bends one way only. With r the log-odds of the sign, e the score of
 * the flip-free cues and o the part of s that changes sign with the axis, the four readings of a
 * window (forward or backward, axis left or right) weigh
 *
 *     forward, left   exp(( r + e + o) / 2)      backward, left   exp(( r - e - o) / 2)
 *     forward, right  exp((-r + e - o) / 2)      backward, right  exp((-r - e + o) / 2)
 *
 * Summed over the sign they give the direction; summed over the direction they teach the sign,
 * which stays the same over a walk. Evidence is clipped, so that no single window decides and an
 * old belief never outweighs two new windows.
 *
 * What is no ordinary walking (stairs, jogging) fits neither reading well: a window whose best
 * reading stays under the placement's margin says nothing.
 *
 * Weights: direction_weights.json of the Python package, the only place where they are written.
 */

import weights from "../../../src/retrowalk/tracker/direction_weights.json";

import { clip, logAddExp, product } from "../maths/numbers.ts";
import type { Placement } from "../recording.ts";
import { FLIP_FREE, FRONT_NAMES, NAMES, type Moments } from "./moments.ts";

// Design choices, checked against motion capture (docs/validation.md).
const EVIDENCE_LIMIT = 3.0;
const MEMORY_LIMIT = 2.0;
const MEMORY_KEPT = 0.75;
const MEMORY_CONTRARY = 0.75;
const FRONT_LIMIT = 6.0;
const OVERLAP = 0.5;
const ANSWER_FROM = 0.9;
// flip-free cues and the rest added up are about this much larger than the score of all cues
const UNFIXED = 1.5;

/** Fitted weights of one placement. */
export interface Model {
  /** Length of the window. */
  readonly windowS: number;
  /** Log-odds that the best reading must reach for the window to count. */
  readonly margin: number;
  /** Standard deviation of vertical acceleration beyond which a backward reading must reach
   * `vigorousMargin`. */
  readonly hardestMs2: number;
  /** What a backward reading of a vigorous movement must reach. */
  readonly vigorousMargin: number;
  /** Vertical against forward velocity beyond which a backward reading is stairs. */
  readonly steepest: number;
  /** Sideways against sagittal movement above which a leg goes sideways; 0: it does not show. */
  readonly sideways: number;
  /** Which of both is compared. */
  readonly sidewaysBy: "turning" | "moving";
  /** Turning about a second horizontal axis against the axis of swing, gathered over a walk, above
   * which a leg does not swing at all; 1 where that shows nothing. */
  readonly roundest: number;
  /** Whether vigour is evened out within its long windows. */
  readonly evened: boolean;
  /** (NAMES.length,) weights of the time-odd moments; log-odds of forward. */
  readonly cues: Float64Array;
  /** (NAMES.length,) weights of those that survive an unknown mounting. */
  readonly flipFree: Float64Array;
  /** (FRONT_NAMES.length,) weights of the front moments; log-odds that the axis is left. */
  readonly front: Float64Array;
  /** (NAMES.length,) weights of the cues that change sign with the axis. */
  readonly flipping: Float64Array;
}

/** One placement of direction_weights.json. */
export interface WeightsEntry {
  readonly window_s: number;
  readonly margin: number;
  readonly hardest_ms2: number;
  readonly vigorous_margin: number;
  readonly steepest: number;
  readonly sideways: number;
  readonly sideways_by: string;
  readonly roundest: number;
  readonly evened: boolean;
  readonly cues: Readonly<Record<string, number>>;
  readonly flip_free: Readonly<Record<string, number>>;
  readonly front: Readonly<Record<string, number>>;
}

/** A model from its entry in direction_weights.json. */
export function modelOf(entry: WeightsEntry): Model {
  const vector = (names: readonly string[], told: Readonly<Record<string, number>>) => {
    if (!Object.keys(told).every((name) => names.includes(name))) {
      throw new RangeError("direction_weights.json names moments that do not exist");
    }
    return Float64Array.from(names, (name) => told[name] ?? 0);
  };
  const cues = vector(NAMES, entry.cues);
  return {
    windowS: entry.window_s,
    margin: entry.margin,
    hardestMs2: entry.hardest_ms2,
    vigorousMargin: entry.vigorous_margin,
    steepest: entry.steepest,
    sideways: entry.sideways,
    sidewaysBy: entry.sideways_by === "turning" ? "turning" : "moving",
    roundest: entry.roundest,
    evened: entry.evened,
    cues,
    flipFree: vector(NAMES, entry.flip_free),
    front: vector(FRONT_NAMES, entry.front),
    flipping: cues.map((weight, k) => (FLIP_FREE[k] ? 0 : weight)),
  };
}

const MODELS = new Map<string, Model>(
  Object.entries(weights.models as unknown as Record<string, WeightsEntry>).map(
    ([placement, entry]) => [placement, modelOf(entry)],
  ),
);

/** The fitted model of a placement, or null where there is none. */
export function modelFor(placement: Placement): Model | null {
  return MODELS.get(placement) ?? null;
}

/** ln(p / (1 - p)), kept finite. */
export function logOdds(probability: number): number {
  const inside = clip(probability, 1e-9, 1 - 1e-9);
  return Math.log(inside / (1 - inside));
}

/** The logistic function. */
export function sigma(value: number): number {
  return 1 / (1 + Math.exp(-clip(value, -40, 40)));
}

/** How clear a window's best reading is, in log-odds of a known front. */
export function clearness(model: Model, window: Moments, frontFixed: boolean): number {
  if (frontFixed) return Math.abs(product(model.cues, window.odd));
  const even = Math.abs(product(model.flipFree, window.odd));
  return (even + Math.abs(product(model.flipping, window.odd))) / UNFIXED;
}

/** The log-odds of forward of a window whose left axis is known. */
export function knownLogOdds(model: Model, window: Moments): number {
  const told = product(model.cues, window.odd);
  return Math.abs(told) >= model.margin ? told : 0;
}

/**
 * Weigh both signs of the left axis.
 *
 * @param model weights of the placement.
 * @param window moments, resolved with the axis taken as left.
 * @param front log-odds that the axis is left.
 * @returns log-odds of forward, and what the window adds to the log-odds of the front; both zero
 *     where no reading is clear enough.
 */
export function bothSigns(model: Model, window: Moments, front: number): [number, number] {
  const even = product(model.flipFree, window.odd);
  const odd = product(model.flipping, window.odd);
  if (Math.abs(even) + Math.abs(odd) < model.margin) return [0, 0];
  const ahead = logAddExp(0.5 * (front + even + odd), 0.5 * (-front + even - odd));
  const back = logAddExp(0.5 * (front - even - odd), 0.5 * (-front - even + odd));
  const same = 0.5 * (even + odd);
  const other = 0.5 * (even - odd);
  const learned = logAddExp(same, -same) - logAddExp(other, -other);
  return [ahead - back, learned + product(model.front, window.front)];
}

/** What has been gathered so far; one value follows the other. */
export class Belief {
  /** Log-odds that the axis in use is the left one. */
  readonly front: number;
  /** Log-odds that the walk goes forward now. */
  readonly forward: number;

  constructor(front: number, forward: number) {
    this.front = front;
    this.forward = forward;
  }

  /** The belief after log-odds of the front from one window. */
  withFront(told: number, first: boolean): Belief {
    const limited = clip(told, -EVIDENCE_LIMIT, EVIDENCE_LIMIT);
    const front = this.front + (first ? 1 : OVERLAP) * limited;
    return new Belief(clip(front, -FRONT_LIMIT, FRONT_LIMIT), this.forward);
  }

  /**
   * The belief after log-odds of forward from one window.
   *
   * @param evidence log-odds that the window went forward.
   * @param first whether it is the first of a walk; later ones overlap the one before and count
   *     half.
   */
  withEvidence(evidence: number, first: boolean): Belief {
    let kept = MEMORY_KEPT * clip(this.forward, -MEMORY_LIMIT, MEMORY_LIMIT);
    // a change is heard sooner than more of the same
    if (kept * evidence < 0) kept *= MEMORY_CONTRARY;
    const limited = clip((first ? 1 : OVERLAP) * evidence, -EVIDENCE_LIMIT, EVIDENCE_LIMIT);
    return new Belief(this.front, kept + limited);
  }

  /** Whether the belief is strong enough for an answer. */
  get decided(): boolean {
    return Math.abs(this.forward) >= ANSWER_FROM;
  }
}
