/** All exercises with still pictures; what the screening speaks against says why. */

import { useSignal } from "@preact/signals";

import { GOALS, type Goal } from "../../coach/base.ts";
import { PLAN, type Exercise, type ExercisesContent } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Segments } from "../../look/segments.tsx";
import { hrefOf } from "../../router.ts";
import { useScreening } from "../screening/kept.ts";
import { barredBy } from "./allowed.ts";
import { Still } from "./figures.tsx";

const WORDS = {
  title: { en: "Exercises", de: "Übungen" },
  intro: {
    en: "Each takes three minutes or less.",
    de: "Jede dauert höchstens drei Minuten.",
  },
  for: { en: "What for", de: "Wofür" },
  all: { en: "all", de: "alle" },
  barred: { en: "Left out: {why}", de: "Ausgelassen: {why}" },
  barredTitle: { en: "Not for you now", de: "Für Sie jetzt nicht" },
};

/** The screen. */
export function All({ content }: { readonly content: ExercisesContent }) {
  const goal = useSignal<Goal | "all">("all");
  const flags = useScreening()?.screening.flags ?? [];
  const shown = content.exercises.filter(
    ({ goals }) => goal.value === "all" || goals.includes(goal.value),
  );
  const open = shown.filter((one) => barredBy(one.avoid_with, flags) === null);
  const barred = shown.filter((one) => !open.includes(one));
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro)}</p>
      <Segments
        legend={say(WORDS.for)}
        options={[
          { value: "all" as const, label: say(WORDS.all) },
          ...GOALS.map((one) => ({ value: one, label: say(PLAN.words.goals[one]) })),
        ]}
        value={goal.value}
        onChange={(chosen) => {
          goal.value = chosen;
        }}
      />
      <List exercises={open} flags={flags} />
      {barred.length > 0 && (
        <>
          <h2>{say(WORDS.barredTitle)}</h2>
          <List exercises={barred} flags={flags} />
        </>
      )}
    </>
  );
}

function List(props: { readonly exercises: readonly Exercise[]; readonly flags: readonly string[] }) {
  return (
    <ul class="grid">
      {props.exercises.map((one) => {
        const why = barredBy(one.avoid_with, props.flags);
        return (
          <li key={one.id}>
            <a href={hrefOf("exercises", one.id)} class={why === null ? "" : "barred"}>
              <Still exercise={one.id} level="standard" />
              <span>{say(one.name)}</span>
              {why !== null && <small>{say(WORDS.barred, { why: say(why) })}</small>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
