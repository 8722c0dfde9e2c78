/** Numbers of each bout and of each direction. */

import { Estimate } from "../estimate.ts";
import { clip, deviation, mean, rounded, sum } from "../maths/numbers.ts";
import type { Placement, Wearer } from "../recording.ts";
import type { Timing } from "./alignment.ts";
import { Direction, type Bout, type Step, type Summary, type Totals } from "./base.ts";
import { contactOfBout } from "./contact.ts";
import { contactSamples } from "./contact_times.ts";
import type { PersonalScale } from "./personal.ts";
import type { Cut } from "./outcomes.ts";
import { speed } from "./speed.ts";
import { steadiness } from "./steadiness.ts";
import { ARM_PLACEMENTS, LEG_PLACEMENTS } from "./steps.ts";
import { PERIOD_S, RATE_HZ } from "./timebase.ts";
import { evened } from "./trunk.ts";

// Half-widths of the step counts' 95 % intervals, from motion capture and simulation
// (docs/validation.md): the two ends of a bout, and a share for missed or doubled steps.
const LEG_STEP_ERROR = [1, 0.02] as const;
const TRUNK_STEP_ERROR = [1, 0.05] as const;
const ARM_STEP_ERROR = [2, 0.2] as const;
// A leg without a gyroscope: simulated walks have up to 2.6 times the steps that are seen.
const BLIND_LEG = [0.8, 2.7] as const;

/** What the numbers of a bout are asked with. */
export interface Asking {
  /** Where the sensor is worn. */
  readonly placement: Placement;
  /** Body size for speed and distance. */
  readonly wearer: Wearer;
  /** What known distances told of this person, or null. */
  readonly scale: PersonalScale | null;
  /** Whether turning was measured. */
  readonly hasGyroscope: boolean;
}

function stepCount(count: number, placement: Placement, gyroscope: boolean): Estimate {
  const leg = LEG_PLACEMENTS.has(placement);
  if (leg && !gyroscope) {
    const [low, high] = BLIND_LEG;
    const reason = "without a gyroscope a sensor on a leg misses many steps";
    return new Estimate(count, Math.floor(low * count), Math.ceil(high * count), "steps", reason);
  }
  const arm = ARM_PLACEMENTS.has(placement);
  const [ends, share] = leg ? LEG_STEP_ERROR : arm ? ARM_STEP_ERROR : TRUNK_STEP_ERROR;
  const error = ends + share * count;
  return new Estimate(
    count,
    Math.max(0, Math.floor(count - error)),
    Math.ceil(count + error),
    "steps",
  );
}

function cadenceOf(samples: readonly number[], cadenceHz: number): Estimate {
  // strides: a leg's turning points are not evenly spaced, its strides are
  const stridesS = samples.slice(2).map((sample, k) => (sample - samples[k]) / RATE_HZ);
  const error = (1.96 * (deviation(stridesS) / mean(stridesS))) / Math.sqrt(stridesS.length);
  return new Estimate(
    60 * cadenceHz,
    60 * cadenceHz * Math.max(0, 1 - error),
    60 * cadenceHz * (1 + error),
    "1/min",
  );
}

/** The numbers of one piece of walking. */
export function boutOf(cut: Cut, asking: Asking): Bout {
  const { piece } = cut;
  const { placement, wearer, scale, hasGyroscope } = asking;
  const samples = piece.steps.map((step) => step.sample);
  const startS = (cut.first + piece.start) * PERIOD_S;
  const endS = (cut.first + piece.end) * PERIOD_S;
  const cadenceHz = ((samples.length - 1) * RATE_HZ) / (samples[samples.length - 1] - samples[0]);
  const speedMps =
    hasGyroscope || !LEG_PLACEMENTS.has(placement)
      ? speed({
          steps: piece.steps,
          cadenceHz,
          placement,
          direction: piece.direction,
          wearer,
          strides: cut.strides,
          span: [piece.start, piece.end],
          scale,
        })
      : Estimate.unknown("m/s", "the recording has no gyroscope");
  return {
    startS: rounded(startS, 3),
    endS: rounded(endS, 3),
    direction: piece.direction,
    probability: rounded(piece.probability, 4),
    steps: stepCount(samples.length, placement, hasGyroscope),
    cadenceSpm: cadenceOf(samples, cadenceHz),
    speedMps,
    distanceM: speedMps.known
      ? speedMps.scaled(endS - startS, "m")
      : Estimate.unknown("m", speedMps.reason ?? "speed unknown"),
    contact: contactOfBout(cut.contacts),
    steadiness: steadiness(cut.timing, cut.trunk),
    reason: piece.reason,
  };
}

