/** One exercise in one of its forms: moving picture, what to do, faults, cautions, sources. */

import { useSignal } from "@preact/signals";

import { LEVELS, type Level } from "../../coach/base.ts";
import { PLAN, type Exercise, type ExercisesContent } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { Card, Fold, LinkButton } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { hrefOf } from "../../router.ts";
import { Gate } from "../screening/gate.tsx";
import { useScreening } from "../screening/kept.ts";
import { Sources } from "../sources/sources.tsx";
import { barredBy } from "./allowed.ts";
import { Moving } from "./figures.tsx";

const WORDS = {
  level: { en: "How hard", de: "Wie schwer" },
  easier: { en: "easier", de: "leichter" },
  standard: { en: "usual", de: "üblich" },
  harder: { en: "harder", de: "schwerer" },
  start: { en: "Start", de: "Starten" },
  todo: { en: "How it is done", de: "So geht es" },
  breathing: { en: "Breathing", de: "Atmung" },
  faults: { en: "What often goes wrong", de: "Was oft schiefgeht" },
  cautions: { en: "Take care", de: "Vorsicht" },
  stop: { en: "When to stop", de: "Wann aufhören" },
  sources: { en: "What it rests on", de: "Worauf es beruht" },
  barred: {
    en: "The plan leaves this out, because you named: {why}.",
    de: "Der Plan lässt dies aus, weil Sie genannt haben: {why}.",
  },
  barredForm: {
    en: "Take an easier form, because you named: {why}.",
    de: "Nehmen Sie eine leichtere Form, weil Sie genannt haben: {why}.",
  },
};

/** The screen. */
export function One(props: {
  readonly exercise: Exercise;
  readonly level: Level;
  readonly content: ExercisesContent;
}) {
  const { exercise, content } = props;
  const chosen = useSignal(props.level);
  const level = chosen.value;
  const form = exercise.forms[level];
  const flags = useScreening()?.screening.flags ?? [];
  const barred = barredBy(exercise.avoid_with, flags);
  const barredForm = barredBy(form.avoid_with, flags);
  return (
    <>
      <h1>{say(exercise.name)}</h1>
      <p>{say(exercise.purpose)}</p>
      {barred !== null && (
        <Card tone="warn">
          <p>{say(WORDS.barred, { why: say(barred) })}</p>
        </Card>
      )}
      {barred === null && barredForm !== null && (
        <Card tone="warn">
          <p>{say(WORDS.barredForm, { why: say(barredForm) })}</p>
        </Card>
      )}
      <Moving exercise={exercise.id} level={level} form={form} />
      <Segments
        legend={say(WORDS.level)}
        options={LEVELS.map((one) => ({ value: one, label: say(WORDS[one]) }))}
        value={level}
        onChange={(one) => {
          chosen.value = one;
          // the address follows without the screen beginning anew
          history.replaceState(null, "", hrefOf("exercises", exercise.id, one));
        }}
      />
      <p aria-live="polite">
        <span class="unseen">{say(content.levels[level])}: </span>
        {say(form.how)}
      </p>
      <p class="muted">{say(form.dose_text)}</p>
      {barred === null && barredForm === null && (
        <Gate>
          <p>
            <LinkButton look="main" icon="start" href={hrefOf("exercises", exercise.id, level, "guided")}>
              {say(WORDS.start)}
            </LinkButton>
          </p>
        </Gate>
      )}
      <h2>{say(WORDS.todo)}</h2>
      <p>{say(form.setup)}</p>
      <ol class="steps">
        {form.steps.map((step) => (
          <li key={step.en}>{say(step)}</li>
        ))}
      </ol>
      <p>
        <strong>{say(WORDS.breathing)}:</strong> {say(exercise.breathing)}
      </p>
      <Several title={WORDS.faults} texts={exercise.faults} />
      <Several title={WORDS.cautions} texts={exercise.cautions} />
      <Several title={WORDS.stop} texts={exercise.stop_signs} />
      <Fold title={say(WORDS.sources)}>
        {form.dose_note !== null && <p>{say(form.dose_note)}</p>}
        {exercise.sources.length > 0 ? (
          <Sources ids={exercise.sources} />
        ) : (
          <p>{say(PLAN.words.design_choice)}</p>
        )}
      </Fold>
    </>
  );
}

function Several({ title, texts }: { readonly title: Phrase; readonly texts: readonly Phrase[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h2>{say(title)}</h2>
      <ul class="steps">
        {texts.map((text) => (
          <li key={text.en}>{say(text)}</li>
        ))}
      </ul>
    </>
  );
}
