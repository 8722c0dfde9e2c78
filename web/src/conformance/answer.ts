/** What this implementation answers to a vector, with the measures behind each answer. */

import { RetrowalkError } from "../errors.ts";
import type { Estimate } from "../estimate.ts";
import type { Calibration } from "../tracker/calibration.ts";
import type { Window } from "../tracker/measure.ts";
import type { Cut, Heard, Lost, Outcome, Setting } from "../tracker/outcomes.ts";
import { Session } from "../tracker/session.ts";
import { boutOf, contactTimesS } from "../tracker/summary.ts";
import { Grid, PERIOD_S, VALUES, samplesOf } from "../tracker/timebase.ts";
import { calibrate, settingOf } from "../tracker/track.ts";
import { wordOf } from "./reasons.ts";
import { FORMAT, mountingOf, recordingOf, wearerOf, type VectorData } from "./vector.ts";

/**
 * Track a vector.
 *
 * @param vector its input.
 * @param block how many samples are handed over at once; all by default.
 * @param change what to do to the setting before, to see whether that is noticed.
 * @returns the JSON form of the answer, numbers as they were computed.
 */
export function answer(
  vector: VectorData,
  block = Infinity,
  change: (setting: Setting) => Setting = (setting) => setting,
): object {
  const { placement } = vector;
  let calibration: Calibration | null = null;
  if (vector.calibration !== null) {
    try {
      calibration = calibrate(recordingOf(vector.calibration), placement);
    } catch (error) {
      if (error instanceof RetrowalkError) return joined(vector, [], { refused: true });
      throw error;
    }
  }
  const recording = recordingOf(vector.samples);
  const hasGyroscope = recording.angularRateRads !== null;
  const mounting = mountingOf(vector);
  const setting = settingOf(placement, hasGyroscope, { mounting, calibration });
  const session = new Session(change(setting));
  const grid = new Grid();
  const { timeS, values } = samplesOf(recording);
  const size = Math.min(block, timeS.length);
  const told: Outcome[] = [];
  for (let start = 0; start < timeS.length; start += size) {
    const end = start + size;
    const blocks = grid.push(timeS.slice(start, end), values.slice(start * VALUES, end * VALUES));
    for (const known of blocks) told.push(...session.push(known));
  }
  for (const known of grid.finish()) told.push(...session.push(known));
  return joined(vector, told, calibratedOf(calibration));
}

function calibratedOf(calibration: Calibration | null): object | null {
  if (calibration === null) return null;
  return {
    refused: false,
    left: calibration.left,
    front_log_odds: calibration.frontLogOdds,
    forward: [...calibration.forward],
    lift_ms2: calibration.liftMs2,
    up: calibration.up,
    agreement: calibration.agreement,
    walked_s: calibration.walkedS,
  };
}

function joined(vector: VectorData, told: Outcome[], calibration: object | null): object {
  const cuts = told.filter((one): one is Cut => one.kind === "cut");
  const heard = new Map(
    told
      .filter((one): one is Heard => one.kind === "heard")
      .map((one) => [one.first + one.answer.sample, one]),
  );
  const losses = told
    .filter((one): one is Lost => one.kind === "lost")
    .sort((a, b) => a.index - b.index);
  return {
    format: FORMAT,
    name: vector.name,
    calibration,
    // of half seconds that were answered before it was known that the walk had ended, only those
    // inside it stand
    hops: cuts.flatMap((cut) => cut.answers.map((one) => hopOf(heard.get(cut.first + one.sample)))),
    steps: cuts.flatMap((cut) => stepsOf(cut, vector)),
    bouts: cuts.map((cut) => boutDataOf(cut, vector)),
    losses: losses.map(({ index, reason }) => ({
      time_s: index * PERIOD_S,
      reason: wordOf(reason),
    })),
  };
}

function hopOf(heard: Heard | undefined): object {
  if (heard === undefined) throw new Error("an answer that was never told");
  const { answer: said, window, belief } = heard;
  return {
    time_s: (heard.first + said.sample) * PERIOD_S,
    direction: said.direction,
    probability: said.probability,
    reason: wordOf(said.reason),
    front: said.front,
    belief: { front: belief.front, forward: belief.forward },
    window: window === null ? null : windowOf(window),
  };
}

function windowOf(window: Window): object {
  return {
    swing: window.swing,
    odd: [...window.moments.odd],
    front: [...window.moments.front],
    turning: window.turning,
    moving: window.moving,
    pushed_ms2: window.pushedMs2,
    along_mps: window.alongMps,
    steep: window.steep,
    lift_ms2: window.liftMs2,
    yaw_rads: window.yawRads,
  };
}

function stepsOf(cut: Cut, { placement }: VectorData): object[] {
  const timesS = contactTimesS(cut, placement);
  return cut.piece.steps.map((step, k) => ({
    time_s: timesS[k],
    turn_s: (cut.first + step.sample) * PERIOD_S,
    direction: cut.piece.direction,
  }));
}

function boutDataOf(cut: Cut, vector: VectorData): object {
  const bout = boutOf(cut, {
    placement: vector.placement,
    wearer: wearerOf(vector),
    scale: null,
    hasGyroscope: vector.samples.angular_rate_tenths_degs !== null,
  });
  const even = bout.steadiness;
  return {
    start_s: bout.startS,
    end_s: bout.endS,
    direction: bout.direction,
    // a bout rounds it
    probability: cut.piece.probability,
    reason: wordOf(bout.reason),
    contact: bout.contact,
    steps: estimateOf(bout.steps),
    cadence_spm: estimateOf(bout.cadenceSpm),
    speed_mps: estimateOf(bout.speedMps),
    distance_m: estimateOf(bout.distanceM),
    step_time_cv: estimateOf(even.stepTimeCv),
    step_time_asymmetry: estimateOf(even.stepTimeAsymmetry),
    harmonic_ratio: estimateOf(even.harmonicRatio),
  };
}

function estimateOf(one: Estimate): (number | null)[] | null {
  return one.known ? [one.value, one.low, one.high] : null;
}
