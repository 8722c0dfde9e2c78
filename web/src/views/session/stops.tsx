/** When to stop: one tap away wherever somebody trains. */

import { STOPS } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Fold } from "../../look/parts.tsx";
import "../../look/coach.css";

/** Under a fold, on other screens. */
export function StopRules() {
  return (
    <Fold title={say(STOPS.title)}>
      <StopList />
    </Fold>
  );
}

/** The rules themselves. */
export function StopList() {
  return (
    <ul class="steps">
      {STOPS.stop_rules.map((rule) => (
        <li key={rule.en}>{say(rule)}</li>
      ))}
    </ul>
  );
}
