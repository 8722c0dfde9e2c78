/** Plans that a physiotherapist suggests: taken or left by the person, on the phone. */

import { useSignal } from "@preact/signals";

import { PLAN } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Button, Card, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { store } from "../../store/opened.ts";
import { sync } from "../../sync/background.ts";
import type { Suggestion } from "../../sync/server.ts";
import { server, useAsked } from "../account/asked.ts";
import { dayOfInstant } from "../account/times.ts";
import { ServerFailure } from "../account/told.tsx";
import { instantOf } from "../day.ts";
import { dayText } from "../../i18n/language.ts";
import "../../look/coach.css";

const WORDS = {
  title: { en: "{name} suggests a plan", de: "{name} schlägt einen Plan vor" },
  what: {
    en: "For {goal}, {minutes} minutes a session, {ability}, from {start}.",
    de: "Für {goal}, {minutes} Minuten je Einheit, {ability}, ab {start}.",
  },
  rules: {
    en: "The weeks follow from it by the same rules as before, within what your answers allow.",
    de: "Die Wochen ergeben sich daraus nach denselben Regeln wie bisher, im Rahmen Ihrer Antworten.",
  },
  of: { en: "Suggested on {day}.", de: "Vorgeschlagen am {day}." },
  take: { en: "Take this plan", de: "Diesen Plan nehmen" },
  leave: { en: "Keep mine", de: "Meinen behalten" },
  taken: { en: "This is your plan now.", de: "Das ist jetzt Ihr Plan." },
  see: { en: "See the plan", de: "Plan ansehen" },
};

/** What waits for an answer; nothing where nothing waits or the server is not reached. */
export function Suggestions() {
  const [asked, again] = useAsked(() => server.suggestions());
  const isTaken = useSignal(false);
  if (asked.kind !== "told") return null;
  return (
    <>
      {isTaken.value && (
        <Card tone="strong">
          <p role="status">{say(WORDS.taken)}</p>
          <LinkButton href={hrefOf("plan")}>{say(WORDS.see)}</LinkButton>
        </Card>
      )}
      {asked.told.map((one) => (
        <One
          key={one.id}
          suggestion={one}
          onDone={async (taken) => {
            isTaken.value = taken;
            await again();
          }}
        />
      ))}
    </>
  );
}

function One(props: {
  readonly suggestion: Suggestion;
  readonly onDone: (isTaken: boolean) => Promise<void>;
}) {
  const { suggestion } = props;
  const { plan } = suggestion;
  const failed = useSignal<unknown>(null);
  async function decide(isTaken: boolean): Promise<void> {
    failed.value = null;
    try {
      // The plan first: an answer that gets lost is asked for again, a plan would not be.
      if (isTaken) await take(suggestion);
      await server.answer(suggestion.id, isTaken ? "accepted" : "declined");
      (await sync()).request();
      await props.onDone(isTaken);
    } catch (error) {
      failed.value = error;
    }
  }
  return (
    <Card tone="strong" title={say(WORDS.title, { name: suggestion.by_name })}>
      <p>
        {say(WORDS.what, {
          goal: say(PLAN.words.goals[plan.goal]),
          ability: say(PLAN.words.abilities[plan.ability]),
          minutes: plan.minutes,
          start: dayText(instantOf(plan.start)),
        })}
      </p>
      {suggestion.message !== "" && <blockquote class="evidence">{suggestion.message}</blockquote>}
      <p class="muted">
        {say(WORDS.rules)} {say(WORDS.of, { day: dayOfInstant(suggestion.made_at) })}
      </p>
      {failed.value !== null && <ServerFailure error={failed.value} />}
      <div class="stack">
        <Button icon="check" onClick={() => void decide(true)}>
          {say(WORDS.take)}
        </Button>
        <Button look="plain" onClick={() => void decide(false)}>
          {say(WORDS.leave)}
        </Button>
      </div>
    </Card>
  );
}

async function take(suggestion: Suggestion): Promise<void> {
  const kept = await store();
  const before = (await kept.heads("plan")).at(-1);
  await kept.put("plan", {
    plan: suggestion.plan,
    suggested_by: suggestion.by_name,
    ...(before === undefined ? {} : { replaces: before.id }),
  });
}
