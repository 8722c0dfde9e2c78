/** Samples as a file that `retrowalk track` reads: the JSON form of docs/recording.md, gzipped. */

import type { Placement, Recording } from "../recording.ts";
import type { Position } from "../sensors/positions.ts";

/** What stands beside the samples. */
export interface RecordingWords {
  readonly placement: Placement;
  /** ISO 8601 instant of the first sample. */
  readonly startUtc: string;
  readonly device: string;
  readonly notes: readonly string[];
  /** Beats per minute on the recording's clock. */
  readonly heartRate: readonly { readonly timeS: number; readonly bpm: number }[];
  readonly positions: readonly Position[];
}

function rows(values: ArrayLike<number>): number[][] {
  return Array.from({ length: values.length / 3 }, (_, k) => [
    values[3 * k],
    values[3 * k + 1],
    values[3 * k + 2],
  ]);
}

/** The JSON form. */
export function recordingData(
  { timeS, accelerationMs2, angularRateRads }: Recording,
  words: RecordingWords,
): Readonly<Record<string, unknown>> {
  const startMs = Date.parse(words.startUtc);
  const { positions, heartRate } = words;
  return {
    kind: "retrowalk.recording",
    schema: 1,
    placement: words.placement,
    start_utc: words.startUtc,
    device: words.device,
    source: "Retrowalk app",
    notes: words.notes,
    time_s: Array.from(timeS),
    acceleration_ms2: rows(accelerationMs2),
    ...(angularRateRads === null ? {} : { angular_rate_rads: rows(angularRateRads) }),
    ...(heartRate.length
      ? {
          heart_rate_bpm: {
            time_s: heartRate.map((one) => one.timeS),
            values: heartRate.map((one) => one.bpm),
          },
        }
      : {}),
    ...(positions.length
      ? {
          positions: {
            time_s: positions.map((one) => (one.timeMs - startMs) / 1000),
            latitude_deg: positions.map((one) => one.latitudeDeg),
            longitude_deg: positions.map((one) => one.longitudeDeg),
            speed_mps: positions.map((one) => one.speedMps),
            course_deg: positions.map((one) => one.courseDeg),
            accuracy_m: positions.map((one) => one.accuracyM),
          },
        }
      : {}),
  };
}

/** Gzip of the JSON form. */
export async function recordingBytes(
  recording: Recording,
  words: RecordingWords,
): Promise<Uint8Array> {
  const text = JSON.stringify(recordingData(recording, words));
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
