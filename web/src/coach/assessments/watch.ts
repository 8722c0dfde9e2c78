/**
 * When a walk test is over: live, while the samples come, without a touch of the screen.
 *
 *     settling ── still for 2 s ──> ready ── the leg moves ──> walking ── still for 2 s ──> over
 *        the tone of the start sounds ─┘          ^                 │
 *                                                 └── a twitch ─────┘     too long ──> over
 *
 * It only ends the recording, with the standing after the walk in it that `backwardWalkTime` needs
 * to see the last contact; the time of the test is read from the samples afterwards. The walker
 * stops at the tape: how far three metres are, no sensor tells.
 *
 * There is no Python file of this name, because a file is recorded whole.
 */

// design choices
/** How long to stand still, before and after. */
export const STILL_S = 2;
/** A leg turns faster while it walks, and slower while it stands. */
const MOVES_RADS = 0.35;
/** Shorter motion is a twitch: a walk of three metres takes longer. */
const SHORTEST_S = 1;
/** Longest result of the 3-metre backward walk. */
const LONGEST_S = 120;
/** Samples further apart than this say nothing of what was between them. */
const GAP_S = 0.25;

/** Where a test stands. */
export type Phase = "settling" | "ready" | "walking" | "over";

/** A test under watch; every function takes one and returns the next. */
export interface Watch {
  readonly phase: Phase;
  /** Last sample, or null before the first one. */
  readonly timeS: number | null;
  /** Since when nothing moves, or null. */
  readonly stillSinceS: number | null;
  /** When the walk began. */
  readonly begunS: number | null;
  /** When the leg last moved in it. */
  readonly movedS: number | null;
  /** Whether it ended because it took too long. */
  readonly tooLong: boolean;
}

/** A test at its beginning. */
export const SETTLING: Watch = {
  phase: "settling",
  timeS: null,
  stillSinceS: null,
  begunS: null,
  movedS: null,
  tooLong: false,
};

/**
 * The test after one more sample.
 *
 * @param timeS of the sample, rising.
 * @param rateRads (3,) angular rate of a sensor on a leg.
 */
export function watched(watch: Watch, timeS: number, rateRads: ArrayLike<number>): Watch {
  if (watch.phase === "over") return watch;
  const turn = Math.hypot(rateRads[0], rateRads[1], rateRads[2]);
  const isSeen = watch.timeS === null || timeS - watch.timeS <= GAP_S;
  const moves = turn > MOVES_RADS;
  const stillSinceS = moves ? null : isSeen ? (watch.stillSinceS ?? timeS) : timeS;
  const isStill = stillSinceS !== null && timeS - stillSinceS >= STILL_S;
  const next: Watch = { ...watch, timeS, stillSinceS };
  if (watch.phase === "settling") return isStill ? { ...next, phase: "ready" } : next;
  if (watch.phase === "ready") {
    return moves ? { ...next, phase: "walking", begunS: timeS, movedS: timeS } : next;
  }
  const begunS = watch.begunS ?? timeS;
  const movedS = moves ? timeS : (watch.movedS ?? timeS);
  if (timeS - begunS > LONGEST_S) return { ...next, movedS, phase: "over", tooLong: true };
  if (!isStill) return { ...next, movedS };
  if (movedS - begunS >= SHORTEST_S) return { ...next, movedS, phase: "over" };
  return { ...next, phase: "ready", begunS: null, movedS: null };
}
