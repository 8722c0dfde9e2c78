/** What is known before a walk: a calibration, and the setting of a tracker. */

import { RetrowalkError } from "../errors.ts";
import type { Mounting, Placement, Recording } from "../recording.ts";
import { motionOf } from "./attitude.ts";
import { calibratePieces, type Calibration } from "./calibration.ts";
import { modelFor } from "./direction.ts";
import { walksIn } from "./follow.ts";
import { NO_DIRECTION, NO_GYROSCOPE, type Setting } from "./outcomes.ts";
import { stretches } from "./timebase.ts";

// log-odds of a front that was told
const CERTAIN = 20.0;

/**
 * Learn how a device sits and how this person walks from ordinary forward walking.
 *
 * @param recording 12 s of forward walking with the device as worn; 8 s of it must walk.
 * @param placement where it is worn.
 * @returns the calibration, for `Tracker`.
 * @throws RetrowalkError too little or too uneven walking, no gyroscope, a walk that went backward,
 *     or a placement that shows no direction.
 */
export function calibrate(recording: Recording, placement: Placement): Calibration {
  if (modelFor(placement) === null) {
    throw new RetrowalkError(NO_DIRECTION.get(placement) ?? NO_GYROSCOPE, {
      where: "calibration",
      remedy: "leave the calibration out",
    });
  }
  if (recording.angularRateRads === null) {
    throw new RetrowalkError(NO_GYROSCOPE, {
      where: "calibration",
      remedy: "record the gyroscope as well",
    });
  }
  const pieces = stretches(recording)
    .map(motionOf)
    .flatMap((motion) => walksIn(motion, placement).map((run) => ({ motion, run })));
  return calibratePieces(pieces, placement);
}

/** What may be known of mounting and wearer. */
export interface Given {
  /** How the device's axes point on the body, when known. */
  readonly mounting?: Mounting | null;
  /** From `calibrate`, when there is one. */
  readonly calibration?: Calibration | null;
}

/**
 * What is known before the first sample.
 *
 * @throws RetrowalkError both a mounting and a calibration, or a calibration of another placement.
 */
export function settingOf(
  placement: Placement,
  hasGyroscope: boolean,
  { mounting = null, calibration = null }: Given = {},
): Setting {
  if (mounting !== null && calibration !== null) {
    throw new RetrowalkError("both axes and a calibration were given", {
      remedy: "give the one you trust more",
    });
  }
  if (calibration !== null && calibration.placement !== placement) {
    throw new RetrowalkError(
      `the calibration was made at the ${calibration.placement}, not at the ${placement}`,
      { where: "calibration", remedy: "calibrate again where the device is worn now" },
    );
  }
  return {
    placement,
    hasGyroscope,
    model: modelFor(placement),
    calibration,
    left: calibration?.left ?? mounting?.bodyFromSensor[1] ?? null,
    frontLogOdds: calibration?.frontLogOdds ?? (mounting === null ? 0 : CERTAIN),
  };
}
