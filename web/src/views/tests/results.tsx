/** Earlier results: a plot with the noise band around the first, and each one to delete. */

import type { Judgement } from "../../coach/assessments/judging.ts";
import type { Assessment } from "../../coach/content.ts";
import { dayText, numberText, say } from "../../i18n/language.ts";
import { Fold } from "../../look/parts.tsx";
import { store } from "../../store/opened.ts";
import { instantOf } from "../day.ts";
import { useLoaded, type Kept } from "../kept.ts";
import type { ResultContent } from "../records.ts";
import { Delete } from "./delete.tsx";
import { digitsOf } from "./page.tsx";

const WORDS = {
  noise: { en: "noise around the first", de: "Rauschen um das erste" },
  least: { en: "noise in all groups", de: "Rauschen in allen Gruppen" },
  correct: { en: "Delete a result", de: "Ein Ergebnis löschen" },
  remove: { en: "Delete", de: "Löschen" },
  sure: { en: "Delete for good", de: "Endgültig löschen" },
};

/** By date, the earliest first. */
export function Results(props: {
  readonly test: Assessment;
  readonly results: readonly Kept<ResultContent>[];
  readonly judged: Judgement;
}) {
  const { test, results, judged } = props;
  const trend = useLoaded(() => import("../../look/trend.tsx"));
  const digits = digitsOf(test.unit);
  const first = results[0]?.content.result.value.value ?? null;
  const own = judged.band.value;
  // without a group of one's own, what was noise in every group that was measured
  const least = test.bands.length > 0 ? Math.min(...test.bands.map(({ value }) => value)) : null;
  const band = own ?? least;
  return (
    <>
      {trend !== null && (
        <trend.Trend
          title={say(test.name)}
          points={results.map(({ content: { result } }) => ({
            at: instantOf(result.date),
            value: result.value.value ?? 0,
            low: result.value.low,
            high: result.value.high,
          }))}
          unit={say(test.unit_name)}
          digits={digits}
          {...(first === null || band === null
            ? {}
            : { noise: { low: first - band, high: first + band, label: say(own === null ? WORDS.least : WORDS.noise) } })}
        />
      )}
      <Fold title={say(WORDS.correct)}>
        <ul class="list">
          {results.map(({ head, content: { result } }) => (
            <li key={head.id} class="between">
              <span>
                {dayText(instantOf(result.date))}: {numberText(result.value.value ?? 0, digits)}{" "}
                {say(test.unit_name)}
              </span>
              <Delete
                label={WORDS.remove}
                sure={WORDS.sure}
                onDelete={() => void store().then((kept) => kept.remove(head.id))}
              />
            </li>
          ))}
        </ul>
      </Fold>
    </>
  );
}
