/** A new share: what, from when, until when, with whom; then its code, shown once. */

import { useSignal } from "@preact/signals";

import { plusDays } from "../../coach/dates.ts";
import { language, say } from "../../i18n/language.ts";
import { Card, Choice, LinkButton, Toggle } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { SHARED_KINDS, type MadeShare, type SharedKind } from "../../sync/server.ts";
import { server } from "../account/asked.ts";
import { Field, Form } from "../account/form.tsx";
import { today } from "../day.ts";
import { KIND_HINTS, KIND_NAMES } from "./words.ts";

const WORDS = {
  title: { en: "Share something", de: "Etwas freigeben" },
  what: { en: "What?", de: "Was?" },
  nothing: { en: "Choose at least one.", de: "Wählen Sie mindestens eines." },
  from: { en: "From when on?", de: "Ab wann?" },
  all: { en: "everything so far, and what comes", de: "alles bisher und was kommt" },
  month: { en: "the last four weeks, and what comes", de: "die letzten vier Wochen und was kommt" },
  today: { en: "only what comes from today", de: "nur, was ab heute kommt" },
  inForce: {
    en: "The plan that holds is shown with it, even if it is older.",
    de: "Der geltende Plan wird mitgezeigt, auch wenn er älter ist.",
  },
  until: { en: "Until when?", de: "Bis wann?" },
  until_hint: { en: "The last day on which anything can be seen.", de: "Der letzte Tag, an dem etwas zu sehen ist." },
  who: { en: "With whom? (your own words)", de: "Mit wem? (in Ihren Worten)" },
  who_hint: { en: "Such as the name of the practice.", de: "Zum Beispiel der Name der Praxis." },
  how: { en: "How do they get the code?", de: "Wie kommt der Code dorthin?" },
  self: { en: "I give it myself", de: "Ich gebe ihn selbst weiter" },
  mail: { en: "by e-mail", de: "per E-Mail" },
  address: { en: "Their e-mail address", de: "E-Mail-Adresse der Praxis" },
  make: { en: "Share", de: "Freigeben" },
  made: { en: "The code", de: "Der Code" },
  once: {
    en: "It opens your share once, within seven days. Whoever enters it first has it, so give it to the right person. It is not shown again.",
    de: "Er öffnet Ihre Freigabe einmal, innerhalb von sieben Tagen. Wer ihn zuerst eingibt, hat sie; geben Sie ihn also nur der richtigen Person. Er wird nicht noch einmal gezeigt.",
  },
  where: {
    en: "They sign in on the same server, choose More, Patients, and enter it.",
    de: "Dort meldet man sich am selben Server an, wählt Mehr, Patienten und gibt ihn ein.",
  },
  sent: { en: "The code was sent by e-mail.", de: "Der Code wurde per E-Mail gesendet." },
  done: { en: "To my shares", de: "Zu meinen Freigaben" },
};

type Begin = "all" | "month" | "today";

/** Local midnight of a day as an instant. */
function midnight(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** The form, then the code. */
export function New() {
  const kinds = useSignal<ReadonlySet<SharedKind>>(new Set(["plan", "log", "result"]));
  const begin = useSignal<Begin>("all");
  const until = useSignal(plusDays(today.value, 90));
  const label = useSignal("");
  const way = useSignal<"self" | "mail">("self");
  const address = useSignal("");
  const made = useSignal<MadeShare | null>(null);
  if (made.value !== null) return <Code made={made.value} />;
  async function share(): Promise<void> {
    const from =
      begin.value === "all"
        ? null
        : midnight(begin.value === "today" ? today.value : plusDays(today.value, -28));
    made.value = await server.makeShare({
      label: label.value,
      kinds: SHARED_KINDS.filter((kind) => kinds.value.has(kind)),
      data_from: from,
      data_to: null,
      ends_at: midnight(plusDays(until.value, 1)),
      email: way.value === "mail" ? address.value : null,
      language: language.value,
    });
  }
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <Form
        label={say(WORDS.title)}
        button={say(WORDS.make)}
        onSubmit={async () => {
          if (kinds.value.size > 0) await share();
        }}
      >
        <fieldset class="choice">
          <legend>{say(WORDS.what)}</legend>
          {SHARED_KINDS.map((kind) => (
            <Toggle
              key={kind}
              label={say(KIND_NAMES[kind])}
              hint={say(KIND_HINTS[kind])}
              checked={kinds.value.has(kind)}
              onChange={(isChosen) => {
                const next = new Set(kinds.value);
                if (isChosen) next.add(kind);
                else next.delete(kind);
                kinds.value = next;
              }}
            />
          ))}
          {kinds.value.size === 0 && <p role="alert">{say(WORDS.nothing)}</p>}
        </fieldset>
        <Choice<Begin>
          legend={say(WORDS.from)}
          value={begin.value}
          options={[
            { value: "all", label: say(WORDS.all) },
            { value: "month", label: say(WORDS.month) },
            { value: "today", label: say(WORDS.today) },
          ]}
          onChange={(one) => {
            begin.value = one;
          }}
        />
        {begin.value !== "all" && kinds.value.has("plan") && (
          <p class="muted">{say(WORDS.inForce)}</p>
        )}
        <Field
          label={say(WORDS.until)}
          hint={say(WORDS.until_hint)}
          type="date"
          value={until.value}
          min={today.value}
          max={plusDays(today.value, 365)}
          onInput={(value) => {
            until.value = value;
          }}
        />
        <Field
          label={say(WORDS.who)}
          hint={say(WORDS.who_hint)}
          value={label.value}
          most={64}
          onInput={(value) => {
            label.value = value;
          }}
        />
        <Choice<"self" | "mail">
          legend={say(WORDS.how)}
          value={way.value}
          options={[
            { value: "self", label: say(WORDS.self) },
            { value: "mail", label: say(WORDS.mail) },
          ]}
          onChange={(one) => {
            way.value = one;
          }}
        />
        {way.value === "mail" && (
          <Field
            label={say(WORDS.address)}
            type="email"
            value={address.value}
            autocomplete="off"
            most={254}
            onInput={(value) => {
              address.value = value;
            }}
          />
        )}
      </Form>
    </>
  );
}

function Code({ made }: { readonly made: MadeShare }) {
  return (
    <>
      <h1>{say(WORDS.made)}</h1>
      <Card tone="strong">
        <code class="code">{made.code}</code>
        <p>{say(WORDS.once)}</p>
        <p>{say(WORDS.where)}</p>
        {made.link !== null && (
          <p>
            <code>{made.link}</code>
          </p>
        )}
        {made.sent && <p role="status">{say(WORDS.sent)}</p>}
      </Card>
      <LinkButton href={hrefOf("share")}>{say(WORDS.done)}</LinkButton>
    </>
  );
}
