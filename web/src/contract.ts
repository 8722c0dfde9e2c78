/**
 * A walk as plain data: the twin of `retrowalk.tracker.contract`, schema 1 (docs/json.md).
 *
 *     events of a Tracker ─┐
 *     times of the samples ─┴─> WalkData, as `retrowalk track --json` writes it
 */

import type { EstimateData } from "./estimate.ts";
import { median, roundEven, rounded } from "./maths/numbers.ts";
import type { Placement, Wearer } from "./recording.ts";
import {
  Direction,
  type Bout,
  type Contact,
  type Knowledge,
  type Totals,
} from "./tracker/base.ts";
import { HANDLED, REWORN } from "./tracker/outcomes.ts";
import type { BoutEvent, DirectionEvent, TrackerEvent } from "./tracker/stream.ts";
import { summaryOf } from "./tracker/summary.ts";
import { GAP_S } from "./tracker/timebase.ts";
import { version } from "../package.json";

export const SCHEMA = 1;
/** Version of Retrowalk that tracks here. */
export const TRACKER_VERSION: string = version;

export interface TotalsData {
  readonly steps: EstimateData;
  readonly duration_s: EstimateData;
  readonly distance_m: EstimateData;
}

export interface BoutData {
  readonly start_s: number;
  readonly end_s: number;
  readonly direction: Direction;
  readonly probability: number;
  readonly steps: EstimateData;
  readonly cadence_spm: EstimateData;
  readonly speed_mps: EstimateData;
  readonly distance_m: EstimateData;
  readonly contact: Contact;
  readonly steadiness: {
    readonly step_time_cv: EstimateData;
    readonly step_time_asymmetry: EstimateData;
    readonly harmonic_ratio: EstimateData;
  };
  readonly reason: string | null;
}

export interface GapData {
  readonly start_s: number;
  readonly end_s: number;
}

/** Keys and their meaning: docs/json.md. */
export interface WalkData {
  readonly schema: typeof SCHEMA;
  readonly recording: {
    readonly source: string;
    readonly device: string;
    readonly start_utc: string | null;
    readonly duration_s: number;
    readonly rate_hz: number;
    readonly placement: Placement;
    readonly placement_source: "given" | "file" | "recognised" | "assumed";
    readonly gaps: readonly GapData[];
    readonly tracker_version: string;
  };
  readonly knowledge: Knowledge;
  readonly summary: {
    readonly backward: TotalsData;
    readonly forward: TotalsData;
    readonly sideways: TotalsData;
    readonly unknown: TotalsData;
  };
  readonly bouts: readonly BoutData[];
  readonly steps: readonly { readonly time_s: number; readonly direction: Direction }[];
  readonly seconds: readonly {
    readonly time_s: number;
    readonly direction: Direction;
    readonly probability: number;
  }[];
  readonly warnings: readonly string[];
}

/** What a walk is put together from. */
export interface Tracked {
  /** (n,) times of the samples from the first one. */
  readonly timeS: ArrayLike<number>;
  /** All that the tracker told, in its order. */
  readonly events: readonly TrackerEvent[];
  readonly placement: Placement;
  readonly knowledge: Knowledge;
  readonly wearer: Wearer;
  readonly source: string;
  readonly device: string;
  /** ISO 8601 instant of the first sample, or null. */
  readonly startUtc: string | null;
}

/** A bout with the half seconds that were answered in it. */
interface Answered {
  readonly event: BoutEvent;
  readonly answers: readonly DirectionEvent[];
}

/** The JSON form of a walk. */
export function walkOf(tracked: Tracked): WalkData {
  const { timeS, placement } = tracked;
  const cuts = answered(tracked.events);
  const bouts = cuts.map(({ event }) => event.bout);
  const summary = summaryOf(bouts);
  const durationS = timeS.length ? timeS[timeS.length - 1] - timeS[0] : 0;
  const gaps = gapsOf(timeS);
  return {
    schema: SCHEMA,
    recording: {
      source: tracked.source,
      device: tracked.device,
      start_utc: tracked.startUtc,
      duration_s: durationS,
      rate_hz: rateOf(timeS),
      placement,
      placement_source: "given",
      gaps,
      tracker_version: TRACKER_VERSION,
    },
    knowledge: tracked.knowledge,
    summary: {
      backward: totalsData(summary.backward),
      forward: totalsData(summary.forward),
      sideways: totalsData(summary.sideways),
      unknown: totalsData(summary.unknown),
    },
    bouts: bouts.map(boutData),
    steps: cuts.flatMap(({ event }) =>
      event.steps.map((step) => ({ time_s: step.timeS, direction: step.direction })),
    ),
    seconds: secondsOf(durationS, cuts, gaps),
    warnings: warningsOf(tracked, bouts, gaps),
  };
}

function totalsData({ steps, durationS, distanceM }: Totals): TotalsData {
  return {
    steps: steps.toJSON(),
    duration_s: durationS.toJSON(),
    distance_m: distanceM.toJSON(),
  };
}

