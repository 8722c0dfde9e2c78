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
 * The turning points of one of the two feet are the surer ones. The other foot's steps are put
 * half-way between them on average: a leg does not tell how unlike the feet are.
 *
 * Lags: contact_lags.json of the Python package. Where direction or foot is not known, the mean
 * of what it could be is taken.
 */

import fitted from "../../../src/retrowalk/tracker/contact_lags.json";

import { mean, median } from "../maths/numbers.ts";
import type { Placement } from "../recording.ts";
import { inOrder, type Timing } from "./alignment.ts";
import { Direction } from "./base.ts";
import { LEG_PLACEMENTS, type Turn, type TurningPoint } from "./steps.ts";

/** Whose foot comes down, seen from the leg that carries the sensor. */
export type Foot = "own" | "other";

function keyOf(placement: string, direction: string, foot: string): string {
  return `${placement} ${direction} ${foot}`;
}

const ROWS = new Map(
  fitted.lags.map((row) => [keyOf(row.placement, row.direction, row.foot), row] as const),
);

function isAhead(direction: Direction): boolean {
  return direction === Direction.FORWARD || direction === Direction.BACKWARD;
}

/** Whether the sensor's own foot is the surer one, on a leg that walks that way. */
export function leads(placement: Placement, direction: Direction): boolean {
  return ROWS.get(keyOf(placement, direction, "own"))?.leads ?? false;
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
    .flatMap((way) => feet.map((foot) => ROWS.get(keyOf(placement, way, foot))?.lag))
    .filter((one) => one !== undefined);
  return known.length ? mean(known) : 0;
}

/** Steps of one piece of walking, and when they were found. */
export interface TimedSteps {
  /** Turning points in time order. */
  readonly steps: readonly TurningPoint[];
  /** Which way the axis of swing pointed at each, see `ownFoot`. */
  readonly fronts: readonly number[];
  /** When each of them happened. */
  readonly timing: Timing;
  /** Where the sensor is worn. */
  readonly placement: Placement;
  /** Which way they went. */
  readonly direction: Direction;
}

/** Which steps are the sensor's own foot's, by what most of them say; null if none do. */
function ownsOf({ steps, fronts, timing, direction }: TimedSteps): boolean[] | null {
  let told = 0;
  steps.forEach((step, k) => {
    const own = ownFoot(step.turn, direction, fronts[k]);
    if (own !== null) told += own === (timing.numbers[k] % 2 === 0) ? 1 : -1;
  });
  if (told === 0) return null;
  return timing.numbers.map((number) => (number % 2 === 0) === told > 0);
}

/**
 * Put the steps that are not `first` half-way between those that are, on average.
 *
 * @param timing when each step was found.
 * @param first (n,) whether it is of the surer foot.
 * @param at (n,) when each foot came down by its own lag.
 */
function halfway(timing: Timing, first: readonly boolean[], at: Float64Array): Float64Array {
  const { numbers, samples } = timing;
  const place = new Map<number, number>();
  numbers.forEach((number, k) => {
    if (first[k]) place.set(number, at[k]);
  });
  const off: number[] = [];
  numbers.forEach((number, k) => {
    const [before, after] = [place.get(number - 1), place.get(number + 1)];
    if (first[k] || before === undefined || after === undefined) return;
    off.push(0.5 * (before + after) - samples[k]);
  });
  if (!off.length) return at;
  const usual = median(off);
  return at.map((instant, k) => (first[k] ? instant : samples[k] + usual));
}

/** When each foot came down: (n,) instants in samples of the stretch, in time order. */
export function contactSamples(timed: TimedSteps): Float64Array {
  const { timing, placement, direction } = timed;
  const { numbers, samples } = timing;
  const last = numbers.length - 1;
  const passed = Math.max(numbers[last] - numbers[0], 1);
  const stride = (2 * (samples[last] - samples[0])) / passed;
  const lagged = (own: boolean | null): number => lag(placement, direction, own) * stride;
  const owns = LEG_PLACEMENTS.has(placement) ? ownsOf(timed) : null;
  if (owns === null) return inOrder(samples.map((sample) => sample + lagged(null)));
  const [ofOwn, ofOther] = [lagged(true), lagged(false)];
  const at = samples.map((sample, k) => sample + (owns[k] ? ofOwn : ofOther));
  const surer = leads(placement, direction);
  return inOrder(
    halfway(
      timing,
      owns.map((own) => own === surer),
      at,
    ),
  );
}
