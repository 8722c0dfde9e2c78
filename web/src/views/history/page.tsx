/** What was done: trends, walks with their ribbons, and one of them. */

import { useSignal } from "@preact/signals";

import { dayText, clockText, durationText, say } from "../../i18n/language.ts";
import { Button, LinkButton } from "../../look/parts.tsx";
import { hrefOf, type PageProps } from "../../router.ts";
import type { WalkContent } from "../../session/result.ts";
import { useLoaded, type Kept } from "../kept.ts";
import { Ribbon } from "../ribbon.tsx";
import { Gate } from "../screening/gate.tsx";
import { One } from "./one.tsx";
import { useWalks } from "./walks.ts";
import { startOf, stepsText } from "./words.ts";
import "../../look/coach.css";

const WORDS = {
  title: { en: "History", de: "Verlauf" },
  none: {
    en: "No walk is kept yet. After the first one its picture is here.",
    de: "Noch ist kein Gang aufgezeichnet. Nach dem ersten steht hier sein Bild.",
  },
  start: { en: "Start", de: "Starten" },
  walks: { en: "Walks", de: "Gänge" },
  more: { en: "Show earlier ones", de: "Frühere zeigen" },
  add: { en: "Add a file recorded elsewhere", de: "Eine anderswo aufgezeichnete Datei hinzufügen" },
};

/** Walks in the list at first, and more with each press. */
const SHOWN = 20;

/** The screen: `history`, `history/ID`. */
export function Page({ rest }: PageProps) {
  const walks = useWalks();
  const shown = useSignal(SHOWN);
  const trends = useLoaded(() => import("./trends.tsx"));
  if (walks === null) return null;
  const asked = walks.find(({ head }) => head.id === rest[0]);
  if (asked !== undefined) return <One key={asked.head.id} kept={asked} />;
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      {walks.length === 0 ? (
        <>
          <p>{say(WORDS.none)}</p>
          <Gate>
            <p>
              <LinkButton look="main" icon="start" href={hrefOf("walk")}>
                {say(WORDS.start)}
              </LinkButton>
            </p>
          </Gate>
        </>
      ) : (
        <>
          {trends !== null && <trends.Trends walks={[...walks].reverse()} />}
          <h2>{say(WORDS.walks)}</h2>
          <ul class="list walks">
            {walks.slice(0, shown.value).map((kept) => (
              <Line key={kept.head.id} kept={kept} />
            ))}
          </ul>
          {walks.length > shown.value && (
            <p>
              <Button onClick={() => (shown.value += SHOWN)}>{say(WORDS.more)}</Button>
            </p>
          )}
        </>
      )}
      <p>
        <LinkButton look="plain" icon="plus" href={hrefOf("data")}>
          {say(WORDS.add)}
        </LinkButton>
      </p>
    </>
  );
}

function Line({ kept }: { readonly kept: Kept<WalkContent> }) {
  const { walk } = kept.content;
  const at = startOf(kept);
  return (
    <li>
      <a href={hrefOf("history", kept.head.id)}>
        <span class="grow">
          {dayText(at)}, {clockText(at)}
          <small>
            {stepsText(walk)} · {durationText(walk.recording.duration_s)} min
          </small>
          <Ribbon walk={walk} small />
        </span>
      </a>
    </li>
  );
}
