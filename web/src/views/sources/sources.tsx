/** What something rests on: chips that open the evidence in place. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import type { Reason } from "../../coach/base.ts";
import { PLAN, loadEvidence, type EvidenceRow } from "../../coach/content.ts";
import { language, say } from "../../i18n/language.ts";
import { useLoaded } from "../kept.ts";
import "../../look/coach.css";

const WORDS = {
  sources: { en: "Sources", de: "Quellen" },
  source: { en: "Source {id}", de: "Quelle {id}" },
  people: { en: "Measured on:", de: "Gemessen an:" },
  under: { en: "How:", de: "Wie:" },
  read: { en: "Read the source", de: "Quelle lesen" },
  seen: { en: "Read in the source itself.", de: "In der Quelle selbst gelesen." },
  "as quoted": {
    en: "As another source quotes it.",
    de: "So, wie eine andere Quelle es zitiert.",
  },
  derived: { en: "Worked out from other numbers.", de: "Aus anderen Zahlen berechnet." },
  original: {
    en: "",
    de: "Die Angaben stehen in der Sprache der Quelle.",
  },
};

/** Chips of evidence rows; without any, that it is a choice of design. */
export function Sources({ ids }: { readonly ids: readonly string[] }) {
  const open = useSignal<string | null>(null);
  const place = useId();
  if (ids.length === 0) return <p class="muted">{say(PLAN.words.design_choice)}</p>;
  const shown = open.value !== null && ids.includes(open.value) ? open.value : null;
  return (
    <div class="chips" role="group" aria-label={say(WORDS.sources)}>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          class="chip"
          aria-label={say(WORDS.source, { id })}
          aria-expanded={id === shown}
          {...(id === shown ? { "aria-controls": place } : {})}
          onClick={() => {
            open.value = id === shown ? null : id;
          }}
        >
          {id}
        </button>
      ))}
      <div id={place} class={shown === null ? "unseen" : "evidence"} aria-live="polite">
        {shown !== null && <Evidence id={shown} />}
      </div>
    </div>
  );
}

/** One row of the evidence, as it is kept. */
export function Evidence({ id }: { readonly id: string }) {
  const all = useLoaded(loadEvidence);
  const row = all?.rows[id];
  return row === undefined ? null : <Row row={row} />;
}

/** The words of one row. */
export function Row({ row }: { readonly row: EvidenceRow }) {
  const people = [row.population, row.n === "" ? "" : `${row.n} people`]
    .filter((part) => part !== "")
    .join("; ");
  return (
    <>
      <div lang="en">
        <p>
          <strong>{row.quantity}</strong>: {row.value === null ? row.finding : row.shown}
          {row.value !== null && row.finding !== "" && <> ({row.finding})</>}
        </p>
      </div>
      {people !== "" && (
        <p>
          {say(WORDS.people)} <span lang="en">{people}</span>
        </p>
      )}
      {row.condition !== "" && (
        <p>
          {say(WORDS.under)} <span lang="en">{row.condition}</span>
        </p>
      )}
      <p>
        <cite lang="en">{row.citation}</cite>
      </p>
      <p class="muted">
        {say(WORDS[row.standing])} {language.value === "de" && say(WORDS.original)}
      </p>
      {row.url !== null && (
        <p>
          <a class="source" href={row.url} target="_blank" rel="noreferrer noopener">
            {say(WORDS.read)}: {row.reference}
          </a>
        </p>
      )}
    </>
  );
}

/** Why something was decided: each reason with its rule and what it rests on. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  return (
    <ul class="reasons">
      {reasons.map((reason) => (
        <li key={`${reason.rule} ${reason.sentence.en}`}>
          {say(reason.sentence)}
          <Sources ids={reason.sources} />
        </li>
      ))}
    </ul>
  );
}
