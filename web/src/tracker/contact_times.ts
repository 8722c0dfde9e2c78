/**
 * When the foot came down, from when the step signal turned.
 *
 * A leg's angle turns once for its own foot and once for the other one, and a trunk sinks fastest
 * once a step, but not at the instant of contact:
 *
 *     forward    own foot      |.          . turning point    | contact
 *                other foot    |    .      by a share of the stride that depends on placement,
 *     backward   own foot      .  |        direction and foot
 *                other foot  |     .
 *
 * contact = turning point + lag * stride time
 *
 * Lags: contact_lags.json of the Python package. Where direction or foot is not known, the mean
 * of what it could be is taken.
 */

import fitted from "../../../src/retrowalk/tracker/contact_lags.json";

import { mean } from "../maths/numbers.ts";
import type { Placement } from "../recording.ts";
import { Direction } from "./base.ts";
import type { Turn, TurningPoint } from "./steps.ts";

/** Whose foot comes down, seen from the leg that carries the sensor. */
export type Foot = "own" | "other";

const LAGS: ReadonlyMap<string, number> = new Map(
  fitted.lags.map((row) => [`${row.placement} ${row.direction} ${row.foot}`, row.lag]),
);

function isAhead(direction: Direction): boolean {
  return direction === Direction.FORWARD || direction === Direction.BACKWARD;
}

/**
 * Whether a leg's turning point belongs to its own foot; null where it is not known.
 *
 * @param turn highest or lowest angle about the axis of swing.
 * @param direction of the walk.
 * @param front 1 where that axis is the left one, -1 the right one, 0 not known.
 */
export function ownFoot(turn: Turn, direction: Direction, front: number): boolean | null {
  if (front === 0 || !isAhead(direction)) return null;
  // about the left axis a positive angle brings the foot to the back
  const behind = turn * front > 0;
  return behind === (direction === Direction.BACKWARD);
}

/** From turning point to contact, in stride times; 0 for placements without lags. */
export function lag(placement: Placement, direction: Direction, own: boolean | null): number {
  const feet: Foot[] = own === null ? ["own", "other"] : [own ? "own" : "other"];
  const ways = isAhead(direction) ? [direction] : Object.values(Direction);
  const known = ways
    .flatMap((way) => feet.map((foot) => LAGS.get(`${placement} ${way} ${foot}`)))
    .filter((one) => one !== undefined);
  return known.length ? mean(known) : 0;
}

/**
 * When each foot came down.
 *
 * @param steps turning points of one bout in time order.
 * @param fronts which way the axis of swing pointed at each, see `ownFoot`.
 * @param placement where the sensor is worn.
 * @param direction of the bout.
 * @returns instants in samples of the stretch, in time order.
 */
export function contactSamples(
  steps: readonly TurningPoint[],
  fronts: readonly number[],
  placement: Placement,
  direction: Direction,
): number[] {
  const found: number[] = [];
  const last = steps.length - 1;
  steps.forEach((step, k) => {
    const [before, after] = [steps[Math.max(0, k - 1)], steps[Math.min(last, k + 1)]];
    const stride = (after.sample - before.sample) * (k === 0 || k === last ? 2 : 1);
    const own = ownFoot(step.turn, direction, fronts[k]);
    const at = step.sample + lag(placement, direction, own) * stride;
    found.push(Math.max(at, found[k - 1] ?? at));
  });
  return found;
}