/** When the steps of one piece were found, before any lag. */
function instantsOf({ piece, timing, trunk }: Cut, placement: Placement): Timing {
  if (trunk !== null) return evened(timing, trunk);
  if (!ARM_PLACEMENTS.has(placement)) return timing;
  // no lag is known there, and waveforms place the steps no better than turning points
  return { ...timing, samples: Float64Array.from(piece.steps, ({ sample }) => sample) };
}

/** The instants at which the feet of one piece came down, inside it, in seconds. */
export function contactTimesS(cut: Cut, placement: Placement): number[] {
  const { steps, fronts, direction, start, end } = cut.piece;
  const timing = instantsOf(cut, placement);
  const at = contactSamples({ steps, fronts, timing, placement, direction });
  return Array.from(at, (sample) => (cut.first + clip(sample, start, end - 1)) * PERIOD_S);
}

/** The steps of one piece of walking. */
export function stepsOf(cut: Cut, placement: Placement): Step[] {
  return contactTimesS(cut, placement).map((atS) => ({
    timeS: rounded(atS, 3),
    direction: cut.piece.direction,
  }));
}

/** Add estimates; errors that all of them share add up, others partly cancel. */
function sumOf(estimates: readonly Estimate[], unit: string, shared: boolean): Estimate {
  const known = estimates.filter((one) => one.known);
  if (estimates.length && !known.length) {
    return Estimate.unknown(unit, estimates[0].reason ?? "unknown");
  }
  const value = sum(known.map((one) => one.value ?? 0));
  const error = (ends: number[]): number => (shared ? sum(ends) : Math.hypot(...ends));
  const ended = known.filter((one) => one.low !== null);
  const low = error(ended.map((one) => (one.value ?? 0) - (one.low ?? 0)));
  const high = error(ended.map((one) => (one.high ?? 0) - (one.value ?? 0)));
  const left = estimates.length - known.length;
  const reason = left ? `${left} of ${estimates.length} bouts have none` : null;
  return new Estimate(value, Math.max(0, value - low), value + high, unit, reason);
}

/** Widen a count by the steps whose direction is unknown: any of them may belong to it. */
function withUndecided(steps: Estimate, undecided: number): Estimate {
  if (steps.high === null || !undecided) return steps;
  const reason = `${undecided.toFixed(0)} more steps have no known direction`;
  return new Estimate(steps.value, steps.low, steps.high + undecided, steps.unit, reason);
}

function totalsOf(bouts: readonly Bout[], direction: Direction): Totals {
  const mine = bouts.filter((bout) => bout.direction === direction);
  const undecided = bouts.filter((bout) => bout.direction === Direction.UNKNOWN);
  if (bouts.length && undecided.length === bouts.length && !mine.length) {
    // no walk had a direction: there may have been any number of steps this way
    const reason = bouts[0].reason ?? "the direction is unknown";
    const [steps, durationS, distanceM] = ["steps", "s", "m"].map((unit) =>
      Estimate.unknown(unit, reason),
    );
    return { steps, durationS, distanceM };
  }
  const seconds = mine.map((bout) => {
    const length = bout.endS - bout.startS;
    const stepS = 60 / (bout.cadenceSpm.value || 60);
    return new Estimate(length, Math.max(0, length - stepS), length + stepS, "s");
  });
  const steps = sumOf(
    mine.map((bout) => bout.steps),
    "steps",
    false,
  );
  const lost = sum(undecided.map((bout) => bout.steps.value ?? 0));
  return {
    steps: direction === Direction.UNKNOWN ? steps : withUndecided(steps, lost),
    durationS: sumOf(seconds, "s", false),
    // leg length and gain are the same in every bout
    distanceM: sumOf(
      mine.map((bout) => bout.distanceM),
      "m",
      true,
    ),
  };
}

/** The totals of each direction of all bouts so far. */
export function summaryOf(bouts: readonly Bout[]): Summary {
  return {
    backward: totalsOf(bouts, Direction.BACKWARD),
    forward: totalsOf(bouts, Direction.FORWARD),
    sideways: totalsOf(bouts, Direction.SIDEWAYS),
    unknown: totalsOf(bouts, Direction.UNKNOWN),
  };
}
