/** The account: who is signed in, what the exchange does, passkeys, sessions, the way out. */

import { useSignal } from "@preact/signals";

import { numberText, say } from "../../i18n/language.ts";
import { Button, Card, Fold } from "../../look/parts.tsx";
import type { PageProps } from "../../router.ts";
import { BASE, type Me } from "../../sync/api.ts";
import { server, signedInOrOut, useAsked, whoIsHere } from "./asked.ts";
import { Register, SignIn } from "./enter.tsx";
import { Exchange } from "./exchange.tsx";
import { Field, Form } from "./form.tsx";
import { Passkeys } from "./passkeys.tsx";
import { momentOf } from "./times.ts";
import { COMMON, ServerFailure } from "./told.tsx";
import "./account.css";

const WORDS = {
  title: { en: "Account", de: "Konto" },
  local: {
    en: "This server runs for you alone, on your own machine: there is nothing to sign in to.",
    de: "Dieser Server läuft für Sie allein auf Ihrem eigenen Rechner: Es gibt nichts anzumelden.",
  },
  noServer: {
    en: "The app works without the server; everything is on this phone.",
    de: "Die App geht auch ohne Server; alles ist auf diesem Telefon.",
  },
  signedIn: { en: "Signed in as {name}", de: "Angemeldet als {name}" },
  used: { en: "{mib} MiB are kept on the server.", de: "{mib} MiB liegen auf dem Server." },
  exchange: { en: "Phone and server", de: "Telefon und Server" },
  sessions: { en: "Signed-in browsers", de: "Angemeldete Browser" },
  current: { en: "this one", de: "dieser" },
  seen: { en: "last used {at}", de: "zuletzt {at}" },
  end: { en: "Sign out", de: "Abmelden" },
  endOther: { en: "Sign this browser out", de: "Diesen Browser abmelden" },
  password: { en: "Change the password", de: "Passwort ändern" },
  oldPassword: { en: "Old password", de: "Altes Passwort" },
  newPassword: { en: "New password", de: "Neues Passwort" },
  changed: {
    en: "The password is changed; all other browsers are signed out.",
    de: "Das Passwort ist geändert; alle anderen Browser sind abgemeldet.",
  },
  export: { en: "Save everything from the server", de: "Alles vom Server sichern" },
  delete: { en: "Delete the account", de: "Konto löschen" },
  deleteWhat: {
    en: "Everything on the server goes at once: records, files, shares, passkeys. What is on this phone stays on it. It cannot be undone.",
    de: "Alles auf dem Server wird sofort gelöscht: Einträge, Dateien, Freigaben, Passkeys. Was auf diesem Telefon ist, bleibt dort. Es lässt sich nicht rückgängig machen.",
  },
  yourPassword: { en: "Your password", de: "Ihr Passwort" },
};

/** The screen: `account`, `account/new`. */
export function Page({ rest }: PageProps) {
  const [asked, again] = useAsked(async () => ({
    me: await whoIsHere(),
    health: await server.health(),
  }));
  if (asked.kind === "asking") {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <p class="muted" role="status">
          {say(COMMON.asking)}
        </p>
      </>
    );
  }
  if (asked.kind === "failed") {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <p>{say(WORDS.noServer)}</p>
        <ServerFailure error={asked.error} />
      </>
    );
  }
  const { me, health } = asked.told;
  if (me === null) {
    return rest[0] === "new" ? (
      <Register registration={health.registration} onDone={again} />
    ) : (
      <SignIn onDone={again} />
    );
  }
  return <SignedIn me={me} again={again} />;
}

function SignedIn({ me, again }: { readonly me: Me; readonly again: () => Promise<void> }) {
  const isLocal = me.mode === "local";
  return (
    <>
      <h1>{isLocal ? say(WORDS.title) : say(WORDS.signedIn, { name: me.name ?? "" })}</h1>
      {isLocal && <p>{say(WORDS.local)}</p>}
      <Card title={say(WORDS.exchange)}>
        <Exchange />
        {me.used_bytes !== undefined && (
          <p class="muted account-more">
            {say(WORDS.used, { mib: numberText(me.used_bytes / 2 ** 20, 1) })}
          </p>
        )}
      </Card>
      {!isLocal && <Passkeys />}
      {!isLocal && <Sessions />}
      {!isLocal && <Password />}
      <div class="stack">
        <a class="button second" href={`${BASE}/export`} download>
          {say(WORDS.export)}
        </a>
        {!isLocal && (
          <Button
            onClick={() =>
              void server
                .signOut()
                .catch(() => undefined)
                .then(signedInOrOut)
                .then(again)
            }
          >
            {say(WORDS.end)}
          </Button>
        )}
      </div>
      {!isLocal && <Delete again={again} />}
    </>
  );
}

function Sessions() {
  const [asked, again] = useAsked(() => server.sessions());
  if (asked.kind === "asking") return null;
  if (asked.kind === "failed") return <ServerFailure error={asked.error} />;
  return (
    <Card title={say(WORDS.sessions)}>
      <ul class="list">
        {asked.told.map((one) => (
          <li key={one.id} class="between">
            <p>
              {browserOf(one.agent)}
              {one.current && ` (${say(WORDS.current)})`}
              <small>{say(WORDS.seen, { at: momentOf(one.seen_at) })}</small>
            </p>
            {!one.current && (
              <button
                type="button"
                class="plain"
                aria-label={`${say(WORDS.endOther)}: ${browserOf(one.agent)}`}
                onClick={() => void server.endSession(one.id).then(again)}
              >
                {say(WORDS.end)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a browser calls itself, in two words. */
export function browserOf(agent: string): string {
  const browser = /(Firefox|Edg|SamsungBrowser|Chrome|Safari)\//.exec(agent)?.[1] ?? "Browser";
  const system = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(agent)?.[1];
  const name = browser === "Edg" ? "Edge" : browser;
  return system === undefined ? name : `${name}, ${system.replace(" OS X", "")}`;
}

function Password() {
  const current = useSignal("");
  const next = useSignal("");
  const isChanged = useSignal(false);
  return (
    <Fold title={say(WORDS.password)}>
      {isChanged.value && <p role="status">{say(WORDS.changed)}</p>}
      <Form
        label={say(WORDS.password)}
        button={say(WORDS.password)}
        look="second"
        onSubmit={async () => {
          await server.changePassword(current.value, next.value);
          current.value = next.value = "";
          isChanged.value = true;
        }}
      >
        <Field
          label={say(WORDS.oldPassword)}
          type="password"
          value={current.value}
          autocomplete="current-password"
          most={128}
          onInput={(value) => {
            current.value = value;
          }}
        />
        <Field
          label={say(WORDS.newPassword)}
          type="password"
          value={next.value}
          autocomplete="new-password"
          least={12}
          most={128}
          onInput={(value) => {
            next.value = value;
          }}
        />
      </Form>
    </Fold>
  );
}

function Delete({ again }: { readonly again: () => Promise<void> }) {
  const password = useSignal("");
  return (
    <Fold title={say(WORDS.delete)}>
      <p>{say(WORDS.deleteWhat)}</p>
      <Form
        label={say(WORDS.delete)}
        button={say(WORDS.delete)}
        look="danger"
        onSubmit={async () => {
          await server.deleteAccount(password.value);
          await signedInOrOut();
          await again();
        }}
      >
        <Field
          label={say(WORDS.yourPassword)}
          type="password"
          value={password.value}
          autocomplete="current-password"
          most={128}
          onInput={(value) => {
            password.value = value;
          }}
        />
      </Form>
    </Fold>
  );
}
