/**
 * A walk over a known distance makes the speed personal.
 *
 *     z = log(true distance / told distance)            one figure for each direction walked
 *     z_forward  = L + g_forward  + noise               L: leg length, shared by both directions
 *     z_backward = L + g_backward + noise               g: the person's way of walking, not shared
 *
 * L and g are Gaussian with the spreads that the models are known to have (gains.ts), so a short
 * or single walk moves the figures less than a long one. What was measured forward reaches backward
 * walking through L alone: where the leg length is already known, or the strides are measured
 * without it, it reaches it not at all.
 */

import { RetrowalkError } from "../errors.ts";
import { Estimate } from "../estimate.ts";
import { Placement, type Wearer } from "../recording.ts";
import { Direction } from "./base.ts";
import { MODEL, STRIDE_PLACEMENTS, gainOf, legLength } from "./gains.ts";

export const SCHEMA = 1;
export const SCALED = [Direction.FORWARD, Direction.BACKWARD] as const;
type Scaled = (typeof SCALED)[number];
const Z95 = 1.96;
export const WHERE = "known distance";

/** True distance against told distance in one direction. */
export interface Measured {
  /** True over told. */
  readonly ratio: number;
  /** Standard deviation of its logarithm, from everything but the person. */
  readonly spread: number;
  /** True distance it rests on. */
  readonly distanceM: number;
}

interface MeasuredData {
  readonly ratio: number;
  readonly spread: number;
  readonly distance_m: number;
}

/** What known distances told of one person and one placement. */
export class PersonalScale {
  /** Where the sensor was worn. */
  readonly placement: Placement;
  /** The leg length that the told distances were made with. */
  readonly legM: number;
  /** From walking forward, or null. */
  readonly forward: Measured | null;
  /** From walking backward, or null. */
  readonly backward: Measured | null;

  constructor(
    placement: Placement,
    legM: number,
    forward: Measured | null = null,
    backward: Measured | null = null,
  ) {
    this.placement = placement;
    this.legM = legM;
    this.forward = forward;
    this.backward = backward;
  }

  /** This scale with the other's directions added; the other's win. */
  joined(other: PersonalScale): PersonalScale {
    if (other.placement !== this.placement || other.legM !== this.legM) {
      throw new RetrowalkError(
        `one is for ${this.placement} and a leg of ${this.legM.toFixed(2)} m, ` +
          `the other for ${other.placement} and ${other.legM.toFixed(2)} m`,
        { where: WHERE, remedy: "walk the distance again with the sensor and the height you use" },
      );
    }
    return new PersonalScale(
      this.placement,
      this.legM,
      other.forward ?? this.forward,
      other.backward ?? this.backward,
    );
  }

  /** The JSON form; `fromJSON` reads it back without loss. */
  toJSON(): object {
    const plain = (one: Measured | null): MeasuredData | null =>
      one === null ? null : { ratio: one.ratio, spread: one.spread, distance_m: one.distanceM };
    return {
      schema: SCHEMA,
      model: MODEL,
      placement: this.placement,
      leg_m: this.legM,
      forward: plain(this.forward),
      backward: plain(this.backward),
    };
  }

  /**
   * Read the JSON form.
   *
   * @throws RetrowalkError another schema or speed model, or a key that is missing or wrong.
   */
  static fromJSON(data: unknown): PersonalScale {
    const told = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
    if (told["schema"] !== SCHEMA || told["model"] !== MODEL) {
      const made = `(${told["schema"]}, ${told["model"]})`;
      throw new RetrowalkError(`schema and speed model are ${made}, not (${SCHEMA}, ${MODEL})`, {
        where: WHERE,
        remedy: "walk the known distance again",
      });
    }
    const placement = Object.values(Placement).find((one) => one === told["placement"]);
    if (placement === undefined) throw unreadable("placement");
    return new PersonalScale(
      placement,
      positive(told, "leg_m"),
      measured(told, "forward"),
      measured(told, "backward"),
    );
  }
}

