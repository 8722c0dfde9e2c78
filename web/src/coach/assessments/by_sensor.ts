/**
 * Tests timed by a sensor on the leg: the 3-metre backward walk.
 *
 * Timed from when the first foot lifts to the last contact, whichever leg wears the sensor
 * (`edges.ts`). Where the walker goes on past the line, the last contact at or before it counts.
 * The tracker tells the direction and about when; lift and contact are read from the swings.
 */

import { RetrowalkError } from "../../errors.ts";
import { Estimate } from "../../estimate.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { fixed } from "../../maths/decimal.ts";
import { Placement, type Recording } from "../../recording.ts";
import { Direction } from "../../tracker/base.ts";
import type { BoutData, WalkData } from "../../walk.ts";
import type { TestResult } from "../results.ts";
import { EDGES, contactS, isOwn, liftS, passingS, type Edges } from "./edges.ts";
import * as reasons from "./reasons.ts";
import { legMotion, type LegMotion } from "./swings.ts";

// half of the 95 % interval, from simulated and captured walks
const HALF_WIDTH_S: Readonly<Partial<Record<Placement, number>>> = {
  [Placement.POCKET]: 0.25,
  [Placement.THIGH]: 0.25,
  [Placement.ANKLE]: 0.2,
  [Placement.FOOT]: 0.2,
};
// design choices
// recorded before and after, in steps: so much that another swing would have shown
const SHOWN_OWN = 1.1;
const SHOWN_OTHER = 1.9;
const UNEVEN = 0.3;
const AROUND_S = 2.5;
const PAUSE_S = 2;
// a contact so near to the line may lie on either side of it
const NEAR_LINE_S = 0.1;

/**
 * The seconds of one backward walk from the first lift to the last contact, or why they cannot be
 * told.
 *
 * @param walk what the tracker made of the recording.
 * @param recording the same samples; one backward walk with standing before and after it.
 * @param lineS when the walker crossed the line, if he goes on or the recording ends there, from
 *     the recording's first sample; the last contact at or before it ends the test.
 */
export function backwardWalkTime(
  walk: WalkData,
  recording: Recording,
  lineS: number | null = null,
): Estimate {
  const { placement, gaps } = walk.recording;
  const edges = EDGES[placement];
  const halfS = HALF_WIDTH_S[placement];
  if (edges === undefined || halfS === undefined) return unknown(reasons.NOT_ON_LEG);
  if (recording.angularRateRads === null) return unknown(reasons.NO_GYROSCOPE);
  const group = testedPart(walk, lineS);
  if (!group.length) return Estimate.unknown("s", whyNone(walk));
  const [startS, endS] = [group[0].start_s, group[group.length - 1].end_s];
  // a walk counts from its recording's first sample
  const zeroS = recording.timeS[0];
  // steps just before or after a gap may be too few for a bout
  const untilS = lineS === null ? endS + PAUSE_S : Math.min(endS + PAUSE_S, lineS);
  if (gaps.some((gap) => gap.start_s < untilS && gap.end_s > startS - PAUSE_S)) {
    return unknown(reasons.GAP);
  }
  const stepS = 60 / (group[0].cadence_spm.value || 90);
  const found = legMotion(
    recording,
    [zeroS + startS - AROUND_S, zeroS + endS + AROUND_S],
    [zeroS + startS, zeroS + endS],
    stepS,
  );
  if (found === null || found.swings.length < swingsNeeded(placement, lineS)) {
    return unknown(reasons.FEW_SWINGS);
  }
  if (isUneven(found, stepS)) return unknown(reasons.UNEVEN);
  const first = isOwn(edges.first, found.swings[0], found.since);
  if (found.shownBefore < (first ? SHOWN_OWN : SHOWN_OTHER)) return unknown(reasons.BEGINS);
  if (first === null) return unknown(reasons.FIRST_LEG);
  const contact =
    lineS === null ? lastContact(found, edges) : contactBefore(found, edges, zeroS + lineS);
  if (typeof contact !== "number") return unknown(contact);
  const value = contact - liftS(edges, found, first);
  return new Estimate(value, Math.max(value - halfS, 0), value + halfS, "s");
}

/**
 * The 3-metre backward walk test by sensor.
 *
 * The recording must hold one backward walk of 3 m, with standing before and after it; or `lineS`
 * says when the walker crossed the 3 m line.
 */
export function backwardWalkTest(
  walk: WalkData,
  recording: Recording,
  date: string,
  lineS: number | null = null,
): TestResult {
  return bySensor("3mbwt", date, backwardWalkTime(walk, recording, lineS));
}

