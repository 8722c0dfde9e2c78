/**
 * The forward walk that tells how the phone sits.
 *
 *     first step heard ── 12 s ──> calibrate ── too short ──> a little longer, until 20 s
 *                                     └─ done | refused, with the reason
 */

import { RetrowalkError } from "../errors.ts";
import type { Placement, Recording } from "../recording.ts";
import type { Calibration } from "../tracker/calibration.ts";
import { calibrate } from "../tracker/track.ts";
import { Beat } from "./beat.ts";
import { Samples } from "./keeping.ts";

/** Seconds that are asked for, from the first step on. */
export const ASKED_S = 12;
const LONGEST_S = 20;
const AGAIN_S = 2;
/** So long nobody needs to begin. */
const PATIENCE_S = 60;

/** What became of it. */
export type CalibrationResult =
  | { readonly kind: "going"; readonly walkedS: number }
  | { readonly kind: "done"; readonly calibration: Calibration }
  | { readonly kind: "refused"; readonly why: "too_short" | "uneven" | "was_backward" };

/** One attempt. */
export class Calibrating {
  readonly samples = new Samples();
  readonly #placement: Placement;
  readonly #beat = new Beat();
  #beganS: number | null = null;
  #nextS = ASKED_S;

  constructor(placement: Placement) {
    this.#placement = placement;
  }

  /** Steps heard in samples, for a tone each. */
  push(samples: Recording): number {
    this.samples.push(samples);
    this.#beganS ??= samples.timeS[0] ?? null;
    return this.#beat.push(samples);
  }

  /** @throws RetrowalkError too little or too uneven walking, or backward. */
  calibration(): Calibration {
    return calibrate(this.samples.recording, this.#placement);
  }

  /** @param nowS time of the last sample. */
  result(nowS: number): CalibrationResult {
    const { firstS } = this.#beat;
    const beganS = this.#beganS;
    if (firstS === null) {
      const isLate = beganS !== null && nowS - beganS > PATIENCE_S;
      return isLate ? { kind: "refused", why: "too_short" } : { kind: "going", walkedS: 0 };
    }
    const walkedS = nowS - firstS;
    if (walkedS < this.#nextS) return { kind: "going", walkedS };
    this.#nextS = walkedS + AGAIN_S;
    try {
      return { kind: "done", calibration: this.calibration() };
    } catch (error) {
      if (!(error instanceof RetrowalkError)) throw error;
      const why = whyOf(error);
      if (why === "too_short" && walkedS < LONGEST_S) return { kind: "going", walkedS };
      return { kind: "refused", why };
    }
  }
}

function whyOf({ what }: RetrowalkError): "too_short" | "uneven" | "was_backward" {
  if (what.includes("backward")) return "was_backward";
  return what.includes("differ") ? "uneven" : "too_short";
}
