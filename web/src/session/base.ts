/** What a session is told, what it tells, and what is shown of it. */

import type { WalkData } from "../contract.ts";
import type { Placement, Recording, Wearer } from "../recording.ts";
import type { Direction, Knowledge } from "../tracker/base.ts";
import type { PersonalScale } from "../tracker/personal.ts";
import type { GivenTask, Message, Parts } from "./announcements.ts";
import type { Counts } from "./counting.ts";
import type { Pause } from "./walking.ts";

/** Where a session stands. */
export type Phase =
  | "placing"
  | "testing"
  | "countdown"
  | "calibrating"
  | "stuck"
  | "walking"
  | "paused"
  | "finished";

/** What a session is told before it begins. */
export interface Options {
  readonly wearer: Wearer;
  readonly scale: PersonalScale | null;
  readonly telling: "minutes" | "steps";
  /** Seconds to walk backward today, or null. */
  readonly targetS: number | null;
  readonly parts: Parts | null;
  /** A task for the mind, or null. */
  readonly task: GivenTask | null;
  /** The wall clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** What happens. */
export type EngineEvent =
  | { readonly kind: "say"; readonly message: Message }
  | { readonly kind: "beat" }
  | { readonly kind: "phase"; readonly phase: Phase };

/** What is shown. */
export interface View {
  readonly phase: Phase;
  readonly placement: Placement | null;
  /** Seconds left to put the phone in and stand still. */
  readonly countdownS: number;
  /** Share of the calibration walk that is done, 0 to 1. */
  readonly calibratedShare: number;
  readonly attempt: number;
  readonly steps: Counts;
  readonly durationS: Counts;
  readonly walkS: number;
  readonly direction: Direction;
  readonly reason: string | null;
  readonly isStanding: boolean;
  readonly knowledge: Knowledge;
  /** Whether no samples come although they should. */
  readonly isSilent: boolean;
}

/** What a session leaves. */
export interface Finished {
  readonly walk: WalkData;
  readonly samples: Recording;
  /** Samples of the forward walk that calibrated it, or null. */
  readonly calibration: Recording | null;
  readonly pauses: readonly Pause[];
  /** What its speeds were told with. */
  readonly scale: PersonalScale | null;
  readonly task: GivenTask | null;
  readonly placement: Placement;
  readonly startUtc: string;
  /** Of the calibration's first sample. */
  readonly calibrationUtc: string;
}
