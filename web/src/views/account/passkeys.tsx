/** Passkeys of the account: added, listed, removed. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, Card } from "../../look/parts.tsx";
import { ServerError } from "../../sync/api.ts";
import { server, useAsked } from "./asked.ts";
import { Field, Form } from "./form.tsx";
import { addPasskey, hasPasskeys } from "./passkey.ts";
import { momentOf } from "./times.ts";
import { ServerFailure } from "./told.tsx";

const WORDS = {
  passkeys: { en: "Passkeys", de: "Passkeys" },
  passkeysWhy: {
    en: "Sign in with the phone's own lock instead of a password.",
    de: "Anmelden mit der Sperre des Telefons statt mit Passwort.",
  },
  addPasskey: { en: "Add a passkey", de: "Passkey hinzufügen" },
  thisDevice: { en: "Passkey of {day}", de: "Passkey vom {day}" },
  used_at: { en: "last used {at}", de: "zuletzt {at}" },
  never: { en: "not used yet", de: "noch nicht benutzt" },
  remove: { en: "Remove", de: "Entfernen" },
  confirm: {
    en: "Your password, once more: a passkey is another way in.",
    de: "Noch einmal Ihr Passwort: Ein Passkey ist ein weiterer Zugang.",
  },
  password: { en: "Password", de: "Passwort" },
  goOn: { en: "Go on", de: "Weiter" },
};

type Act = (password: string | null) => Promise<unknown>;

/** The card; nothing where this browser or address can have none. */
export function Passkeys() {
  const [asked, again] = useAsked(() => server.passkeys());
  const failed = useSignal<unknown>(null);
  // what waits for the password: the server asks for it some minutes after signing in
  const waits = useSignal<Act | null>(null);
  const password = useSignal("");
  async function act(what: Act): Promise<void> {
    failed.value = null;
    try {
      await what(null);
      await again();
    } catch (error) {
      if (error instanceof ServerError && error.where === "password") waits.value = what;
      else failed.value = error;
    }
  }
  if (!hasPasskeys() || asked.kind === "asking") return null;
  if (asked.kind === "failed") return <ServerFailure error={asked.error} />;
  const name = say(WORDS.thisDevice, { day: momentOf(new Date().toISOString()) });
  return (
    <Card title={say(WORDS.passkeys)}>
      <p>{say(WORDS.passkeysWhy)}</p>
      <ul class="list">
        {asked.told.map((one) => (
          <li key={one.id} class="between">
            <p>
              {one.name}
              <small>
                {one.used_at === null
                  ? say(WORDS.never)
                  : say(WORDS.used_at, { at: momentOf(one.used_at) })}
              </small>
            </p>
            <button
              type="button"
              class="plain"
              aria-label={`${say(WORDS.remove)}: ${one.name}`}
              onClick={() => void act((secret) => server.removePasskey(one.id, secret))}
            >
              {say(WORDS.remove)}
            </button>
          </li>
        ))}
      </ul>
      {failed.value !== null && <ServerFailure error={failed.value} />}
      {waits.value === null ? (
        <Button onClick={() => void act((secret) => addPasskey(server, name, secret))}>
          {say(WORDS.addPasskey)}
        </Button>
      ) : (
        <Form
          label={say(WORDS.passkeys)}
          button={say(WORDS.goOn)}
          look="second"
          onSubmit={async () => {
            await waits.value?.(password.value);
            password.value = "";
            waits.value = null;
            await again();
          }}
        >
          <Field
            label={say(WORDS.password)}
            hint={say(WORDS.confirm)}
            type="password"
            value={password.value}
            autocomplete="current-password"
            most={128}
            onInput={(value) => {
              password.value = value;
            }}
          />
        </Form>
      )}
    </Card>
  );
}
