/** The consent, whole, before anything else. */

import { agreed, consentParagraphs } from "../../dataset/consent.ts";
import { language, say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { consent, stage } from "./state.ts";
import { WORDS } from "./words.ts";

/** The screen. */
export function Agree() {
  const [title, ...paragraphs] = consentParagraphs(language.value);
  const last = paragraphs.pop();
  function agree(): void {
    consent.value = agreed(language.value, new Date());
    stage.value = "about";
  }
  return (
    <>
      <h1>{title}</h1>
      <p>{say(WORDS.whatFor)}</p>
      {paragraphs.map((text) => {
        const colon = text.indexOf(":");
        const isHeaded = colon > 0 && colon < 40;
        return (
          <p key={text}>
            {isHeaded && <strong>{text.slice(0, colon + 1)}</strong>}
            {isHeaded ? text.slice(colon + 1) : text}
          </p>
        );
      })}
      <p>
        <strong>{last}</strong>
      </p>
      <Button look="main" onClick={agree}>
        {say(WORDS.agree)}
      </Button>
    </>
  );
}
