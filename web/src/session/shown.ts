/**
 * What of a session is shown: signals that the screens follow.
 *
 * Nothing of the tracker is loaded with them, so that any screen may look.
 */

import { signal } from "@preact/signals";

import { Wearer } from "../recording.ts";
import { accessOf, type Access, type AccessScope } from "../sensors/access.ts";
import type { SelfTestFinding } from "../sensors/self_test.ts";
import { settings } from "../settings.ts";
import type { GivenTask, Parts } from "./announcements.ts";
import type { PersonalScale } from "../tracker/personal.ts";
import type { Options, View } from "./base.ts";
import type { Header } from "./vault.ts";

/** What today's plan asks of a walk. */
export interface Target {
  /** Seconds to walk backward, or null. */
  readonly backwardS: number | null;
  /** For the metronome, or null. */
  readonly cadenceSpm: number | null;
  /** Its parts with rests between them, or null. */
  readonly parts: Parts | null;
  /** A task for the mind, or null. */
  readonly task: GivenTask | null;
}

/** A walk that is as long as one likes. */
export const FREE: Target = { backwardS: null, cadenceSpm: null, parts: null, task: null };

const NO_STEPS = { backward: 0, forward: 0, sideways: 0, unknown: 0 };

/** Shown while nothing goes on. */
export const IDLE: View = {
  phase: "placing",
  placement: null,
  countdownS: 0,
  calibratedShare: 0,
  attempt: 0,
  steps: NO_STEPS,
  durationS: NO_STEPS,
  walkS: 0,
  direction: "still",
  reason: null,
  isStanding: false,
  knowledge: "unknown",
  isSilent: false,
};

export const view = signal<View>(IDLE);
/** Whether a session goes on, from the choice of the placement to its end. */
export const isLive = signal(false);
export const access = signal<Access>(accessOf(globalThis as unknown as AccessScope));
export const finding = signal<SelfTestFinding | null>(null);
/** What the plan asks of the session that goes on. */
export const goal = signal<Target>(FREE);
/** The sentence that was said last. */
export const spoken = signal("");
/** The pocket screen: black, deaf to touches. */
export const isPocket = signal(false);
export const heartRate = signal<number | null>(null);
/** What went wrong and should be shown, or null. */
export const failure = signal<unknown>(null);
/** Walks whose page was closed, the newest first. */
export const unfinished = signal<readonly Header[]>([]);

/** What the engine is told; the scale is that of the placement. */
export function optionsOf(target: Target, scale: PersonalScale | null): Options {
  return {
    wearer: new Wearer({ heightM: settings.value.heightM }),
    scale,
    telling: settings.value.telling,
    targetS: target.backwardS,
    parts: target.parts,
    task: target.task,
    now: Date.now,
  };
}
