/** My plan by e-mail: an address, confirmed once, and the letter on demand. */

import { useSignal } from "@preact/signals";

import { language, say } from "../../i18n/language.ts";
import { Button, Card } from "../../look/parts.tsx";
import type { MailAddress } from "../../sync/server.ts";
import { server, useAsked } from "../account/asked.ts";
import { Field, Form } from "../account/form.tsx";
import { NeedsAccount } from "../account/needs.tsx";
import { COMMON, ServerFailure } from "../account/told.tsx";
import { today } from "../day.ts";
import "../account/account.css";

const WORDS = {
  title: { en: "My plan by e-mail", de: "Mein Plan per E-Mail" },
  lead: {
    en: "The server sends the plan with its progress as a PDF, when you ask for it and not otherwise.",
    de: "Der Server sendet den Plan mit Verlauf als PDF, wenn Sie es verlangen, sonst nicht.",
  },
  open: {
    en: "E-mail is not sealed: the mail servers on the way can read it.",
    de: "E-Mail ist nicht verschlossen: Die Mailserver unterwegs können sie lesen.",
  },
  address: { en: "Your e-mail address", de: "Ihre E-Mail-Adresse" },
  ask: { en: "Send me a code", de: "Code senden" },
  sentTo: { en: "A code was sent to {address}.", de: "Ein Code ging an {address}." },
  code: { en: "Code from the letter", de: "Code aus dem Brief" },
  confirm: { en: "Confirm", de: "Bestätigen" },
  other: { en: "Another address", de: "Andere Adresse" },
  goes: { en: "Letters go to {address}.", de: "Briefe gehen an {address}." },
  send: { en: "Send my plan now", de: "Plan jetzt senden" },
  sent: { en: "Sent.", de: "Gesendet." },
  forget: { en: "Forget the address", de: "Adresse vergessen" },
};

/** The screen. */
export function Page() {
  return (
    <NeedsAccount title={WORDS.title} lead={WORDS.lead} alone>
      {() => <Mail />}
    </NeedsAccount>
  );
}

function Mail() {
  const [asked, again] = useAsked(() => server.mailAddress());
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.lead)}</p>
      <p class="muted">{say(WORDS.open)}</p>
      {asked.kind === "asking" && (
        <p class="muted" role="status">
          {say(COMMON.asking)}
        </p>
      )}
      {asked.kind === "failed" && <ServerFailure error={asked.error} />}
      {asked.kind === "told" && <Steps address={asked.told} again={again} />}
    </>
  );
}

function Steps({ address, again }: { readonly address: MailAddress; readonly again: () => Promise<void> }) {
  if (address.address === null) return <Ask again={again} />;
  if (address.confirmed_at === null) return <Confirm address={address.address} again={again} />;
  return <Send address={address.address} again={again} />;
}

function Ask({ again }: { readonly again: () => Promise<void> }) {
  const address = useSignal("");
  return (
    <Form
      label={say(WORDS.title)}
      button={say(WORDS.ask)}
      onSubmit={async () => {
        await server.nameAddress(address.value, language.value);
        await again();
      }}
    >
      <Field
        label={say(WORDS.address)}
        type="email"
        value={address.value}
        autocomplete="email"
        most={254}
        onInput={(value) => {
          address.value = value;
        }}
      />
    </Form>
  );
}

function Confirm(props: { readonly address: string; readonly again: () => Promise<void> }) {
  const code = useSignal("");
  return (
    <>
      <p role="status">{say(WORDS.sentTo, { address: props.address })}</p>
      <Form
        label={say(WORDS.confirm)}
        button={say(WORDS.confirm)}
        onSubmit={async () => {
          await server.confirmAddress(code.value);
          await props.again();
        }}
      >
        <Field
          label={say(WORDS.code)}
          value={code.value}
          autocomplete="one-time-code"
          most={40}
          isCode
          onInput={(value) => {
            code.value = value;
          }}
        />
      </Form>
      <Forget label={say(WORDS.other)} again={props.again} />
    </>
  );
}

function Send(props: { readonly address: string; readonly again: () => Promise<void> }) {
  const isSent = useSignal(false);
  return (
    <>
      <Card>
        <p>{say(WORDS.goes, { address: props.address })}</p>
        {isSent.value && <p role="status">{say(WORDS.sent)}</p>}
      </Card>
      <Form
        label={say(WORDS.send)}
        button={say(WORDS.send)}
        onSubmit={async () => {
          isSent.value = false;
          await server.sendPlan(language.value, today.value);
          isSent.value = true;
        }}
      />
      <Forget label={say(WORDS.forget)} again={props.again} />
    </>
  );
}

function Forget({ label, again }: { readonly label: string; readonly again: () => Promise<void> }) {
  return (
    <div class="account-more">
      <Button look="plain" onClick={() => void server.forgetAddress().then(again)}>
        {label}
      </Button>
    </div>
  );
}
