/** What the exchange with the server is doing, in a sentence. */

import { RetrowalkError } from "../../errors.ts";
import { inOurWords } from "../../i18n/errors.ts";
import { numberText, say } from "../../i18n/language.ts";
import { Button, Fold } from "../../look/parts.tsx";
import { sync, syncState } from "../../sync/background.ts";
import type { Doing, SyncState } from "../../sync/sync.ts";
import { momentOf } from "./times.ts";
import { ServerFailure } from "./told.tsx";

const WORDS = {
  same: { en: "Phone and server hold the same, as of {at}.", de: "Telefon und Server haben denselben Stand, {at}." },
  begin: { en: "Not exchanged with the server yet.", de: "Noch nicht mit dem Server abgeglichen." },
  working: { en: "Exchanging with the server …", de: "Abgleich mit dem Server läuft …" },
  giving: { en: "Giving {done} of {of} records …", de: "{done} von {of} Einträgen übergeben …" },
  waiting: {
    en: "The server cannot be reached just now. Everything is kept on the phone and goes later by itself.",
    de: "Der Server ist gerade nicht erreichbar. Alles bleibt auf dem Telefon und geht später von selbst.",
  },
  signedOut: {
    en: "Nobody is signed in: what you do stays on this phone only.",
    de: "Niemand ist angemeldet: Was Sie tun, bleibt nur auf diesem Telefon.",
  },
  oldApp: {
    en: "This app is older than the server wants. Load it anew while the network is on; nothing is lost.",
    de: "Diese App ist älter, als der Server verlangt. Laden Sie sie mit Netz neu; nichts geht verloren.",
  },
  other: {
    en: "What is on this phone was exchanged as “{before}”, and now “{now}” is signed in. Nothing was mixed.",
    de: "Was auf diesem Telefon ist, wurde als „{before}“ abgeglichen, angemeldet ist nun „{now}“. Nichts wurde vermischt.",
  },
  nobody: { en: "one person without an account", de: "eine Person ohne Konto" },
  join: { en: "Join both", de: "Beides zusammenführen" },
  clock: {
    en: "This phone's clock is {minutes} minutes {way} the server's. Days of the plan follow the phone: set its clock.",
    de: "Die Uhr dieses Telefons geht gegenüber dem Server {minutes} Minuten {way}. Die Tage im Plan folgen dem Telefon: Stellen Sie die Uhr.",
  },
  behind: { en: "behind", de: "nach" },
  ahead: { en: "ahead of", de: "vor" },
  now: { en: "Exchange now", de: "Jetzt abgleichen" },
  refused: { en: "{count} records stay where they are", de: "{count} Einträge bleiben, wo sie sind" },
};

/** The state, and a button. */
export function Exchange() {
  const state = syncState.value;
  if (state === null) return null;
  const isStopped = ["signedOut", "oldApp", "otherAccount", "working"].includes(state.doing.kind);
  return (
    <>
      <p role="status">{sentence(state)}</p>
      {state.doing.kind === "otherAccount" && (
        <Button onClick={() => void sync().then((one) => one.join())}>{say(WORDS.join)}</Button>
      )}
      {state.doing.kind === "broken" && <ServerFailure error={state.doing.why} />}
      {state.clockBehindS !== null && <p class="card warn">{clockSentence(state.clockBehindS)}</p>}
      {state.refused.length > 0 && (
        <Fold title={say(WORDS.refused, { count: state.refused.length })}>
          <ul>
            {state.refused.map(({ id, why }) => (
              <li key={id}>{whatOf(why)}</li>
            ))}
          </ul>
        </Fold>
      )}
      {!isStopped && (
        <Button onClick={() => void sync().then((one) => one.request({ now: true }))}>
          {say(WORDS.now)}
        </Button>
      )}
    </>
  );
}

function whatOf(error: unknown): string {
  const ours = error instanceof RetrowalkError ? inOurWords(error) : error;
  return ours instanceof Error ? ours.message : String(ours);
}

function sentence(state: SyncState): string {
  const { doing, lastAt } = state;
  const rest =
    lastAt === null ? say(WORDS.begin) : say(WORDS.same, { at: momentOf(lastAt.toISOString()) });
  return doingText(doing) ?? rest;
}

function doingText(doing: Doing): string | null {
  switch (doing.kind) {
    case "working":
      return doing.of === 0
        ? say(WORDS.working)
        : say(WORDS.giving, { done: doing.done, of: doing.of });
    case "waiting":
      return say(WORDS.waiting);
    case "signedOut":
      return say(WORDS.signedOut);
    case "oldApp":
      return say(WORDS.oldApp);
    case "otherAccount":
      return say(WORDS.other, {
        before: doing.before ?? say(WORDS.nobody),
        now: doing.now ?? say(WORDS.nobody),
      });
    case "broken":
    case "resting":
      return null;
  }
}

function clockSentence(behindS: number): string {
  return say(WORDS.clock, {
    minutes: numberText(Math.round(Math.abs(behindS) / 60)),
    way: say(behindS > 0 ? WORDS.behind : WORDS.ahead),
  });
}
