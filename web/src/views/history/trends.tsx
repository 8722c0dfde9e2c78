/** Trends over all walks: each number with its interval as a band. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { say } from "../../i18n/language.ts";
import { Trend, type TrendPoint } from "../../look/trend.tsx";
import type { WalkContent } from "../../session/result.ts";
import { instantOf } from "../day.ts";
import { useKept, type Kept } from "../kept.ts";
import { usePlanned } from "./planned.ts";
import type { LogContent } from "../records.ts";
import { startOf } from "./words.ts";

const WORDS = {
  what: { en: "What to show", de: "Was zeigen" },
  steps: { en: "Steps backward", de: "Schritte rückwärts" },
  minutes: { en: "Minutes backward", de: "Minuten rückwärts" },
  speed: { en: "Speed backward, longest piece", de: "Tempo rückwärts, längstes Stück" },
  cadence: { en: "Cadence backward, longest piece", de: "Schrittfrequenz rückwärts, längstes Stück" },
  evenness: {
    en: "Variation of step time, longest piece",
    de: "Schwankung der Schrittzeit, längstes Stück",
  },
  pain: { en: "Pain while training", de: "Schmerz beim Üben" },
  stepUnit: { en: "steps", de: "Schritte" },
  spm: { en: "steps/min", de: "Schritte/min" },
  few: { en: "There is nothing to show yet.", de: "Dafür gibt es noch keine Werte." },
  target: { en: "planned for a full day", de: "geplant für einen vollen Tag" },
};

interface Numbers {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
type Walk = WalkContent["walk"];

function longest({ bouts }: Walk): Walk["bouts"][number] | null {
  return bouts
    .filter(({ direction }) => direction === "backward")
    .reduce<Walk["bouts"][number] | null>(
      (best, bout) =>
        best === null || bout.end_s - bout.start_s > best.end_s - best.start_s ? bout : best,
      null,
    );
}

const METRICS = {
  steps: { unit: WORDS.stepUnit, digits: 0, scale: 1, of: (walk: Walk): Numbers | null => walk.summary.backward.steps },
  minutes: { unit: { en: "min", de: "min" }, digits: 1, scale: 1 / 60, of: (walk: Walk): Numbers | null => walk.summary.backward.duration_s },
  speed: { unit: { en: "m/s", de: "m/s" }, digits: 2, scale: 1, of: (walk: Walk): Numbers | null => longest(walk)?.speed_mps ?? null },
  cadence: { unit: WORDS.spm, digits: 0, scale: 1, of: (walk: Walk): Numbers | null => longest(walk)?.cadence_spm ?? null },
  evenness: { unit: { en: "%", de: "%" }, digits: 1, scale: 100, of: (walk: Walk): Numbers | null => longest(walk)?.steadiness.step_time_cv ?? null },
} as const;
type Metric = keyof typeof METRICS | "pain";
const ALL: readonly Metric[] = ["steps", "minutes", "speed", "cadence", "evenness", "pain"];

/** One plot, and what it shows to choose; walks by date. */
export function Trends({ walks }: { readonly walks: readonly Kept<WalkContent>[] }) {
  const chosen = useSignal<Metric>("steps");
  const id = useId();
  const logs = useKept<LogContent>("log");
  const planned = usePlanned();
  const now = chosen.value;
  const metric = now === "pain" ? null : METRICS[now];
  const points = metric === null ? painOf(logs ?? [], walks) : pointsOf(walks, metric);
  return (
    <section>
      <div class="field">
        <label for={id}>{say(WORDS.what)}</label>
        <select
          id={id}
          value={now}
          onChange={(event) => {
            chosen.value = ALL.find((one) => one === event.currentTarget.value) ?? "steps";
          }}
        >
          {ALL.map((one) => (
            <option key={one} value={one}>
              {say(WORDS[one])}
            </option>
          ))}
        </select>
      </div>
      {points.length === 0 ? (
        <p class="muted">{say(WORDS.few)}</p>
      ) : (
        <Trend
          key={now}
          title={say(WORDS[now])}
          points={points}
          unit={metric === null ? "0–10" : say(metric.unit)}
          digits={metric?.digits ?? 0}
          from={0}
          {...(now === "minutes" && planned !== null
            ? { target: { value: planned / 60, label: say(WORDS.target) } }
            : {})}
        />
      )}
    </section>
  );
}

function pointsOf(
  walks: readonly Kept<WalkContent>[],
  { of, scale }: (typeof METRICS)[keyof typeof METRICS],
): readonly TrendPoint[] {
  return walks.flatMap((kept) => {
    const found = of(kept.content.walk);
    if (found === null || found.value === null) return [];
    const times = (number: number | null): number | null => (number === null ? null : number * scale);
    return [
      { at: startOf(kept), value: found.value * scale, low: times(found.low), high: times(found.high) },
    ];
  });
}

/** Of sessions, and of walks that counted for none. */
export function painOf(
  logs: readonly Kept<LogContent>[],
  walks: readonly Kept<WalkContent>[],
): readonly TrendPoint[] {
  const point = (at: Date, value: number | null | undefined): readonly TrendPoint[] =>
    value === null || value === undefined ? [] : [{ at, value, low: null, high: null }];
  return [
    ...logs.flatMap(({ content: { entry } }) => point(instantOf(entry.date), entry.pain_during)),
    ...walks.flatMap((kept) => point(startOf(kept), kept.content.pain)),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}
