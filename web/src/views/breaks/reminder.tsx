/** The friendly word, above whatever screen is shown. */

import { render } from "preact";

import { BREAKS } from "../../coach/content.ts";
import { language, say } from "../../i18n/language.ts";
import { filled } from "../../i18n/phrase.ts";
import { Button, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { settings } from "../../settings.ts";
import { exerciseName } from "../exercises/allowed.ts";
import { followBreaks, isUp, later, reminder } from "./watch.ts";
import "../../look/coach.css";

const WORDS = {
  up: { en: "I am up", de: "Ich bin auf" },
  later: { en: "In {minutes} minutes", de: "In {minutes} Minuten" },
  off: { en: "Change reminders", de: "Erinnerungen ändern" },
};

function Reminder() {
  const found = reminder.value;
  // told by its language too, because it lives outside the app's tree
  void language.value;
  void settings.value;
  return (
    <div role="alert">
      {found !== null && (
        <section class="card strong reminder">
          <h2>{say(BREAKS.title)}</h2>
          <p>{filled(say(found.reason.sentence), {})}</p>
          <div class="stack">
            {found.exercise !== null && (
              <LinkButton href={hrefOf("exercises", found.exercise, "standard", "guided")} look="main">
                {say(exerciseName(found.exercise))}
              </LinkButton>
            )}
            <div class="row">
              <Button look="second" icon="check" onClick={isUp}>
                {say(WORDS.up)}
              </Button>
              <Button look="second" icon="clock" onClick={later}>
                {say(WORDS.later, { minutes: BREAKS.rules.snooze_min })}
              </Button>
            </div>
            <LinkButton href={hrefOf("breaks")} look="plain">
              {say(WORDS.off)}
            </LinkButton>
          </div>
        </section>
      )}
    </div>
  );
}

let isStarted = false;

/** Begin to remind, once; beside the app, so that every screen can be under it. */
export function startBreaks(): void {
  if (isStarted) return;
  isStarted = true;
  const place = document.createElement("div");
  document.body.append(place);
  render(<Reminder />, place);
  followBreaks();
}
