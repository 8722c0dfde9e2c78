/** What the answers allow, in one sentence; kept when it is new. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { SCREENING } from "../../coach/content.ts";
import { screen, waits } from "../../coach/screening/screen.ts";
import { say } from "../../i18n/language.ts";
import { listed, type Phrase } from "../../i18n/phrase.ts";
import { Button, Card, Failure, Fold, LinkButton } from "../../look/parts.tsx";
import { go, hrefOf } from "../../router.ts";
import type { ScreeningContent } from "../records.ts";
import { Reasons } from "../sources/sources.tsx";
import { StopRules } from "../session/stops.tsx";
import { asked, beginWith, draft, finished, isSettled, settle } from "./draft.ts";
import { keepScreening } from "./kept.ts";

const WORDS = {
  title: { en: "What your answers allow", de: "Was Ihre Antworten erlauben" },
  where: { en: "Where: {places}.", de: "Wo: {places}." },
  clear: { en: "To clear with a doctor first", de: "Vorher ärztlich zu klären" },
  why: { en: "Why", de: "Warum" },
  change: { en: "Change answers", de: "Antworten ändern" },
  done: { en: "To the app", de: "Zur App" },
  plan: { en: "Make a plan", de: "Plan erstellen" },
};

/** The screen; `isNew` where the questions were answered just now. */
export function Result(props: { readonly kept: ScreeningContent | null; readonly isNew: boolean }) {
  const failed = useSignal<unknown>(null);
  const answers = props.isNew ? finished(draft.value) : (props.kept?.answers ?? {});
  const result = props.isNew || props.kept === null ? screen(answers) : props.kept.screening;
  const isWaiting = waits(result.advice);
  useEffect(() => {
    if (!props.isNew || isSettled()) return;
    keepScreening(answers).then(settle, (error: unknown) => {
      failed.value = error;
    });
  }, [props.isNew]);
  const places: Phrase = listed(result.settings.map((place) => SCREENING.words.settings[place]));
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      {failed.value !== null && <Failure error={failed.value} />}
      <Card tone={isWaiting ? "warn" : "strong"}>
        <p>
          <strong>{say(SCREENING.words.advice_sentences[result.advice])}</strong>
        </p>
        {result.settings.length > 0 && <p>{say(WORDS.where, { places: say(places) })}</p>}
      </Card>
      {result.clear_with_doctor.length > 0 && (
        <>
          <h2>{say(WORDS.clear)}</h2>
          <ul class="steps">
            {result.clear_with_doctor.map((one) => (
              <li key={one.en}>{say(one)}</li>
            ))}
          </ul>
        </>
      )}
      <Fold title={say(WORDS.why)}>
        <Reasons reasons={result.fired} />
      </Fold>
      <StopRules />
      <p class="muted">{say(SCREENING.words.no_diagnosis)}</p>
      <div class="stack">
        {!isWaiting && (
          <LinkButton look="main" href={hrefOf("plan")}>
            {say(WORDS.plan)}
          </LinkButton>
        )}
        <LinkButton href={hrefOf("home")}>{say(WORDS.done)}</LinkButton>
        <Button
          look="plain"
          onClick={() => {
            beginWith(answers);
            go(["screening", asked(answers)[0]?.id ?? ""]);
          }}
        >
          {say(WORDS.change)}
        </Button>
      </div>
    </>
  );
}
