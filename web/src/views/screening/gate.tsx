/** What moves the body is shown only once the questions are answered and nothing speaks against it. */

import type { ComponentChildren } from "preact";

import { SCREENING } from "../../coach/content.ts";
import { waits } from "../../coach/screening/screen.ts";
import { say } from "../../i18n/language.ts";
import { Card, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { useScreening } from "./kept.ts";

const WORDS = {
  first: {
    en: "Before you start there are a few questions.",
    de: "Bevor Sie beginnen, stehen ein paar Fragen.",
  },
  questions: { en: "Answer the questions", de: "Fragen beantworten" },
  clear: { en: "What to clear first", de: "Was vorher zu klären ist" },
};

/** The children, or why they are not shown and what helps; `title` where they are all of a screen. */
export function Gate(props: { readonly title?: string; readonly children: ComponentChildren }) {
  const kept = useScreening();
  if (kept === undefined) return null;
  if (kept !== null && !waits(kept.screening.advice)) return <>{props.children}</>;
  return (
    <>
      {props.title !== undefined && <h1>{props.title}</h1>}
      <Card tone="warn">
        <p>
          {kept === null
            ? say(WORDS.first)
            : say(SCREENING.words.advice_sentences[kept.screening.advice])}
        </p>
        <LinkButton href={hrefOf("screening")}>
          {say(kept === null ? WORDS.questions : WORDS.clear)}
        </LinkButton>
      </Card>
    </>
  );
}