function boutData(bout: Bout): BoutData {
  return {
    start_s: bout.startS,
    end_s: bout.endS,
    direction: bout.direction,
    probability: bout.probability,
    steps: bout.steps.toJSON(),
    cadence_spm: bout.cadenceSpm.toJSON(),
    speed_mps: bout.speedMps.toJSON(),
    distance_m: bout.distanceM.toJSON(),
    contact: bout.contact,
    steadiness: {
      step_time_cv: bout.steadiness.stepTimeCv.toJSON(),
      step_time_asymmetry: bout.steadiness.stepTimeAsymmetry.toJSON(),
      harmonic_ratio: bout.steadiness.harmonicRatio.toJSON(),
    },
    reason: bout.reason,
  };
}

/** Each bout with its half seconds; of one that was told twice the later answer holds. */
function answered(events: readonly TrackerEvent[]): Answered[] {
  const heard = new Map<number, DirectionEvent>();
  const found: Answered[] = [];
  for (const event of events) {
    if (event.kind === "direction") {
      // in the order of the last telling
      heard.delete(event.timeS);
      heard.set(event.timeS, event);
    }
    if (event.kind !== "bout") continue;
    const { startS, endS } = event.bout;
    const inside = [...heard.values()].filter(
      ({ timeS }) => startS - 1e-6 <= timeS && timeS < endS - 1e-6,
    );
    found.push({ event, answers: inside.sort((a, b) => a.timeS - b.timeS) });
    for (const timeS of heard.keys()) if (timeS < startS) heard.delete(timeS);
  }
  return found;
}

/** Intervals [start, end) without samples. */
export function gapsOf(timeS: ArrayLike<number>): GapData[] {
  const found: GapData[] = [];
  for (let k = 1; k < timeS.length; k++) {
    if (timeS[k] - timeS[k - 1] <= GAP_S) continue;
    found.push({ start_s: timeS[k - 1] - timeS[0], end_s: timeS[k] - timeS[0] });
  }
  return found;
}

function rateOf(timeS: ArrayLike<number>): number {
  if (timeS.length < 2) return 0;
  return 1 / median(Array.from({ length: timeS.length - 1 }, (_, k) => timeS[k + 1] - timeS[k]));
}

function warningsOf(
  { events, wearer, placement }: Tracked,
  bouts: readonly Bout[],
  gaps: readonly GapData[],
): string[] {
  const found: string[] = [];
  for (const event of events) {
    if (event.kind !== "notice" || ![REWORN, HANDLED].includes(event.text)) continue;
    found.push(`at ${roundEven(event.timeS)} s: ${event.text}`);
  }
  if (gaps.length) {
    const lostS = gaps.reduce((all, gap) => all + gap.end_s - gap.start_s, 0);
    found.push(
      `${gaps.length} gap(s) without samples, ${lostS.toFixed(1)} s together: nothing is counted there`,
    );
  }
  if (wearer.heightM === null && wearer.legLengthM === null && placement !== "foot") {
    found.push("body height not given: speed and distance have wider intervals");
  }
  if (!bouts.length) found.push("no walking found: at least four steps in a row are needed");
  return found;
}

/** In the order in which a share that is as large as another's wins. */
const ORDER: readonly Direction[] = [
  Direction.FORWARD,
  Direction.BACKWARD,
  Direction.SIDEWAYS,
  Direction.UNKNOWN,
];

/** Each second with the direction that holds most of it. */
function secondsOf(
  durationS: number,
  cuts: readonly Answered[],
  gaps: readonly GapData[],
): WalkData["seconds"] {
  const total = Math.floor(durationS + 1e-9);
  const weight = new Map(ORDER.map((direction) => [direction, new Float64Array(total)]));
  const sure = new Float64Array(total);
  const hole = new Float64Array(total);
  for (const { event, answers } of cuts) {
    const { startS, endS, direction, probability } = event.bout;
    spread(weight.get(direction), startS, endS);
    for (let second = Math.floor(startS); second < Math.min(total, Math.ceil(endS)); second++) {
      const near = nearest(answers, second + 0.5);
      sure[second] = near?.direction === direction ? near.probability : probability;
    }
  }
  for (const gap of gaps) spread(hole, gap.start_s, gap.end_s);
  return Array.from({ length: total }, (_, second) => {
    const shares = ORDER.map((direction) => weight.get(direction)?.[second] ?? 0);
    const walked = shares.reduce((all, share) => all + share, 0);
    if (hole[second] >= 0.5) return said(second, Direction.UNKNOWN, 0);
    if (walked < 0.5) return said(second, Direction.STILL, 1);
    const best = ORDER[shares.indexOf(Math.max(...shares))];
    return said(second, best, best === Direction.UNKNOWN ? 0 : rounded(sure[second], 4));
  });
}

function said(time_s: number, direction: Direction, probability: number): WalkData["seconds"][0] {
  return { time_s, direction, probability };
}

function spread(into: Float64Array | undefined, a: number, b: number): void {
  if (into === undefined) return;
  const last = Math.min(into.length, Math.ceil(b));
  for (let second = Math.max(0, Math.floor(a)); second < last; second++) {
    into[second] += Math.min(b, second + 1) - Math.max(a, second);
  }
}

function nearest(answers: readonly DirectionEvent[], atS: number): DirectionEvent | null {
  let best: DirectionEvent | null = null;
  for (const one of answers) {
    if (best === null || Math.abs(one.timeS - atS) < Math.abs(best.timeS - atS) - 1e-9) best = one;
  }
  return best;
}
