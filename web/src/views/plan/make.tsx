/** A plan is begun: what for, how practised, how many minutes, from when. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { ABILITIES, GOALS, type Ability, type Goal } from "../../coach/base.ts";
import { PLAN } from "../../coach/content.ts";
import { plusDays } from "../../coach/dates.ts";
import { planFrom } from "../../coach/plan/replay.ts";
import type { Screening } from "../../coach/screening/base.ts";
import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { Button, Choice, Failure } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { go } from "../../router.ts";
import { store } from "../../store/opened.ts";
import { today } from "../day.ts";
import type { Kept } from "../kept.ts";
import type { PlanContent } from "../records.ts";

const WORDS = {
  title: { en: "Make a plan", de: "Plan erstellen" },
  goal: { en: "What do you want it for?", de: "Wofür möchten Sie es?" },
  ability: { en: "Walking backward, you are …", de: "Im Rückwärtsgehen sind Sie …" },
  minutes: { en: "Minutes for one session", de: "Minuten für eine Einheit" },
  days: { en: "From when?", de: "Ab wann?" },
  start: { en: "First day", de: "Erster Tag" },
  rhythm: {
    en: "Three sessions a week, on days 1, 3 and 5 from the first day.",
    de: "Drei Einheiten in der Woche, am 1., 3. und 5. Tag ab dem ersten.",
  },
  make: { en: "Make the plan", de: "Plan erstellen" },
  instead: {
    en: "It takes the place of the plan that goes on. The log is kept.",
    de: "Er tritt an die Stelle des laufenden Plans. Das Tagebuch bleibt.",
  },
};

const GOAL_HINTS: Readonly<Record<Goal, Phrase>> = {
  knee: { en: "stronger legs, gentle on the knee", de: "kräftigere Beine, schonend fürs Knie" },
  balance: { en: "steadier on the feet", de: "sicherer auf den Beinen" },
  fitness: { en: "heart and stamina", de: "Herz und Ausdauer" },
  sport: { en: "as a part of training", de: "als Teil des Trainings" },
};

const MINUTES = ["10", "15", "20", "30"] as const;

/** The form. */
export function Make(props: {
  readonly screening: Screening;
  readonly before: Kept<PlanContent> | null;
}) {
  const { screening, before } = props;
  const old = before?.content.plan;
  const goal = useSignal<Goal | null>(old?.goal ?? null);
  const ability = useSignal<Ability | null>(null);
  const minutes = useSignal<string>(old === undefined ? "15" : String(old.minutes));
  const start = useSignal(today.value);
  const failed = useSignal<unknown>(null);
  const id = useId();
  async function make(): Promise<void> {
    if (goal.value === null || ability.value === null) return;
    const plan = planFrom(screening, {
      goal: goal.value,
      ability: ability.value,
      minutes: Number(minutes.value),
      start: start.value,
    });
    await (await store()).put("plan", {
      plan,
      ...(before === null ? {} : { replaces: before.head.id }),
    });
    go(["plan"], { replace: true });
  }
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <Choice<Goal>
        legend={say(WORDS.goal)}
        value={goal.value}
        options={GOALS.map((one) => ({
          value: one,
          label: say(PLAN.words.goals[one]),
          hint: say(GOAL_HINTS[one]),
        }))}
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
        legend={say(WORDS.minutes)}
        showLegend
        value={minutes.value}
        options={[...new Set([...MINUTES, minutes.value])]
          .sort((a, b) => Number(a) - Number(b))
          .map((one) => ({ value: one, label: one }))}
        onChange={(one) => {
          minutes.value = one;
        }}
      />
      <p>{say(WORDS.rhythm)}</p>
      <div class="field">
        <label for={id}>{say(WORDS.start)}</label>
        <input
          id={id}
          type="date"
          required
          min={today.value}
          max={plusDays(today.value, 60)}
          value={start.value}
          onChange={(event) => {
            if (event.currentTarget.checkValidity()) start.value = event.currentTarget.value;
            else event.currentTarget.reportValidity();
          }}
        />
      </div>
      {before !== null && <p class="muted">{say(WORDS.instead)}</p>}
      {failed.value !== null && <Failure error={failed.value} />}
      <Button
        look="main"
        disabled={goal.value === null || ability.value === null}
        onClick={() => {
          make().catch((error: unknown) => {
            failed.value = error;
          });
        }}
      >
        {say(WORDS.make)}
      </Button>
    </>
  );
}
