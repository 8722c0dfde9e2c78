/** Before you start: plain questions, one at a time, and what the answers allow. */

import type { PageProps } from "../../router.ts";
import { go, hrefOf } from "../../router.ts";
import { say } from "../../i18n/language.ts";
import { SCREENING } from "../../coach/content.ts";
import { LinkButton } from "../../look/parts.tsx";
import { asked, draft } from "./draft.ts";
import { useScreening } from "./kept.ts";
import { Languages } from "./languages.tsx";
import { Ask } from "./ask.tsx";
import { Result } from "./result.tsx";

const WORDS = {
  title: { en: "Before you start", de: "Bevor Sie beginnen" },
  what: {
    en: "A few questions, so that walking backward is safe for you. It takes three minutes.",
    de: "Ein paar Fragen, damit das Rückwärtsgehen für Sie sicher ist. Es dauert drei Minuten.",
  },
  stays: {
    en: "Your answers stay on this phone. You can change them at any time.",
    de: "Ihre Antworten bleiben auf diesem Telefon. Sie können sie jederzeit ändern.",
  },
  begin: { en: "Begin", de: "Beginnen" },
  goOn: { en: "Go on", de: "Weiter" },
};

/** Address of the result. */
export const RESULT = "result";

/** The screen: `screening`, `screening/age` for a question, `screening/result`. */
export function Page({ rest }: PageProps) {
  const kept = useScreening();
  if (kept === undefined) return null;
  const questions = asked(draft.value);
  const at = questions.findIndex(({ id }) => id === rest[0]);
  const firstOpen = questions.findIndex(({ id }) => draft.value[id] === undefined);
  const isAhead = firstOpen !== -1 && at > firstOpen;
  const question = questions[isAhead ? firstOpen : at];
  if (question !== undefined) {
    return (
      <div class="page">
        <Languages />
        <Ask
          key={question.id}
          question={question}
          at={isAhead ? firstOpen : at}
          count={questions.length}
          onDone={() => {
            const now = asked(draft.value);
            const next = now[now.findIndex(({ id }) => id === question.id) + 1];
            go(["screening", next?.id ?? RESULT]);
          }}
        />
      </div>
    );
  }
  const isAnswered = firstOpen === -1 && rest[0] === RESULT;
  if (isAnswered || kept !== null) {
    return (
      <div class="page">
        <Languages />
        <Result kept={kept} isNew={isAnswered} />
      </div>
    );
  }
  const isBegun = Object.keys(draft.value).length > 0;
  const next = questions[Math.max(0, firstOpen)];
  return (
    <div class="page">
      <Languages />
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.what)}</p>
      <p>{say(WORDS.stays)}</p>
      <p>{say(SCREENING.words.no_diagnosis)}</p>
      <LinkButton look="main" href={hrefOf("screening", next?.id ?? RESULT)}>
        {say(isBegun ? WORDS.goOn : WORDS.begin)}
      </LinkButton>
    </div>
  );
}
