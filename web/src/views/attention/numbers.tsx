/** The two numbers of a cost, with their intervals and signs. */

import type { TaskCostJson } from "../../coach/attention/cost.ts";
import { say } from "../../i18n/language.ts";
import { BigNumber, type EstimateData } from "../../look/parts.tsx";

const WORDS = {
  cadence: { en: "Change of steps a minute", de: "Änderung der Schritte je Minute" },
  evenness: {
    en: "Change of step-time variation, percentage points",
    de: "Änderung der Schrittzeit-Schwankung, Prozentpunkte",
  },
};

/** `reason` says why a number is unknown, in the language of the app. */
export function CostNumbers(props: {
  readonly cost: TaskCostJson;
  readonly reason: (reason: string) => string;
}) {
  const { cadence_spm: cadence, step_time_cv: evenness } = props.cost;
  const why = (one: EstimateData): { reason?: string } =>
    one.reason === null || one.reason === undefined ? {} : { reason: props.reason(one.reason) };
  const percent = (number: number | null): number | null => (number === null ? null : 100 * number);
  return (
    <dl class="numbers">
      <BigNumber label={say(WORDS.cadence)} estimate={cadence} digits={1} {...why(cadence)} />
      <BigNumber
        label={say(WORDS.evenness)}
        estimate={{
          ...evenness,
          value: percent(evenness.value),
          low: percent(evenness.low),
          high: percent(evenness.high),
        }}
        digits={1}
        {...why(evenness)}
      />
    </dl>
  );
}
