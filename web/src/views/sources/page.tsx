/** Every row of the evidence, by what it is about. */

import { loadEvidence } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
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

/** What the letters of the rows stand for; a letter that is new is told as the table tells it. */
const TOPICS: Readonly<Record<string, Phrase>> = {
  F: { en: "the 100 = 1000 formula", de: "die Formel 100 = 1000" },
  E: { en: "energy", de: "Energie" },
  M: { en: "muscles", de: "Muskeln" },
  K: { en: "knee loads and gait", de: "Belastung des Knies und Gang" },
  O: { en: "trials in knee osteoarthritis", de: "Studien bei Kniearthrose" },
  B: { en: "falls and balance", de: "Stürze und Gleichgewicht" },
  N: { en: "brain", de: "Gehirn" },
  L: { en: "guidelines and load", de: "Leitlinien und Belastung" },
  S: { en: "sitting", de: "Sitzen" },
  I: { en: "motion sensors", de: "Bewegungssensoren" },
  X: { en: "exercises", de: "Übungen" },
  W: { en: "guidance of the WHO on activity", de: "Empfehlungen der WHO zur Bewegung" },
  A: { en: "age and the cost of walking", de: "Alter und Aufwand des Gehens" },
  C: { en: "conversions", de: "Umrechnungen" },
  H: { en: "energy from heart rate", de: "Energie aus dem Puls" },
  G: { en: "body segments and lever arms", de: "Körperteile und Hebelarme" },
  D: { en: "derived numbers", de: "Abgeleitete Zahlen" },
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
        <Fold key={letter} title={`${letter} · ${say(TOPICS[letter] ?? { en: topic, de: topic })}`}>
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
