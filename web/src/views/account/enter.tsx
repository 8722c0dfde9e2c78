/** Signing in, and making an account. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, LinkButton } from "../../look/parts.tsx";
import { go, hrefOf } from "../../router.ts";
import type { Health } from "../../sync/server.ts";
import { server, signedInOrOut } from "./asked.ts";
import { Field, Form } from "./form.tsx";
import { hasPasskeys, signInWithPasskey } from "./passkey.ts";
import { ServerFailure } from "./told.tsx";

const WORDS = {
  signIn: { en: "Sign in", de: "Anmelden" },
  why: {
    en: "The app works without. With an account the server keeps a copy, other devices of yours see the same, and you can share with a physiotherapist.",
    de: "Die App geht auch ohne. Mit einem Konto bewahrt der Server eine Kopie auf, Ihre anderen Geräte sehen dasselbe, und Sie können Daten für eine Physiotherapie freigeben.",
  },
  name: { en: "Name", de: "Name" },
  password: { en: "Password", de: "Passwort" },
  passkey: { en: "With a passkey", de: "Mit Passkey" },
  make: { en: "Make an account", de: "Konto anlegen" },
  nameHint: {
    en: "Any name; whoever you share with sees it.",
    de: "Ein beliebiger Name; er ist für die sichtbar, denen Sie etwas freigeben.",
  },
  passwordHint: {
    en: "At least 12 characters. Some words that do not belong together are good.",
    de: "Mindestens 12 Zeichen. Gut sind ein paar Wörter, die nicht zusammengehören.",
  },
  invitation: { en: "Invitation code", de: "Einladungscode" },
  invitationHint: { en: "From whoever runs the server.", de: "Von der Person, die den Server betreibt." },
  closed: {
    en: "This server takes no new accounts.",
    de: "Dieser Server nimmt keine neuen Konten an.",
  },
  forgotten: {
    en: "There is no way back in without the password or a passkey: the server sends no reset letters. Keep it in a password manager.",
    de: "Ohne Passwort oder Passkey führt kein Weg zurück ins Konto: Der Server sendet keine Briefe zum Zurücksetzen. Ein Passwortspeicher hilft.",
  },
};

/** Name and password, or a passkey. */
export function SignIn({ onDone }: { readonly onDone: () => Promise<void> }) {
  const name = useSignal("");
  const password = useSignal("");
  const failed = useSignal<unknown>(null);
  async function done(): Promise<void> {
    await signedInOrOut();
    await onDone();
  }
  async function byPasskey(): Promise<void> {
    failed.value = null;
    try {
      if ((await signInWithPasskey(server)) !== null) await done();
    } catch (error) {
      failed.value = error;
    }
  }
  return (
    <>
      <h1>{say(WORDS.signIn)}</h1>
      <p>{say(WORDS.why)}</p>
      <Form
        label={say(WORDS.signIn)}
        button={say(WORDS.signIn)}
        onSubmit={async () => {
          await server.signIn(name.value, password.value);
          await done();
        }}
      >
        <Field
          label={say(WORDS.name)}
          value={name.value}
          autocomplete="username webauthn"
          most={64}
          onInput={(value) => {
            name.value = value;
          }}
        />
        <Field
          label={say(WORDS.password)}
          type="password"
          value={password.value}
          autocomplete="current-password"
          most={128}
          onInput={(value) => {
            password.value = value;
          }}
        />
      </Form>
      <div class="stack account-more">
        {failed.value !== null && <ServerFailure error={failed.value} />}
        {hasPasskeys() && (
          <Button icon="phone" onClick={() => void byPasskey()}>
            {say(WORDS.passkey)}
          </Button>
        )}
        <LinkButton look="plain" href={hrefOf("account", "new")}>
          {say(WORDS.make)}
        </LinkButton>
      </div>
    </>
  );
}

/** A new account. */
export function Register(props: {
  readonly registration: Health["registration"];
  readonly onDone: () => Promise<void>;
}) {
  const name = useSignal("");
  const password = useSignal("");
  const invitation = useSignal("");
  const isInvited = props.registration === "invitation";
  if (props.registration === "closed") {
    return (
      <>
        <h1>{say(WORDS.make)}</h1>
        <p>{say(WORDS.closed)}</p>
      </>
    );
  }
  return (
    <>
      <h1>{say(WORDS.make)}</h1>
      <Form
        label={say(WORDS.make)}
        button={say(WORDS.make)}
        onSubmit={async () => {
          await server.register(name.value, password.value, isInvited ? invitation.value : null);
          await signedInOrOut();
          go(["account"], { replace: true });
          await props.onDone();
        }}
      >
        <Field
          label={say(WORDS.name)}
          hint={say(WORDS.nameHint)}
          value={name.value}
          autocomplete="username"
          most={64}
          onInput={(value) => {
            name.value = value;
          }}
        />
        <Field
          label={say(WORDS.password)}
          hint={say(WORDS.passwordHint)}
          type="password"
          value={password.value}
          autocomplete="new-password"
          least={12}
          most={128}
          onInput={(value) => {
            password.value = value;
          }}
        />
        {isInvited && (
          <Field
            label={say(WORDS.invitation)}
            hint={say(WORDS.invitationHint)}
            value={invitation.value}
            most={128}
            onInput={(value) => {
              invitation.value = value;
            }}
          />
        )}
      </Form>
      <p class="muted account-more">{say(WORDS.forgotten)}</p>
    </>
  );
}
