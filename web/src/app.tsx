/** The frame of every screen: head, the screen itself, and the bar at the bottom. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { language, say } from "./i18n/language.ts";
import { Icon, type IconName } from "./look/icons.tsx";
import { Failure } from "./look/parts.tsx";
import { address, hrefOf, type PageProps, type Route } from "./router.ts";
import { settings } from "./settings.ts";
import { update } from "./updates.ts";
import { ROUTES } from "./views/routes.ts";

const WORDS = {
  skip: { en: "To the content", de: "Zum Inhalt" },
  bar: { en: "Main areas", de: "Hauptbereiche" },
  today: { en: "Today", de: "Heute" },
  exercises: { en: "Exercises", de: "Übungen" },
  history: { en: "History", de: "Verlauf" },
  more: { en: "More", de: "Mehr" },
  back: { en: "Back", de: "Zurück" },
  loading: { en: "One moment …", de: "Einen Moment …" },
  update: { en: "A newer version is ready.", de: "Eine neuere Version ist bereit." },
  take: { en: "Use it", de: "Verwenden" },
};

const TABS: readonly { readonly path: string; readonly icon: IconName; readonly word: keyof typeof WORDS }[] = [
  { path: "home", icon: "today", word: "today" },
  { path: "exercises", icon: "exercises", word: "exercises" },
  { path: "history", icon: "history", word: "history" },
  { path: "more", icon: "more", word: "more" },
];

/** The route of an address; an unknown one is home. */
export function routeOf(path: string | undefined): Route {
  return ROUTES.find((route) => route.path === path) ?? (ROUTES[0] as Route);
}

/** Everything that is seen. */
export function App() {
  const route = routeOf(address.value[0]);
  useSignalEffect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dataset["theme"] = settings.value.theme;
    const title = say(routeOf(address.value[0]).title);
    document.title = title === "Retrowalk" ? title : `${title} · Retrowalk`;
  });
  if (route.whole === true) return <Screen route={route} />;
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {say(WORDS.skip)}
      </a>
      <Head route={route} />
      <Screen route={route} />
      <Bar current={route.tab ?? route.path} />
    </>
  );
}

function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Head({ route }: { readonly route: Route }) {
  const isTab = TABS.some(({ path }) => path === route.path) && address.value.length < 2;
  return (
    <header class="head">
      {!isTab && (
        <button type="button" class="plain icon-only" aria-label={say(WORDS.back)} onClick={back}>
          <Icon name="back" />
        </button>
      )}
      <p class="head-title">{say(route.title)}</p>
      {update.value !== null && (
        <button type="button" class="plain" onClick={update.value}>
          {say(WORDS.update)} {say(WORDS.take)}
        </button>
      )}
    </header>
  );
}

function back(): void {
  if (history.length > 1) history.back();
  else location.hash = hrefOf("home");
}

function Bar({ current }: { readonly current: string }) {
  return (
    <nav class="bar" aria-label={say(WORDS.bar)}>
      {TABS.map(({ path, icon, word }) => (
        <a
          key={path}
          href={hrefOf(path)}
          {...(path === current ? { "aria-current": "page" as const } : {})}
        >
          <Icon name={icon} />
          <span>{say(WORDS[word])}</span>
        </a>
      ))}
    </nav>
  );
}

/** The screen of a route, loaded; the keyboard's focus goes to it when it changes. */
function Screen({ route }: { readonly route: Route }) {
  const page = useSignal<{ readonly route: Route; readonly Page: ComponentType<PageProps> } | null>(
    null,
  );
  const failed = useSignal<unknown>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    let isMeant = true;
    failed.value = null;
    route.load().then(
      ({ Page }) => {
        if (isMeant) page.value = { route, Page };
      },
      (error: unknown) => {
        if (isMeant) failed.value = error;
      },
    );
    return () => {
      isMeant = false;
    };
  }, [route]);
  const where = address.value.join("/");
  const isThere = page.value?.route === route;
  useEffect(() => {
    if (!isThere) return;
    scrollTo(0, 0);
    if (!isFirst.current) document.getElementById("content")?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [where, isThere]);
  const Page = page.value?.Page;
  return (
    <main id="content" tabIndex={-1} class={route.whole === true ? "whole" : "page"}>
      {failed.value !== null ? (
        <Failure error={failed.value} />
      ) : isThere && Page !== undefined ? (
        <Page rest={address.value.slice(1)} />
      ) : (
        <p class="muted" role="status">
          {say(WORDS.loading)}
        </p>
      )}
    </main>
  );
}