function unreadable(key: string): RetrowalkError {
  return new RetrowalkError(`'${key}' cannot be read`, {
    where: WHERE,
    remedy: "walk the known distance again",
  });
}

function positive(data: Record<string, unknown>, key: string): number {
  const value = data[key];
  if (typeof value !== "number" || !(value > 0 && value < Infinity)) throw unreadable(key);
  return value;
}

function measured(data: Record<string, unknown>, key: string): Measured | null {
  const one = data[key];
  if (one === null) return null;
  if (typeof one !== "object" || one === undefined) throw unreadable(key);
  const told = one as Record<string, unknown>;
  return {
    ratio: positive(told, "ratio"),
    spread: positive(told, "spread"),
    distanceM: positive(told, "distance_m"),
  };
}

/** A speed with the 95 % interval of a spread of its logarithm. */
export function interval(value: number, spread: number, reason: string | null = null): Estimate {
  const half = Math.exp(Z95 * spread);
  return new Estimate(value, value / half, value * half, "m/s", reason);
}

/** The standard deviation of the logarithm that an interval tells. */
function spreadOf({ low, high }: Estimate): number {
  if (!low || high === null)
    throw new RangeError("an interval with a positive lower end is needed");
  return Math.log(high / low) / (2 * Z95);
}

/**
 * Apply a personal scale to a speed that was told without one.
 *
 * @param speedMps the speed of a bout.
 * @param placement where the sensor is worn.
 * @param direction which way the bout went.
 * @param wearer body size that the speed was told with.
 * @param scale what known distances told.
 * @returns the speed nearer to this person's, with a narrower interval; unchanged for another
 *     placement, for a direction that is neither forward nor backward, or without a value.
 */
export function rescaled(
  speedMps: Estimate,
  placement: Placement,
  direction: Direction,
  wearer: Wearer,
  scale: PersonalScale,
): Estimate {
  const gain = gainOf(placement, direction);
  const way = SCALED.find((one) => one === direction);
  if (speedMps.value === null || gain === null || way === undefined) return speedMps;
  if (placement !== scale.placement) return speedMps;
  const strides = STRIDE_PLACEMENTS.has(placement);
  const [legM, usual] = legLength(wearer);
  const legSpread = strides ? 0 : usual;
  // what was told then, with the leg length of now
  const shift = strides ? 0 : Math.log(scale.legM / legM);
  const [mean, variance] = posterior(scale, way, legSpread, shift);
  const rest = spreadOf(speedMps) ** 2 - gain.person ** 2 - legSpread ** 2;
  const spread = Math.sqrt(Math.max(rest, 0) + variance);
  return interval(speedMps.value * Math.exp(mean), spread, speedMps.reason);
}

/**
 * Mean and variance of the logarithm that a told speed is wrong by.
 *
 * What was seen is taken in one by one: with Gaussian beliefs the order does not matter.
 */
function posterior(
  scale: PersonalScale,
  direction: Scaled,
  legSpread: number,
  shift: number,
): [number, number] {
  const shared = legSpread ** 2;
  const own = SCALED.map((way) => (gainOf(scale.placement, way)?.person ?? 0) ** 2);
  const mean = [0, 0];
  const covariance = [
    [shared + own[0], shared],
    [shared, shared + own[1]],
  ];
  [scale.forward, scale.backward].forEach((one, k) => {
    if (one === null) return;
    const column = covariance.map((row) => row[k]);
    const total = column[k] + one.spread ** 2;
    const surprise = Math.log(one.ratio) + shift - mean[k];
    for (const i of [0, 1]) {
      mean[i] += (column[i] / total) * surprise;
      for (const j of [0, 1]) covariance[i][j] -= (column[i] * column[j]) / total;
    }
  });
  const k = SCALED.indexOf(direction);
  return [mean[k], Math.max(covariance[k][k], 0)];
}
