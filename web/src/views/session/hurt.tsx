/** It hurt: how strongly goes to the log, so that the plan gets easier. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, Failure } from "../../look/parts.tsx";
import { Tens } from "../../look/segments.tsx";
import { today } from "../day.ts";
import { exerciseName } from "../exercises/allowed.ts";
import { useCoach } from "../plan/kept.ts";
import { keepEntry } from "./log.ts";
import { painWord } from "./words.ts";

const WORDS = {
  how: { en: "How strong is the pain? 0 is none, 10 the worst.", de: "Wie stark ist der Schmerz? 0 ist keiner, 10 der schlimmste." },
  keep: { en: "Keep it", de: "Festhalten" },
  kept: {
    en: "Kept. The plan takes it into account.",
    de: "Festgehalten. Der Plan berücksichtigt es.",
  },
  note: { en: "hurts: {name}", de: "tut weh: {name}" },
};

/** Asked for after "it hurts"; without a plan there is nothing to log into. */
export function HurtLog({ exercise }: { readonly exercise: string }) {
  const coach = useCoach();
  const pain = useSignal<number | null>(null);
  const state = useSignal<"open" | "kept">("open");
  const failed = useSignal<unknown>(null);
  if (state.value === "kept") return <p role="status">{say(WORDS.kept)}</p>;
  const plan = coach?.now ?? null;
  if (coach === null || plan === null) return null;
  // what was logged of today already, else what is planned next, is where it belongs
  const before = coach.logs.filter(({ content }) => content.entry.date === today.value).at(-1) ?? null;
  const at = before?.content.entry ?? plan.session;
  if (at === null) return null;
  const note = say(WORDS.note, { name: say(exerciseName(exercise)) });
  return (
    <>
      <Tens
        legend={say(WORDS.how)}
        showLegend
        value={pain.value}
        onChange={(value) => {
          pain.value = value;
        }}
      />
      {pain.value !== null && <p aria-live="polite">{painWord(pain.value)}</p>}
      {failed.value !== null && <Failure error={failed.value} />}
      <Button
        look="main"
        disabled={pain.value === null}
        onClick={() => {
          const entry = before?.content.entry;
          const strongest = Math.max(pain.value ?? 0, entry?.pain_during ?? 0);
          keepEntry(
            {
              ...(entry ?? { week: at.week, day: at.day, date: today.value, completed_share: 0 }),
              pain_during: strongest,
              note: [entry?.note ?? "", note].filter((one) => one !== "").join("; "),
            },
            before,
          ).then(
            () => {
              state.value = "kept";
            },
            (error: unknown) => {
              failed.value = error;
            },
          );
        }}
      >
        {say(WORDS.keep)}
      </Button>
    </>
  );
}
