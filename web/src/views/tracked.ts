/** Samples become a walk here on the phone, without a calibration walk before them. */

import { walkOf, type WalkData } from "../contract.ts";
import { Wearer, type Placement, type Recording } from "../recording.ts";
import { settings } from "../settings.ts";
import { Knowledge } from "../tracker/base.ts";
import { Tracker } from "../tracker/stream.ts";

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
export async function trackedWalk(recording: Recording, about: About): Promise<WalkData> {
  const wearer = new Wearer({ heightM: settings.value.heightM });
  const { timeS, accelerationMs2, angularRateRads } = recording;
  const tracker = new Tracker(about.placement, {
    wearer,
    hasGyroscope: angularRateRads !== null,
  });
  const events = [];
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
  return walkOf({ ...about, timeS, events, knowledge: Knowledge.UNKNOWN, wearer });
}
