/** One test: protocol, safety, measuring, the result with its noise band, and how it went before. */

import { useSignal } from "@preact/signals";

import { judge } from "../../coach/assessments/judging.ts";
import type { Assessment } from "../../coach/content.ts";
import type { TestResult } from "../../coach/results.ts";
import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { BigNumber, Button, Card, Failure, Fold } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { store } from "../../store/opened.ts";
import type { Coach } from "../plan/kept.ts";
import { Gate } from "../screening/gate.tsx";
import { StopRules } from "../session/stops.tsx";
import { Sources } from "../sources/sources.tsx";
import { drawingsOf } from "./drawings.tsx";
import { Measure } from "./measure.tsx";
import { digitsOf } from "./page.tsx";
import { Results } from "./results.tsx";

const WORDS = {
  need: { en: "You need", de: "Sie brauchen" },
  protocol: { en: "How it is done", de: "So geht es" },
  steps: { en: "Step by step", de: "Schritt für Schritt" },
  safety: { en: "Safety", de: "Sicherheit" },
  measure: { en: "Measure", de: "Messen" },
  now: { en: "Measure at once", de: "Gleich messen" },
  result: { en: "Result", de: "Ergebnis" },
  change: { en: "Real change or noise?", de: "Echte Änderung oder Rauschen?" },
  before: { en: "So far", de: "Bisher" },
  known: { en: "What others reach", de: "Was andere erreichen" },
  sensor: { en: "By sensor", de: "Mit Sensor" },
  side: { en: "Which leg?", de: "Welches Bein?" },
  left: { en: "left", de: "links" },
  right: { en: "right", de: "rechts" },
  sources: { en: "What the test rests on", de: "Worauf der Test beruht" },
};

type Side = "left" | "right";

/** Id of the heading above measuring: who knows the test goes there at once. */
const MEASURE = "measure";

/** The screen. */
export function One({ test, coach }: { readonly test: Assessment; readonly coach: Coach }) {
  const side = useSignal<Side>("left");
  const fresh = useSignal<TestResult | null>(null);
  const failed = useSignal<unknown>(null);
  const leg = test.sides ? side.value : null;
  const results = coach.results.filter(({ content }) => {
    const { result } = content;
    return result.test === test.id && result.side === leg && result.value.value !== null;
  });
  const flags = coach.screening?.flags ?? [];
  const group = test.bands.find((band) => flags.includes(band.group))?.group ?? null;
  const judged = judge(
    test.id,
    results.map(({ content }) => content.result),
    group,
    leg,
  );
  const pictures = drawingsOf(test.id);
  const thirds = thirdsOf(test.steps);
  function keep(result: TestResult): void {
    fresh.value = result;
    failed.value = null;
    if (result.value.value === null) return;
    void store()
      .then((kept) => kept.put("result", { result }))
      .catch((error: unknown) => {
        failed.value = error;
      });
  }
  return (
    <>
      <h1>{say(test.name)}</h1>
      <p>{say(test.purpose)}</p>
      {results.length > 0 && (
        <p>
          <Button
            onClick={() => {
              const place = document.getElementById(MEASURE);
              place?.scrollIntoView();
              place?.focus({ preventScroll: true });
            }}
          >
            {say(WORDS.now)}
          </Button>
        </p>
      )}
      <p>
        <strong>{say(WORDS.need)}:</strong> {say(test.equipment)}
      </p>
      <h2>{say(WORDS.protocol)}</h2>
      <ol class="protocol">
        {thirds.map((steps, at) => (
          <li key={at}>
            {pictures[at]}
            {steps.map((step) => (
              <p key={step.en}>{say(step)}</p>
            ))}
          </li>
        ))}
      </ol>
      <Card title={say(WORDS.safety)} tone="warn">
        <ul class="steps">
          {test.safety.map((one) => (
            <li key={one.en}>{say(one)}</li>
          ))}
        </ul>
      </Card>
      <StopRules />
      <h2 id={MEASURE} tabIndex={-1}>
        {say(WORDS.measure)}
      </h2>
      <p class="muted">{say(test.measured_by)}</p>
      {test.sides && (
        <Segments<Side>
          legend={say(WORDS.side)}
          showLegend
          value={side.value}
          options={(["left", "right"] as const).map((one) => ({ value: one, label: say(WORDS[one]) }))}
          onChange={(one) => {
            side.value = one;
            fresh.value = null;
          }}
        />
      )}
      <Gate>
        <Measure key={leg} test={test} side={leg} onResult={keep} />
      </Gate>
      {failed.value !== null && <Failure error={failed.value} />}
      <div aria-live="polite">
        {fresh.value !== null && (
          <Card title={say(WORDS.result)} tone="strong">
            <dl>
              <BigNumber
                label={say(test.name)}
                estimate={fresh.value.value}
                digits={digitsOf(test.unit)}
                unit={say(test.unit_name)}
                reason={fresh.value.value.reason ?? ""}
              />
            </dl>
          </Card>
        )}
      </div>
      {results.length > 0 && (
        <>
          <h2>{say(WORDS.before)}</h2>
          <Results test={test} results={results} judged={judged} />
          <h2>{say(WORDS.change)}</h2>
          <p>{say(judged.sentence)}</p>
          {judged.sources.length > 0 && <Sources ids={judged.sources} />}
          {test.no_band !== null && <p class="muted">{say(test.no_band)}</p>}
        </>
      )}
      <Fold title={say(WORDS.known)}>
        {test.no_reference !== null && <p>{say(test.no_reference)}</p>}
        {test.references.map((one) => (
          <Card key={one.people.en} title={say(one.people)} level={3}>
            <p>{say(one.text)}</p>
            <p class="muted">{say(one.can_tell)}</p>
            <Sources ids={one.sources} />
          </Card>
        ))}
      </Fold>
      <Fold title={say(WORDS.sources)}>
        <p>
          {say(WORDS.sensor)}: {say(test.sensor)}
        </p>
        <Sources ids={test.sources} />
      </Fold>
    </>
  );
}

/** The steps in three groups, one for each drawing. */
function thirdsOf(steps: readonly Phrase[]): readonly (readonly Phrase[])[] {
  const size = Math.ceil(steps.length / 3);
  return [0, 1, 2]
    .map((at) => steps.slice(at * size, (at + 1) * size))
    .filter((part) => part.length > 0);
}
