/** What was done: trends, walks with their ribbons, and one of them. */

import { dayText, clockText, durationText, say } from "../../i18n/language.ts";
import { LinkButton } from "../../look/parts.tsx";
import { hrefOf, type PageProps } from "../../router.ts";
import type { WalkContent } from "../../session/result.ts";
import { useKept, useLoaded, type Kept } from "../kept.ts";
import { Ribbon } from "../ribbon.tsx";
import { One } from "./one.tsx";
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
  add: { en: "Add a file recorded elsewhere", de: "Eine anderswo aufgezeichnete Datei hinzufügen" },
};

/** The screen: `history`, `history/ID`. */
export function Page({ rest }: PageProps) {
  const walks = useKept<WalkContent>("walk");
  const trends = useLoaded(() => import("./trends.tsx"));
  if (walks === null) return null;
  const sorted = [...walks].sort((a, b) => startOf(b).getTime() - startOf(a).getTime());
  const asked = sorted.find(({ head }) => head.id === rest[0]);
  if (asked !== undefined) return <One key={asked.head.id} kept={asked} />;
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      {sorted.length === 0 ? (
        <>
          <p>{say(WORDS.none)}</p>
          <p>
            <LinkButton look="main" icon="start" href={hrefOf("walk")}>
              {say(WORDS.start)}
            </LinkButton>
          </p>
        </>
      ) : (
        <>
          {trends !== null && <trends.Trends walks={[...sorted].reverse()} />}
          <h2>{say(WORDS.walks)}</h2>
          <ul class="list walks">
            {sorted.map((kept) => (
              <Line key={kept.head.id} kept={kept} />
            ))}
          </ul>
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
