/** When to stop, and what to look at before each walk. */

import { STOPS } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Card } from "../../look/parts.tsx";
import { StopList } from "./stops.tsx";

const WORDS = { call: { en: "Call {number}", de: "{number} anrufen" } };

/** The screen. */
export function Page() {
  return (
    <>
      <h1>{say(STOPS.title)}</h1>
      <Card tone="warn">
        <StopList />
        <p>
          <a class="button second" href={`tel:${STOPS.emergency_number}`}>
            {say(WORDS.call, { number: STOPS.emergency_number })}
          </a>
        </p>
      </Card>
      <h2>{say(STOPS.before_title)}</h2>
      <ul class="steps">
        {STOPS.before.map((one) => (
          <li key={one.en}>{say(one)}</li>
        ))}
      </ul>
      <p class="muted">{say(STOPS.disclaimer)}</p>
    </>
  );
}
