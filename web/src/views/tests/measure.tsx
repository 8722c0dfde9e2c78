/** How a test is measured: stopwatch, counting, or the sensor where it can. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { byHand, tenMetresByHand } from "../../coach/assessments/catalogue.ts";
import type { Assessment } from "../../coach/content.ts";
import type { TestResult } from "../../coach/results.ts";
import { numberText, say } from "../../i18n/language.ts";
import { Button, Failure, Fold } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { useLoaded } from "../kept.ts";
import { today } from "../day.ts";
import { HalfMinute, Stopwatch } from "./stopwatch.tsx";

const WORDS = {
  by: { en: "Measure with", de: "Messen mit" },
  stopwatch: { en: "stopwatch", de: "Stoppuhr" },
  sensor: { en: "sensor", de: "Sensor" },
  enter: { en: "Enter a number", de: "Eine Zahl eingeben" },
  seconds: { en: "Seconds", de: "Sekunden" },
  count: { en: "Full stands", de: "Volles Stehen, Anzahl" },
  keep: { en: "Keep the result", de: "Ergebnis behalten" },
  stages: { en: "How many stages did you hold?", de: "Wie viele Stufen haben Sie gehalten?" },
};

/** Tests that the live detector can end and time. */
const BY_SENSOR: ReadonlySet<string> = new Set(["3mbwt"]);

/** What fits the test. */
export function Measure(props: {
  readonly test: Assessment;
  readonly side: "left" | "right" | null;
  readonly onResult: (result: TestResult) => void;
}) {
  const { test, side, onResult } = props;
  const how = useSignal<"stopwatch" | "sensor">("stopwatch");
  const failed = useSignal<unknown>(null);
  const sensor = useLoaded(() =>
    BY_SENSOR.has(test.id) ? import("./sensor.tsx") : Promise.resolve(null),
  );
  function take(value: number): void {
    failed.value = null;
    try {
      onResult(
        test.unit === "m/s"
          ? tenMetresByHand(test.id, today.value, value)
          : byHand(test.id, today.value, value, side),
      );
    } catch (error) {
      failed.value = error;
    }
  }
  const isTimed = test.unit === "s" || test.unit === "m/s";
  return (
    <>
      {sensor !== null && (
        <Segments<"stopwatch" | "sensor">
          legend={say(WORDS.by)}
          showLegend
          value={how.value}
          options={(["stopwatch", "sensor"] as const).map((one) => ({
            value: one,
            label: say(WORDS[one]),
          }))}
          onChange={(one) => {
            how.value = one;
          }}
        />
      )}
      {sensor !== null && how.value === "sensor" ? (
        <sensor.BySensor onResult={onResult} />
      ) : (
        <>
          {isTimed && <Stopwatch most={test.unit === "s" ? test.most : 200} onTime={take} />}
          {test.id === "chair-stand" && <HalfMinute />}
          {test.unit === "stages" ? (
            <Stages most={test.most} onChosen={take} />
          ) : isTimed ? (
            <Fold title={say(WORDS.enter)}>
              <Enter label={say(WORDS.seconds)} step={0.1} onNumber={take} />
            </Fold>
          ) : (
            <Enter label={say(WORDS.count)} step={1} onNumber={take} />
          )}
        </>
      )}
      {failed.value !== null && <Failure error={failed.value} />}
    </>
  );
}

function Stages(props: { readonly most: number; readonly onChosen: (value: number) => void }) {
  const chosen = useSignal<string | null>(null);
  return (
    <>
      <Segments
        legend={say(WORDS.stages)}
        showLegend
        value={chosen.value}
        options={Array.from({ length: props.most + 1 }, (_, at) => ({
          value: String(at),
          label: numberText(at),
        }))}
        onChange={(value) => {
          chosen.value = value;
        }}
      />
      <Button
        look="main"
        disabled={chosen.value === null}
        onClick={() => props.onChosen(Number(chosen.value))}
      >
        {say(WORDS.keep)}
      </Button>
    </>
  );
}

function Enter(props: {
  readonly label: string;
  readonly step: number;
  readonly onNumber: (value: number) => void;
}) {
  const id = useId();
  const value = useSignal<number | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.value !== null) props.onNumber(value.value);
      }}
    >
      <div class="field">
        <label for={id}>{props.label}</label>
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={0}
          step={props.step}
          required
          onInput={(event) => {
            const number = event.currentTarget.valueAsNumber;
            value.value = Number.isFinite(number) ? number : null;
          }}
        />
      </div>
      <button type="submit" class="second" disabled={value.value === null}>
        {say(WORDS.keep)}
      </button>
    </form>
  );
}
