/** Today: what to do, and one button. */

import { say } from "../i18n/language.ts";
import { LinkButton } from "../look/parts.tsx";
import { hrefOf } from "../router.ts";

const WORDS = {
  title: { en: "Walk backward", de: "Rückwärts gehen" },
  start: { en: "Start", de: "Starten" },
};

/** The screen. */
export function Page() {
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <LinkButton look="main" icon="start" href={hrefOf("walk")}>
        {say(WORDS.start)}
      </LinkButton>
    </>
  );
}
