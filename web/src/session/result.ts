/** A session that is over becomes records: the samples, the calibration, the walk. */

import { TRACKER_VERSION, type WalkData } from "../contract.ts";
import type { Language } from "../i18n/phrase.ts";
import type { Placement, Recording } from "../recording.ts";
import type { Position } from "../sensors/positions.ts";
import type { Content } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import type { Finished } from "./base.ts";
import { recordingBytes } from "./recording_json.ts";
import type { Pause } from "./walking.ts";

/** A channel of a recording: beats per minute on the walk's clock. */
export interface HeartRateData {
  readonly time_s: readonly number[];
  readonly values: readonly number[];
}

/** A `walk` record. */
export interface WalkContent extends Content {
  readonly walk: WalkData;
  /** Id of the samples, a `motion` record. */
  readonly motion?: string;
  /** Id of the samples of the forward walk that calibrated it, a `motion` record. */
  readonly calibration?: string;
  readonly placement: Placement;
  readonly pauses: readonly Pause[];
  readonly language: Language;
  readonly app_version: string;
  readonly heart_rate?: HeartRateData;
  /** 0-10 after a walk that counts for no session of a plan; else its log entry holds them. */
  readonly pain?: number;
  readonly effort?: number;
  /** Id of the task that was given for it. */
  readonly task?: string;
  /** The personal scale that it was told with. */
  readonly scale?: PersonalScaleData;
}

/** A personal scale as `retrowalk scale` writes it; PersonalScale.fromJSON reads it. */
export type PersonalScaleData = Readonly<Record<string, unknown>>;

/** Keep how a walk felt: the same walk with two numbers more, in place of the one before. */
export async function keepFelt(
  store: Store,
  id: string,
  felt: { readonly pain: number; readonly effort: number },
): Promise<string> {
  const before = await store.content<WalkContent>(id);
  if (before === null) return id;
  const { made_at: _, ...body } = before;
  return (await store.put("walk", { ...body, ...felt, replaces: id })).id;
}

/** What the engine does not know. */
export interface Beside {
  readonly language: Language;
  readonly device: string;
  readonly heartRate: readonly { readonly timeS: number; readonly bpm: number }[];
  readonly positions: readonly Position[];
}

/** Keep a session; returns the id of its walk. */
export async function keepSession(
  store: Store,
  finished: Finished,
  beside: Beside,
): Promise<string> {
  const { placement, startUtc, walk, pauses } = finished;
  const { heartRate, positions, device, language } = beside;
  const bytes = (recording: Recording, isWalk: boolean): Promise<Uint8Array> =>
    recordingBytes(recording, {
      placement,
      startUtc: isWalk ? startUtc : finished.calibrationUtc,
      device,
      notes: isWalk ? [] : ["calibration: ordinary forward walking before the walk"],
      heartRate: isWalk ? heartRate : [],
      positions: isWalk ? positions : [],
    });
  const motion = await store.putBytes("motion", await bytes(finished.samples, true));
  const calibration =
    finished.calibration === null
      ? null
      : await store.putBytes("motion", await bytes(finished.calibration, false));
  const head = await store.put("walk", {
    walk,
    motion: motion.id,
    ...(calibration === null ? {} : { calibration: calibration.id }),
    placement,
    pauses,
    language,
    app_version: TRACKER_VERSION,
    ...(finished.task === null ? {} : { task: finished.task.id }),
    ...(finished.scale === null ? {} : { scale: finished.scale.toJSON() }),
    ...(heartRate.length
      ? {
          heart_rate: {
            time_s: heartRate.map((one) => one.timeS),
            values: heartRate.map((one) => one.bpm),
          },
        }
      : {}),
  });
  return head.id;
}
