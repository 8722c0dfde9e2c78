/** Samples become a walk here on the phone. */

import { walkOf, type WalkData } from "../contract.ts";
import { Wearer, type Placement, type Recording } from "../recording.ts";
import { settings } from "../settings.ts";
import { Knowledge } from "../tracker/base.ts";
import type { Calibration } from "../tracker/calibration.ts";
import { Tracker, type TrackerEvent } from "../tracker/stream.ts";

/** Samples that the tracker takes at once: as many as leave the screen time to draw. */
const AT_ONCE = 4096;

/** What is known of the samples. */
export interface About {
  readonly placement: Placement;
  readonly source: string;
  readonly device: string;
  /** ISO 8601 instant of the first sample, or null. */
  readonly startUtc: string | null;
}

/** The walk in these samples. */
export async function trackedWalk(
  recording: Recording,
  about: About,
  calibration: Calibration | null = null,
): Promise<WalkData> {
  const wearer = new Wearer({ heightM: settings.value.heightM });
  const events = await eventsOf(recording, about.placement, wearer, calibration);
  const knowledge = calibration === null ? Knowledge.UNKNOWN : Knowledge.CALIBRATED;
  return walkOf({ ...about, timeS: recording.timeS, events, knowledge, wearer });
}

/** What the tracker tells of samples, a part at a time. */
export async function eventsOf(
  { timeS, accelerationMs2, angularRateRads }: Recording,
  placement: Placement,
  wearer: Wearer,
  calibration: Calibration | null,
): Promise<TrackerEvent[]> {
  const tracker = new Tracker(placement, {
    wearer,
    calibration,
    hasGyroscope: angularRateRads !== null,
  });
  const events: TrackerEvent[] = [];
  for (let from = 0; from < timeS.length; from += AT_ONCE) {
    const to = Math.min(timeS.length, from + AT_ONCE);
    events.push(
      ...tracker.push({
        timeS: Array.prototype.slice.call(timeS, from, to) as number[],
        accelerationMs2: Array.prototype.slice.call(accelerationMs2, 3 * from, 3 * to) as number[],
        angularRateRads:
          angularRateRads === null
            ? null
            : (Array.prototype.slice.call(angularRateRads, 3 * from, 3 * to) as number[]),
      }),
    );
    await new Promise((resolve) => setTimeout(resolve));
  }
  events.push(...tracker.finish());
  return events;
}
