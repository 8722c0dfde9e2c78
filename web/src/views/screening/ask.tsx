/** One question with large answers. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import type { Question, Value } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Button, Choice, Fold } from "../../look/parts.tsx";
import { Tens } from "../../look/segments.tsx";
import { go } from "../../router.ts";
import { answer, draft } from "./draft.ts";

const WORDS = {
  progress: { en: "Question {at} of {count}", de: "Frage {at} von {count}" },
  why: { en: "Why we ask", de: "Warum wir fragen" },
  next: { en: "Next", de: "Weiter" },
  back: { en: "Back", de: "Zurück" },
  none: { en: "None of these", de: "Nichts davon" },
  several: { en: "Choose all that apply.", de: "Wählen Sie alles, was zutrifft." },
  years: { en: "Years", de: "Jahre" },
  between: { en: "A whole number from {low} to {high}", de: "Eine ganze Zahl von {low} bis {high}" },
};

/** The question, and what comes after it. */
export function Ask(props: {
  readonly question: Question;
  readonly at: number;
  readonly count: number;
  readonly onDone: () => void;
}) {
  const { question, at, count, onDone } = props;
  const given = draft.value[question.id];
  const isSeveral = question.kind === "several";
  const picked = isSeveral && Array.isArray(given) ? (given as readonly string[]) : [];
  const isNone = isSeveral && picked.length === 0;
  function next(): void {
    if (isSeveral) answer(question.id, picked);
    onDone();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSeveral || draft.value[question.id] !== undefined) next();
      }}
    >
      <p class="muted" id="progress">
        {say(WORDS.progress, { at: at + 1, count })}
      </p>
      <progress class="progress" max={count} value={at + 1} aria-labelledby="progress" />
      <h1>{say(question.text)}</h1>
      <Answer question={question} value={given} picked={picked} />
      <Fold title={say(WORDS.why)}>
        <p>{say(question.why)}</p>
      </Fold>
      <div class="stack">
        <button type="submit" class="main" disabled={!isSeveral && given === undefined}>
          {say(isNone ? WORDS.none : WORDS.next)}
        </button>
        <Button look="plain" icon="back" onClick={back}>
          {say(WORDS.back)}
        </Button>
      </div>
    </form>
  );
}

function back(): void {
  if (history.length > 1) history.back();
  else go(["screening"]);
}

function Answer(props: {
  readonly question: Question;
  readonly value: Value | undefined;
  readonly picked: readonly string[];
}) {
  const { question, value, picked } = props;
  const { id } = question;
  if (question.kind === "number") {
    return <Number question={question} value={typeof value === "number" ? value : null} />;
  }
  if (question.kind === "scale") {
    return (
      <Tens
        legend={say(question.text)}
        value={typeof value === "number" ? value : null}
        onChange={(chosen) => answer(id, chosen)}
      />
    );
  }
  if (question.kind === "several") {
    return (
      <fieldset class="choice">
        <legend class="muted">{say(WORDS.several)}</legend>
        {question.options.map((option) => (
          <label key={option.id} class={picked.includes(option.id) ? "chosen" : ""}>
            <input
              type="checkbox"
              checked={picked.includes(option.id)}
              onChange={(event) => {
                const others = picked.filter((one) => one !== option.id);
                answer(id, event.currentTarget.checked ? [...others, option.id] : others);
              }}
            />
            <span>{say(option.text)}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <Choice
      legend={say(question.text)}
      hideLegend
      options={question.options.map((option) => ({ value: option.id, label: say(option.text) }))}
      value={typeof value === "string" ? value : null}
      onChange={(chosen) => answer(id, chosen)}
    />
  );
}

/** A whole number; what is out of range says so and is not taken. */
function Number({ question, value }: { readonly question: Question; readonly value: number | null }) {
  const id = useId();
  const wrong = useSignal(false);
  const { low, high } = question;
  return (
    <div class="field">
      <label for={id}>{say(WORDS.years)}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={low}
        max={high}
        step={1}
        autoComplete="off"
        value={value ?? ""}
        aria-invalid={wrong.value}
        aria-describedby={`${id}-range`}
        onInput={(event) => {
          const input = event.currentTarget;
          wrong.value = input.value !== "" && !input.checkValidity();
          if (input.value !== "" && !wrong.value) answer(question.id, input.valueAsNumber);
        }}
      />
      <small id={`${id}-range`} role={wrong.value ? "alert" : undefined}>
        {say(WORDS.between, { low, high })}
      </small>
    </div>
  );
}
