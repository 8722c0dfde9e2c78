/** The last walk, as its ribbon. */

import { dayText, clockText, say } from "../../i18n/language.ts";
import { hrefOf } from "../../router.ts";
import type { WalkContent } from "../../session/result.ts";
import { useLatest } from "../kept.ts";
import { startOf, stepsText } from "../history/words.ts";
import { Ribbon } from "../ribbon.tsx";

const WORDS = {
  title: { en: "Last walk", de: "Letzter Gang" },
  open: { en: "{date}, {time}: {steps}", de: "{date}, {time}: {steps}" },
};

/** Nothing before the first walk. */
export function LastWalk() {
  const last = useLatest<WalkContent>("walk");
  if (last === null || last === undefined) return null;
  const { walk } = last.content;
  const at = startOf(last);
  return (
    <section aria-labelledby="last">
      <h2 id="last">{say(WORDS.title)}</h2>
      <Ribbon walk={walk} small />
      <p>
        <a class="button plain" href={hrefOf("history", last.head.id)}>
          {say(WORDS.open, {
            date: dayText(at, "short"),
            time: clockText(at),
            steps: stepsText(walk),
          })}
        </a>
      </p>
    </section>
  );
}
