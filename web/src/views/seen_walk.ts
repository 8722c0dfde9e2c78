/** A kept walk as screens need it: other apps and older versions leave parts of it out. */

import type { TotalsData, WalkData } from "../contract.ts";
import type { EstimateData } from "../estimate.ts";
import type { WalkContent } from "../session/result.ts";

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

function unknown(unit: string): EstimateData {
  return { value: null, low: null, high: null, unit, reason: null };
}

function totalsOf(value: unknown): TotalsData {
  const given = fieldsOf(value);
  const of = (key: string, unit: string): EstimateData => ({ ...unknown(unit), ...fieldsOf(given[key]) });
  return {
    steps: of("steps", "steps"),
    duration_s: of("duration_s", "s"),
    distance_m: of("distance_m", "m"),
  };
}

/** The same with empty lists and unknown numbers for what is missing; nothing is made up. */
export function seenWalk(content: WalkContent): WalkContent {
  const walk = fieldsOf(content.walk);
  const recording = fieldsOf(walk["recording"]);
  const summary = fieldsOf(walk["summary"]);
  const bouts = listOf<WalkData["bouts"][number]>(walk["bouts"]);
  const whole = {
    ...walk,
    recording: {
      source: "",
      device: "",
      start_utc: null,
      duration_s: Math.max(0, ...bouts.map(({ end_s }) => end_s)),
      rate_hz: 0,
      placement: content.placement ?? "",
      placement_source: "assumed",
      tracker_version: "",
      ...recording,
      gaps: listOf(recording["gaps"]),
    },
    summary: {
      backward: totalsOf(summary["backward"]),
      forward: totalsOf(summary["forward"]),
      sideways: totalsOf(summary["sideways"]),
      unknown: totalsOf(summary["unknown"]),
    },
    bouts,
    steps: listOf(walk["steps"]),
    seconds: listOf(walk["seconds"]),
    warnings: listOf(walk["warnings"]),
  } as unknown as WalkData;
  return { ...content, walk: whole, pauses: listOf(content.pauses) };
}
