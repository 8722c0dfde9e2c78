/**
 * Minutes backward, week by week: outlined what is planned, filled what was done; dashed what is
 * to come if all goes well.
 */

import type { Plan } from "../../coach/base.ts";
import type { LogEntry } from "../../coach/logs.ts";
import { minutesPhrase } from "../../coach/plan/words.ts";
import { doneS } from "../../coach/today.ts";
import { say } from "../../i18n/language.ts";
import { Fold } from "../../look/parts.tsx";

const WORDS = {
  label: { en: "Minutes backward in each week", de: "Minuten rückwärts in jeder Woche" },
  week: { en: "Week", de: "Woche" },
  planned: { en: "planned", de: "geplant" },
  done: { en: "done", de: "geschafft" },
  table: { en: "As a table", de: "Als Tabelle" },
  ahead: { en: "to come", de: "kommt noch" },
};

const WIDTH = 360;
const HEIGHT = 190;
const TOP = 22;
const BASE = 150;
const LEFT = 8;

interface Bar {
  readonly number: number;
  readonly plannedS: number;
  readonly doneS: number;
  readonly isAhead: boolean;
}

/** The plot with a table beside it; `shown` is the plan with the weeks to come. */
export function LoadPlot(props: {
  readonly plan: Plan;
  readonly shown: Plan;
  readonly entries: readonly LogEntry[];
}) {
  const { plan, shown, entries } = props;
  const bars = shown.weeks.map(
    (week): Bar => ({
      number: week.number,
      plannedS: week.backward_s,
      doneS: entries
        .filter((entry) => entry.week === week.number)
        .reduce((sum, entry) => sum + doneS(entry, shown), 0),
      isAhead: week.number > plan.weeks.length,
    }),
  );
  const most = Math.max(60, ...bars.flatMap(({ plannedS, doneS: walked }) => [plannedS, walked]));
  const step = (WIDTH - 2 * LEFT) / Math.max(1, bars.length);
  const high = (seconds: number): number => ((BASE - TOP) * seconds) / most;
  return (
    <figure class="trend">
      <figcaption>
        <strong>{say(WORDS.label)}</strong>
      </figcaption>
      <svg class="load" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        {bars.map((bar, at) => {
          const x = LEFT + at * step;
          const middle = x + step / 2;
          const wide = Math.min(34, step * 0.7);
          return (
            <g key={bar.number}>
              <rect
                class={bar.isAhead ? "planned ahead" : "planned"}
                x={middle - wide / 2}
                y={BASE - high(bar.plannedS)}
                width={wide}
                height={high(bar.plannedS)}
              />
              {bar.doneS > 0 && (
                <rect
                  class="done"
                  x={middle - wide / 4}
                  y={BASE - high(bar.doneS)}
                  width={wide / 2}
                  height={high(bar.doneS)}
                />
              )}
              <text x={middle} y={BASE - high(Math.max(bar.plannedS, bar.doneS)) - 6} text-anchor="middle">
                {say(minutesPhrase(bar.plannedS))}
              </text>
              <text x={middle} y={BASE + 16} text-anchor="middle">
                {bar.number}
              </text>
            </g>
          );
        })}
        <text x={LEFT} y={BASE + 34}>
          {say(WORDS.week)}
        </text>
        <rect class="planned" x={WIDTH - 190} y={BASE + 24} width={14} height={12} />
        <text x={WIDTH - 170} y={BASE + 34}>
          {say(WORDS.planned)}
        </text>
        <rect class="done" x={WIDTH - 90} y={BASE + 24} width={14} height={12} />
        <text x={WIDTH - 70} y={BASE + 34}>
          {say(WORDS.done)}
        </text>
      </svg>
      <Fold title={say(WORDS.table)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say(WORDS.week)}</th>
              <th scope="col">{say(WORDS.planned)} (min)</th>
              <th scope="col">{say(WORDS.done)} (min)</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.number}>
                <th scope="row">{bar.number}</th>
                <td>{say(minutesPhrase(bar.plannedS))}</td>
                <td>{bar.isAhead ? say(WORDS.ahead) : say(minutesPhrase(bar.doneS))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  );
}
