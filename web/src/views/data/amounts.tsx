/** How much of each kind is kept, and how large it is. */

import { useSignal, useSignalEffect } from "@preact/signals";

import { numberText, say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { Fold } from "../../look/parts.tsx";
import { changes, store } from "../../store/opened.ts";
import type { Kind, RecordHead } from "../../store/records.ts";

const WORDS = {
  title: { en: "What is kept", de: "Was gespeichert ist" },
  kind: { en: "Kind", de: "Art" },
  count: { en: "Number", de: "Anzahl" },
  size: { en: "Size", de: "Größe" },
  nothing: { en: "Nothing yet.", de: "Noch nichts." },
};
const KINDS: Readonly<Record<Kind, Phrase>> = {
  screening: { en: "Answers", de: "Antworten" },
  plan: { en: "Plan", de: "Plan" },
  log: { en: "Log", de: "Tagebuch" },
  result: { en: "Tests", de: "Tests" },
  walk: { en: "Walks", de: "Gänge" },
  motion: { en: "Samples", de: "Messwerte" },
  attention: { en: "Walks with a task", de: "Gehen mit Aufgabe" },
  settings: { en: "Settings", de: "Einstellungen" },
  scale: { en: "Known distance", de: "Bekannte Strecke" },
};

/** Under a fold. */
export function Amounts() {
  const heads = useSignal<readonly RecordHead[]>([]);
  useSignalEffect(() => {
    void changes.value;
    void store()
      .then((kept) => kept.heads())
      .then((found) => {
        heads.value = found;
      });
  });
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    heads.value.some((head) => head.kind === kind),
  );
  return (
    <Fold title={say(WORDS.title)}>
      {kinds.length === 0 ? (
        <p>{say(WORDS.nothing)}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{say(WORDS.kind)}</th>
              <th scope="col">{say(WORDS.count)}</th>
              <th scope="col">{say(WORDS.size)}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => {
              const mine = heads.value.filter((head) => head.kind === kind);
              const bytes = mine.reduce((sum, { size }) => sum + size, 0);
              return (
                <tr key={kind}>
                  <th scope="row">{say(KINDS[kind])}</th>
                  <td>{numberText(mine.length)}</td>
                  <td>{numberText(bytes / 1000, 1)} kB</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Fold>
  );
}
