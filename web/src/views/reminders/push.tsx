/** Reminders while the app is closed: asked for here, sent by the person's own server. */

import { useSignal } from "@preact/signals";

import { language, say } from "../../i18n/language.ts";
import { Button, Card } from "../../look/parts.tsx";
import { settings } from "../../settings.ts";
import { RetrowalkError } from "../../errors.ts";
import { server, useAsked, whoIsHere } from "../account/asked.ts";
import { ServerFailure } from "../account/told.tsx";

const WORDS = {
  title: { en: "When the app is closed", de: "Wenn die App zu ist" },
  what: {
    en: "The server can remind this browser in the hours above, at most once every 45 minutes, not when you have just walked.",
    de: "Der Server kann diesen Browser in den Stunden oben erinnern, höchstens alle 45 Minuten, und nicht, wenn Sie gerade gegangen sind.",
  },
  maker: {
    en: "It goes through the push service of the browser's maker, which sees when, but not what.",
    de: "Das geht über den Dienst des Browser-Herstellers; er sieht, wann, aber nicht, was.",
  },
  on: { en: "Remind this browser", de: "Diesen Browser erinnern" },
  again: { en: "Take over new hours", de: "Neue Stunden übernehmen" },
  off: { en: "Remind no more", de: "Nicht mehr erinnern" },
  isOn: { en: "This browser is reminded.", de: "Dieser Browser wird erinnert." },
  blocked: {
    en: "Notifications are blocked in this browser. They can be allowed in its settings for this page.",
    de: "Mitteilungen sind in diesem Browser gesperrt. In seinen Einstellungen lassen sie sich für diese Seite erlauben.",
  },
  install: {
    en: "On an iPhone this works once the app is on the home screen.",
    de: "Auf dem iPhone geht das, sobald die App auf dem Home-Bildschirm liegt.",
  },
  failed: { en: "the browser does not take reminders", de: "der Browser nimmt keine Erinnerungen an" },
};

interface State {
  readonly key: string;
  readonly subscription: PushSubscription | null;
}

/** Whether this server and browser can remind at all; null where not. */
async function stateNow(): Promise<State | null> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return null;
  const me = await whoIsHere();
  if (me === null) return null;
  const worker = await navigator.serviceWorker.getRegistration();
  if (worker === undefined) return null;
  const key = await server.pushKey();
  return { key, subscription: await worker.pushManager.getSubscription() };
}

/** The card; nothing where the server does not remind or nobody is signed in. */
export function PushReminders() {
  const [asked, again] = useAsked(stateNow);
  const failed = useSignal<unknown>(null);
  if (asked.kind !== "told" || asked.told === null) return null;
  const { key, subscription } = asked.told;
  async function act(what: () => Promise<void>): Promise<void> {
    failed.value = null;
    try {
      await what();
      await again();
    } catch (error) {
      failed.value = error;
    }
  }
  return (
    <Card title={say(WORDS.title)}>
      <p>{say(WORDS.what)}</p>
      <p class="muted">{say(WORDS.maker)}</p>
      {subscription !== null && <p role="status">{say(WORDS.isOn)}</p>}
      {failed.value !== null && <ServerFailure error={failed.value} />}
      <div class="stack">
        <Button icon="bell" onClick={() => void act(() => switchOn(key))}>
          {say(subscription === null ? WORDS.on : WORDS.again)}
        </Button>
        {subscription !== null && (
          <Button look="plain" onClick={() => void act(() => switchOff(subscription))}>
            {say(WORDS.off)}
          </Button>
        )}
      </div>
      {subscription === null && <p class="muted">{say(WORDS.install)}</p>}
    </Card>
  );
}

async function switchOn(key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new RetrowalkError(say(WORDS.blocked));
  }
  const worker = await navigator.serviceWorker.ready;
  const made = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: key })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new RetrowalkError(`${say(WORDS.failed)} (${why})`);
    });
  const { endpoint, keys } = made.toJSON();
  if (endpoint === undefined || keys === undefined) throw new RetrowalkError(say(WORDS.failed));
  const { breaksFrom, breaksTo } = settings.value;
  await server.remind({
    endpoint,
    keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" },
    language: language.value,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    begin: breaksFrom,
    end: breaksTo,
  });
}

async function switchOff(subscription: PushSubscription): Promise<void> {
  await server.remindNoMore(subscription.endpoint);
  await subscription.unsubscribe();
}
