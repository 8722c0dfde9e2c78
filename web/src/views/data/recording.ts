/** A recording in Retrowalk's own JSON, read on the phone: `retrowalk.formats.recording_json`. */

import { RetrowalkError } from "../../errors.ts";
import { Placement, type Recording } from "../../recording.ts";

const KIND = "retrowalk.recording";
const SCHEMA = 1;
const RISES = "the field 'time_s' does not rise everywhere";

/** The samples and what stands beside them. */
export interface ReadRecording {
  readonly recording: Recording;
  readonly placement: Placement;
  readonly startUtc: string | null;
  readonly device: string;
}

/** Whether JSON is such a recording. */
export function isRecording(data: unknown): boolean {
  return typeof data === "object" && data !== null && (data as Fields)["kind"] === KIND;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether a sample of it lacks a value, which `null` stands for. */
export function lacksValues(data: unknown): boolean {
  const fields = data as Fields;
  return ["time_s", "acceleration_ms2", "angular_rate_rads"].some((name) => {
    const rows = fields[name];
    return (
      Array.isArray(rows) &&
      rows.some((row) => row === null || (Array.isArray(row) && row.includes(null)))
    );
  });
}

/** A part of the samples, in seconds from the first one. */
export function partOf(recording: Recording, fromS: number, toS: number): Recording {
  const { timeS, accelerationMs2, angularRateRads } = recording;
  const first = timeS[0] ?? 0;
  const times = Array.from(timeS);
  const from = times.findIndex((time) => time - first >= fromS);
  const after = times.findIndex((time) => time - first >= toS);
  const [a, b] = [from < 0 ? times.length : from, after < 0 ? times.length : after];
  return {
    timeS: times.slice(a, b),
    accelerationMs2: Array.from(accelerationMs2).slice(3 * a, 3 * b),
    angularRateRads:
      angularRateRads === null ? null : Array.from(angularRateRads).slice(3 * a, 3 * b),
  };
}

/**
 * Read it.
 *
 * @throws RetrowalkError that names the field which is missing or wrong.
 */
export function recordingFrom(data: unknown, where: string): ReadRecording {
  const fields = data as Fields;
  const schema = fields["schema"];
  if (typeof schema !== "number" || schema > SCHEMA) {
    throw new RetrowalkError("the recording is of a newer version", { where, remedy: "update Retrowalk" });
  }
  const timeS = numbers(fields["time_s"], "time_s", where);
  for (let at = 1; at < timeS.length; at += 1) {
    if (!((timeS[at] ?? 0) > (timeS[at - 1] ?? 0))) throw new RetrowalkError(RISES, { where });
  }
  const accelerationMs2 = vectors(fields["acceleration_ms2"], "acceleration_ms2", where, timeS.length);
  const rates = fields["angular_rate_rads"];
  const start = fields["start_utc"];
  const device = fields["device"];
  return {
    recording: {
      timeS,
      accelerationMs2,
      angularRateRads:
        rates === undefined ? null : vectors(rates, "angular_rate_rads", where, timeS.length),
    },
    placement: Object.values(Placement).find((one) => one === fields["placement"]) ?? Placement.POCKET,
    startUtc: typeof start === "string" ? start : null,
    device: typeof device === "string" ? device : "",
  };
}

function numbers(value: unknown, field: string, where: string): number[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every((one) => Number.isFinite(one))) {
    throw new RetrowalkError(`the field '${field}' is missing or holds no numbers`, {
      where,
      remedy: "write the file again",
    });
  }
  return value as number[];
}

function vectors(value: unknown, field: string, where: string, count: number): number[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const isGood = rows.every(
    (row) => Array.isArray(row) && row.length === 3 && row.every((one) => Number.isFinite(one)),
  );
  if (rows.length !== count || !isGood) {
    throw new RetrowalkError(`the field '${field}' does not hold ${count} times three numbers`, {
      where,
      remedy: "write the file again",
    });
  }
  return (rows as readonly (readonly number[])[]).flat();
}
