/** A plan to suggest: what the coach's rules need to know, and a word to the person. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { ABILITIES, GOALS, type Ability, type Goal } from "../../coach/base.ts";
import { PLAN } from "../../coach/content.ts";
import { plusDays } from "../../coach/dates.ts";
import { say } from "../../i18n/language.ts";
import { Choice, LinkButton } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { hrefOf } from "../../router.ts";
import { server } from "../account/asked.ts";
import { Field, Form } from "../account/form.tsx";
import { today } from "../day.ts";
import { WORDS } from "./words.ts";

const MINUTES = ["10", "15", "20", "30"] as const;

/** The form. */
export function Suggest({ share }: { readonly share: string }) {
  const goal = useSignal<Goal>("knee");
  const ability = useSignal<Ability>("new");
  const minutes = useSignal<string>("15");
  const start = useSignal(plusDays(today.value, 1));
  const message = useSignal("");
  const isSent = useSignal(false);
  const id = useId();
  if (isSent.value) {
    return (
      <>
        <h1>{say(WORDS.suggest)}</h1>
        <p role="status">{say(WORDS.sent)}</p>
        <LinkButton href={hrefOf("patients", share)}>{say(WORDS.title)}</LinkButton>
      </>
    );
  }
  return (
    <>
      <h1>{say(WORDS.suggest)}</h1>
      <p>{say(WORDS.suggestWhat)}</p>
      <Form
        label={say(WORDS.suggest)}
        button={say(WORDS.send)}
        onSubmit={async () => {
          await server.suggest(share, {
            goal: goal.value,
            ability: ability.value,
            minutes: Number(minutes.value),
            start: start.value,
            message: message.value,
          });
          isSent.value = true;
        }}
      >
        <Choice<Goal>
          legend={say(WORDS.goal)}
          value={goal.value}
          options={GOALS.map((one) => ({ value: one, label: say(PLAN.words.goals[one]) }))}
          onChange={(one) => {
            goal.value = one;
          }}
        />
        <Choice<Ability>
          legend={say(WORDS.ability)}
          value={ability.value}
          options={ABILITIES.map((one) => ({ value: one, label: say(PLAN.words.abilities[one]) }))}
          onChange={(one) => {
            ability.value = one;
          }}
        />
        <Segments
          legend={say(WORDS.sessionMinutes)}
          showLegend
          value={minutes.value}
          options={MINUTES.map((one) => ({ value: one, label: one }))}
          onChange={(one) => {
            minutes.value = one;
          }}
        />
        <Field
          label={say(WORDS.start)}
          type="date"
          value={start.value}
          min={today.value}
          max={plusDays(today.value, 60)}
          onInput={(value) => {
            start.value = value;
          }}
        />
        <div class="field">
          <label for={id}>{say(WORDS.message)}</label>
          <textarea
            id={id}
            rows={4}
            maxLength={1000}
            value={message.value}
            onInput={(event) => {
              message.value = event.currentTarget.value;
            }}
          />
        </div>
      </Form>
    </>
  );
}
