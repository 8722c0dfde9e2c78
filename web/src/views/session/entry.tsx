/** How a session went: what was done, pain, effort, and the morning after. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { daysBetween } from "../../coach/dates.ts";
import type { Told } from "../../coach/logs.ts";
import { dayText, say } from "../../i18n/language.ts";
import { Button, Choice, Failure, Toggle } from "../../look/parts.tsx";
import { Tens } from "../../look/segments.tsx";
import { go } from "../../router.ts";
import { store } from "../../store/opened.ts";
import { instantOf, today } from "../day.ts";
import type { Kept } from "../kept.ts";
import type { LogContent } from "../records.ts";
import { keepEntry } from "./log.ts";
import { effortWord, painWord } from "./words.ts";

const WORDS = {
  title: { en: "How did it go?", de: "Wie war es?" },
  of: { en: "Session of {date}", de: "Einheit vom {date}" },
  share: { en: "How much did you do?", de: "Wie viel haben Sie geschafft?" },
  all: { en: "all of it", de: "alles" },
  most: { en: "most of it", de: "das meiste" },
  half: { en: "half", de: "die Hälfte" },
  little: { en: "a little", de: "wenig" },
  pain: { en: "Strongest pain while training", de: "Stärkster Schmerz beim Üben" },
  morning: { en: "Pain the next morning", de: "Schmerz am nächsten Morgen" },
  effort: { en: "How hard was it?", de: "Wie anstrengend war es?" },
  swelling: { en: "A joint is swollen", de: "Ein Gelenk ist geschwollen" },
  note: { en: "Note, if you like", de: "Notiz, wenn Sie möchten" },
  keep: { en: "Save", de: "Speichern" },
  remove: { en: "Delete this entry", de: "Diesen Eintrag löschen" },
  sure: { en: "Delete for good", de: "Endgültig löschen" },
  counted: {
    en: "{steps} steps backward were counted.",
    de: "{steps} Schritte rückwärts wurden gezählt.",
  },
};

const SHARES = { all: 1, most: 0.75, half: 0.5, little: 0.25 } as const;
type Share = keyof typeof SHARES;

function shareOf(value: number): Share {
  return value > 0.87 ? "all" : value > 0.62 ? "most" : value > 0.37 ? "half" : "little";
}

/** The form; `before` is the entry that is corrected, if any. */
export function Entry(props: { readonly begun: Told; readonly before: Kept<LogContent> | null }) {
  const { begun, before } = props;
  const told = useSignal<Told>(begun);
  const isTouched = useSignal(before !== null);
  const failed = useSignal<unknown>(null);
  const isSure = useSignal(false);
  const id = useId();
  const now = told.value;
  const hasMorning = daysBetween(now.date, today.value) >= 1;
  const change = (more: Partial<Told>): void => {
    isTouched.value = true;
    told.value = { ...told.value, ...more };
  };
  const after = (done: Promise<unknown>): void => {
    done.then(
      () => go(["plan"], { replace: true }),
      (error: unknown) => {
        failed.value = error;
      },
    );
  };
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p class="muted">{say(WORDS.of, { date: dayText(instantOf(now.date)) })}</p>
      {typeof now.backward_steps === "number" && (
        <p>{say(WORDS.counted, { steps: now.backward_steps })}</p>
      )}
      {hasMorning && (
        <Scale10
          legend={say(WORDS.morning)}
          value={now.pain_next_morning ?? null}
          word={painWord}
          onChange={(value) => change({ pain_next_morning: value })}
        />
      )}
      <Choice<Share>
        legend={say(WORDS.share)}
        value={isTouched.value || now.completed_share > 0 ? shareOf(now.completed_share) : null}
        options={(Object.keys(SHARES) as Share[]).map((one) => ({ value: one, label: say(WORDS[one]) }))}
        onChange={(share) => change({ completed_share: SHARES[share] })}
      />
      <Scale10
        legend={say(WORDS.pain)}
        value={now.pain_during ?? null}
        word={painWord}
        onChange={(value) => change({ pain_during: value })}
      />
      <Scale10
        legend={say(WORDS.effort)}
        value={now.effort ?? null}
        word={effortWord}
        onChange={(value) => change({ effort: value })}
      />
      <Toggle
        label={say(WORDS.swelling)}
        checked={now.swelling ?? false}
        onChange={(swelling) => change({ swelling })}
      />
      <div class="field">
        <label for={id}>{say(WORDS.note)}</label>
        <textarea
          id={id}
          rows={2}
          maxLength={500}
          value={now.note ?? ""}
          onInput={(event) => change({ note: event.currentTarget.value })}
        />
      </div>
      {failed.value !== null && <Failure error={failed.value} />}
      <div class="stack">
        <Button look="main" onClick={() => after(keepEntry(now, before))}>
          {say(WORDS.keep)}
        </Button>
        {before !== null && (
          <Button
            look={isSure.value ? "danger" : "plain"}
            icon="trash"
            onClick={() => {
              if (isSure.value) after(store().then((kept) => kept.remove(before.head.id)));
              isSure.value = true;
            }}
          >
            {say(isSure.value ? WORDS.sure : WORDS.remove)}
          </Button>
        )}
      </div>
    </>
  );
}

function Scale10(props: {
  readonly legend: string;
  readonly value: number | null;
  readonly word: (value: number) => string;
  readonly onChange: (value: number) => void;
}) {
  const { legend, value, word, onChange } = props;
  return (
    <>
      <Tens legend={`${legend} (0–10)`} showLegend value={value} onChange={onChange} />
      <p class="muted" aria-live="polite">
        {value !== null && `${value}: ${word(value)}`}
      </p>
    </>
  );
}