/** The speed of the one walk in this direction, by the tracker's model. */
export function tenMetreWalkTest(walk: WalkData, direction: Direction, date: string): TestResult {
  if (direction !== Direction.FORWARD && direction !== Direction.BACKWARD) {
    throw new RetrowalkError(`a walk that goes ${direction} is not timed`, {
      where: "10-metre walk",
    });
  }
  const lasts = (bout: BoutData): number => bout.end_s - bout.start_s;
  const mine = walk.bouts.filter((bout) => bout.direction === direction);
  const longest = mine.reduce<BoutData | null>(
    (best, bout) => (best === null || lasts(bout) > lasts(best) ? bout : best),
    null,
  );
  const speed =
    longest === null
      ? Estimate.unknown("m/s", reasons.NONE_GOES[direction].en)
      : Estimate.of(longest.speed_mps);
  return bySensor(`10mw-${direction}`, date, speed);
}

/** The honest answer for a test that no sensor of ours measures. */
export function byStopwatchOnly(test: string, date: string, unit: string): TestResult {
  return bySensor(test, date, Estimate.unknown(unit, reasons.STOPWATCH.en));
}

function bySensor(test: string, date: string, value: Estimate): TestResult {
  return { test, date, value: value.toJSON(), by: "sensor", side: null };
}

function unknown(reason: Phrase): Estimate {
  return Estimate.unknown("s", reason.en);
}

/** The one backward walk; pieces without a pause between them belong together. */
function testedPart(walk: WalkData, lineS: number | null): readonly BoutData[] {
  const groups: BoutData[][] = [];
  for (const bout of walk.bouts) {
    if (lineS !== null && bout.start_s >= lineS) break;
    const last = groups[groups.length - 1];
    if (last !== undefined && bout.start_s - last[last.length - 1].end_s < PAUSE_S) {
      last.push(bout);
    } else {
      groups.push([bout]);
    }
  }
  const mine = groups.filter((group) =>
    group.every(({ direction }) => direction === Direction.BACKWARD),
  );
  if (mine.length > 1) {
    const times = mine.map(
      (group) => `${fixed(group[0].start_s, 0)}-${fixed(group[group.length - 1].end_s, 0)} s`,
    );
    throw new RetrowalkError(`there are ${mine.length} walks backward (${times.join(", ")})`, {
      where: "3-metre backward walk",
      remedy: "name one of them with --between START:END",
    });
  }
  return mine[0] ?? [];
}

/** Why no walk of the recording is one backward walk. */
function whyNone({ bouts }: WalkData): string {
  if (!bouts.length) return reasons.NO_WALK.en;
  const directions = bouts.map(({ direction }) => direction);
  if (directions.includes(Direction.BACKWARD)) return reasons.NO_PAUSE.en;
  const why = bouts.find(({ reason }) => reason)?.reason;
  if (directions.includes(Direction.UNKNOWN) && why) {
    return `${reasons.DIRECTION_UNKNOWN.en}: ${why}`;
  }
  return reasons.NONE_GOES.backward.en;
}

/** How many; the second of two tells the usual only where the walk goes on. */
function swingsNeeded(placement: Placement, lineS: number | null): number {
  const isThigh = placement === Placement.POCKET || placement === Placement.THIGH;
  return lineS === null || isThigh ? 3 : 2;
}

/** Whether swings are missing or too many, against each other or the tracker's steps. */
function isUneven({ swings, stepS: usualS }: LegMotion, stepS: number): boolean {
  const off = swings
    .slice(1)
    .map(({ endS }, k) => Math.abs((endS - swings[k].endS) / (2 * usualS) - 1));
  return Math.abs(usualS / stepS - 1) > UNEVEN || Math.max(...off) > UNEVEN;
}

/** Whether the sensor's leg made the last step, and whether it is seen that it was the last. */
function ending(found: LegMotion, edges: Edges): { own: boolean | null; isSeen: boolean } {
  const own = isOwn(edges.last, found.swings[found.swings.length - 1], found.until);
  return { own, isSeen: found.shownAfter >= (own ? SHOWN_OWN : SHOWN_OTHER) };
}

/** The contact after which the walker stands, or why it does not show. */
function lastContact(found: LegMotion, edges: Edges): number | Phrase {
  const { own, isSeen } = ending(found, edges);
  if (!isSeen) return reasons.ENDS;
  return own === null ? reasons.LAST_LEG : contactS(edges, found, own);
}

/** The last contact at or before the line, or why it does not show. */
function contactBefore(found: LegMotion, edges: Edges, lineS: number): number | Phrase {
  const { own, isSeen } = ending(found, edges);
  let contacts = passingS(edges, found);
  if (isSeen) {
    // the walker stops: no step follows the last one
    if (own === null && lineS > found.swings[found.swings.length - 1].startS) {
      return reasons.LAST_LEG;
    }
    contacts = [...contacts.slice(0, own ? -2 : -1), contactS(edges, found, own ?? false)];
  }
  if (contacts.some((at) => Math.abs(at - lineS) < NEAR_LINE_S)) return reasons.AT_LINE;
  const before = contacts.filter((at) => at <= lineS);
  return before.length ? Math.max(...before) : reasons.FEW_SWINGS;
}
