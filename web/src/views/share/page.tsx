/** Sharing: to whom what is open, who looked, stop; suggestions that came of it. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { Button, Card, LinkButton } from "../../look/parts.tsx";
import { hrefOf, type PageProps } from "../../router.ts";
import type { Share } from "../../sync/server.ts";
import { server, useAsked } from "../account/asked.ts";
import { NeedsAccount } from "../account/needs.tsx";
import { dayOfInstant, momentOf } from "../account/times.ts";
import { COMMON, ServerFailure } from "../account/told.tsx";
import { New } from "./new.tsx";
import { Suggestions } from "./suggestions.tsx";
import { KIND_NAMES, STATE_NAMES, viewName } from "./words.ts";
import "../account/account.css";
import "../../look/coach.css";

const WORDS = {
  title: { en: "Share", de: "Freigeben" },
  lead: {
    en: "Show a physiotherapist what you choose, for as long as you choose. You see each time somebody looks, and can stop at any moment.",
    de: "Zeigen Sie einer Physiotherapie, was Sie auswählen, so lange Sie wollen. Sie sehen jede Einsicht und können jederzeit aufhören.",
  },
  new: { en: "Share something", de: "Etwas freigeben" },
  none: { en: "Nothing is shared.", de: "Nichts ist freigegeben." },
  with: { en: "with {name}", de: "mit {name}" },
  until: { en: "until {day}", de: "bis {day}" },
  range: { en: "data from {from} to {to}", de: "Daten von {from} bis {to}" },
  beginning: { en: "the beginning", de: "Beginn" },
  now: { en: "the end", de: "Ende" },
  looked: { en: "looked at {count} times, last {at}", de: "{count} Mal angesehen, zuletzt {at}" },
  neverLooked: { en: "nobody has looked yet", de: "noch nicht angesehen" },
  who: { en: "Who looked", de: "Wer hat hineingesehen" },
  noLooks: { en: "Nobody has looked.", de: "Niemand hat hineingesehen." },
  stop: { en: "Stop sharing", de: "Freigabe beenden" },
  stopped: {
    en: "Ended. Nothing of it can be seen any more; what was looked at before may be remembered or noted elsewhere.",
    de: "Beendet. Davon ist nichts mehr zu sehen; was vorher angesehen wurde, kann jemand behalten oder notiert haben.",
  },
};

/** The screen: `share`, `share/new`, `share/<id>`. */
export function Page({ rest }: PageProps) {
  const [what] = rest;
  return (
    <NeedsAccount title={WORDS.title} lead={WORDS.lead}>
      {() => (what === "new" ? <New /> : what === undefined ? <All /> : <One id={what} />)}
    </NeedsAccount>
  );
}

function All() {
  const [asked] = useAsked(() => server.shares());
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.lead)}</p>
      <Suggestions />
      <LinkButton look="main" icon="share" href={hrefOf("share", "new")}>
        {say(WORDS.new)}
      </LinkButton>
      <div class="account-more">
        {asked.kind === "asking" && (
          <p class="muted" role="status">
            {say(COMMON.asking)}
          </p>
        )}
        {asked.kind === "failed" && <ServerFailure error={asked.error} />}
        {asked.kind === "told" && asked.told.length === 0 && (
          <p class="muted">{say(WORDS.none)}</p>
        )}
        {asked.kind === "told" && (
          <ul class="list">
            {asked.told.map((share) => (
              <li key={share.id}>
                <a href={hrefOf("share", share.id)}>
                  <span>
                    {share.label} <State share={share} />
                    <small>{summary(share)}</small>
                    <small>{looks(share)}</small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function State({ share }: { readonly share: Share }) {
  return <span class={`state ${share.state}`}>{say(STATE_NAMES[share.state])}</span>;
}

function summary(share: Share): string {
  return [
    share.kinds.map((kind) => say(KIND_NAMES[kind])).join(", "),
    ...(share.with_name === null ? [] : [say(WORDS.with, { name: share.with_name })]),
    say(WORDS.until, { day: dayOfInstant(share.ends_at) }),
  ].join(" · ");
}

function looks(share: Share): string {
  return share.last_view_at === null
    ? say(WORDS.neverLooked)
    : say(WORDS.looked, { count: share.views, at: momentOf(share.last_view_at) });
}

function One({ id }: { readonly id: string }) {
  const [asked, again] = useAsked(
    async () => ({
      share: (await server.shares()).find((share) => share.id === id) ?? null,
      views: await server.views(id),
    }),
    id,
  );
  const failed = useSignal<unknown>(null);
  if (asked.kind === "asking") return <p role="status">{say(COMMON.asking)}</p>;
  if (asked.kind === "failed") return <ServerFailure error={asked.error} />;
  const { share, views } = asked.told;
  if (share === null) return null;
  async function stop(): Promise<void> {
    failed.value = null;
    try {
      await server.endShare(id);
      await again();
    } catch (error) {
      failed.value = error;
    }
  }
  const isOver = share.state === "ended" || share.state === "expired" || share.state === "lapsed";
  return (
    <>
      <h1>{share.label}</h1>
      <p>
        <State share={share} />
      </p>
      <p>{summary(share)}</p>
      {(share.data_from !== null || share.data_to !== null) && (
        <p class="muted">
          {say(WORDS.range, {
            from: share.data_from === null ? say(WORDS.beginning) : dayOfInstant(share.data_from),
            to: share.data_to === null ? say(WORDS.now) : dayOfInstant(share.data_to),
          })}
        </p>
      )}
      {share.state === "ended" && <p role="status">{say(WORDS.stopped)}</p>}
      {failed.value !== null && <ServerFailure error={failed.value} />}
      {!isOver && (
        <Button look="danger" icon="stop" onClick={() => void stop()}>
          {say(WORDS.stop)}
        </Button>
      )}
      <div class="account-more">
        <Card title={say(WORDS.who)}>
          {views.length === 0 ? (
            <p class="muted">{say(WORDS.noLooks)}</p>
          ) : (
            <ul class="list">
              {views.map((view, at) => {
                const { phrase, kind } = viewName(view.what);
                return (
                  <li key={`${view.at} ${at}`} class="between">
                    <p>
                      {view.viewer}
                      <small>
                        {momentOf(view.at)} ·{" "}
                        {say(phrase, { kind: kind === null ? "" : say(kind) })}
                      </small>
                    </p>
                  </li>
                );
              })}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}
