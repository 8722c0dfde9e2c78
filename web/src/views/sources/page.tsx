/** Every row of the evidence, by what it is about. */

import { loadEvidence } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Card, Fold } from "../../look/parts.tsx";
import type { PageProps } from "../../router.ts";
import { useLoaded } from "../kept.ts";
import { Row } from "./sources.tsx";

const WORDS = {
  title: { en: "Sources", de: "Quellen" },
  intro: {
    en: "Every number of this app has a row here. Quotations are in the language of the source.",
    de: "Jede Zahl dieser App hat hier eine Zeile. Zitate stehen in der Sprache der Quelle.",
  },
};

/** The screen; the rest of the address names one row. */
export function Page({ rest }: PageProps) {
  const all = useLoaded(loadEvidence);
  if (all === null) return null;
  const asked = rest[0] === undefined ? undefined : all.rows[rest[0]];
  if (asked !== undefined) {
    return (
      <>
        <h1>{asked.id}</h1>
        <Card>
          <Row row={asked} />
        </Card>
      </>
    );
  }
  const rows = Object.values(all.rows);
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro)}</p>
      {Object.entries(all.topics).map(([letter, topic]) => (
        <Fold key={letter} title={`${letter} · ${topic}`}>
          {rows
            .filter(({ id }) => id.startsWith(`${letter}-`))
            .map((row) => (
              <Card key={row.id} title={row.id} level={3}>
                <Row row={row} />
              </Card>
            ))}
        </Fold>
      ))}
    </>
  );
}
