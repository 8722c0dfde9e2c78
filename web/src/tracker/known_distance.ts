/** What a walk over a known distance tells of a person's speed (personal.ts says what that does). */

import { RetrowalkError } from "../errors.ts";
import { sum } from "../maths/numbers.ts";
import { Wearer, type Placement } from "../recording.ts";
import { Direction, type Bout } from "./base.ts";
import { edgeSpread, legLength, steadySpread } from "./gains.ts";
import { PersonalScale, SCALED, WHERE, type Measured } from "./personal.ts";

// A distance paced out with a tape or along a marked track (design choice, one SD).
const DISTANCE_SPREAD = 0.01;
const SHORTEST_M = 5.0;
const LEAST_SHARE = 0.7; // of the time must have the direction; the rest went as fast
const WILDEST = 2.0; // true and told distance differ by more: another walk, or another unit

/** What is needed of a walk over a known distance. */
export interface ToldWalk {
  readonly placement: Placement;
  /** In time order, told without a scale. */
  readonly bouts: readonly Bout[];
}

/** The part of a walk that was measured, in seconds from its first sample. */
export interface Between {
  readonly startS?: number;
  readonly endS?: number;
}

function seconds(bouts: readonly Bout[]): number {
  return sum(bouts.map((bout) => bout.endS - bout.startS));
}

/**
 * Learn from a walk over a known distance.
 *
 * @param walk told without a scale.
 * @param distanceM length of the path that was walked in it.
 * @param wearer the body size that the walk was told with.
 * @param between the part that was measured; the whole walk where left out.
 * @returns a scale for the direction that was walked; `PersonalScale.joined` adds the other.
 * @throws RetrowalkError no walking there, both directions in one distance, a distance under 5 m,
 *     or one that the walk cannot have had.
 */
export function personalScale(
  walk: ToldWalk,
  distanceM: number,
  wearer: Wearer = new Wearer(),
  { startS = 0, endS = Infinity }: Between = {},
): PersonalScale {
  if (!Number.isFinite(distanceM) || distanceM < SHORTEST_M) {
    throw new RetrowalkError(`${distanceM} m is too short`, {
      where: WHERE,
      remedy: "walk 20 m, at least 5 m",
    });
  }
  const bouts = walk.bouts.filter((bout) => {
    const middle = 0.5 * (bout.startS + bout.endS);
    return startS <= middle && middle < endS;
  });
  const told = bouts.filter(
    (bout) => SCALED.some((way) => way === bout.direction) && bout.distanceM.known,
  );
  if (!told.length) {
    throw new RetrowalkError("no forward or backward walking with a speed was found", {
      where: WHERE,
      remedy: "walk the distance in one go and name its start and end",
    });
  }
  if (new Set(told.map((bout) => bout.direction)).size > 1) {
    throw new RetrowalkError("this part was walked both forward and backward", {
      where: WHERE,
      remedy: "measure one direction at a time and name its start and end",
    });
  }
  const share = seconds(told) / seconds(bouts);
  if (share < LEAST_SHARE) {
    const percent = Math.round(100 * share);
    throw new RetrowalkError(`only ${percent}% of this part is known to be ${told[0].direction}`, {
      where: WHERE,
      remedy: "walk the distance once more, straight and at an even pace",
    });
  }
  return scaleOf(walk.placement, told, share * distanceM, DISTANCE_SPREAD, wearer);
}

/**
 * Compare what some bouts of one direction told with the distance they had.
 *
 * @param placement where the sensor was worn.
 * @param bouts forward or backward, with distances told without a scale.
 * @param trueM their true distance together.
 * @param trueSpread standard deviation of its logarithm.
 * @param wearer the body size that they were told with.
 * @throws RetrowalkError the two distances cannot belong to the same walk.
 */
export function scaleOf(
  placement: Placement,
  bouts: readonly Bout[],
  trueM: number,
  trueSpread: number,
  wearer: Wearer,
): PersonalScale {
  const [legM] = legLength(wearer);
  const told = bouts.map((bout) => bout.distanceM.value ?? 0);
  const total = sum(told);
  const ratio = trueM / total;
  if (!(ratio > 1 / WILDEST && ratio < WILDEST)) {
    throw new RetrowalkError(
      `${total.toFixed(1)} m were told where ${trueM} m are said to be true`,
      {
        where: WHERE,
        remedy: "check the distance in metres, and the start and end of the part",
      },
    );
  }
  // bouts of one walk are walked alike: only what their ends add or lose partly cancels
  const ends = bouts.map((bout, k) => edgeSpread(placement, bout.endS - bout.startS) * told[k]);
  const spread = Math.hypot(Math.hypot(...ends) / total, steadySpread(placement), trueSpread);
  const one: Measured = { ratio, spread, distanceM: trueM };
  return bouts[0].direction === Direction.FORWARD
    ? new PersonalScale(placement, legM, one, null)
    : new PersonalScale(placement, legM, null, one);
}
