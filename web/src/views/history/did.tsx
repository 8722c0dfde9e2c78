/** What a walk did: energy, and what is known of knee and muscles; each with its sources. */

import { dose } from "../../dose/session.ts";
import { note, reasonSaid } from "../../dose/words.ts";
import type { Finding } from "../../dose/findings.ts";
import { language, say } from "../../i18n/language.ts";
import { BigNumber, Failure, Fold } from "../../look/parts.tsx";
import { Wearer } from "../../recording.ts";
import type { WalkContent } from "../../session/result.ts";
import { settings } from "../../settings.ts";
import { Sources } from "../sources/sources.tsx";

const WORDS = {
  none: { en: "There was no walking backward.", de: "Es gab kein Rückwärtsgehen." },
  kcal: { en: "Energy beyond rest, backward", de: "Energie über Ruhe, rückwärts" },
  moderate: { en: "Minutes of moderate effort", de: "Minuten mittlerer Anstrengung" },
  rests: { en: "What these rest on", de: "Worauf diese Zahlen beruhen" },
  knee: { en: "Knee: what is known", de: "Knie: was bekannt ist" },
  muscle: { en: "Muscles: what is known", de: "Muskeln: was bekannt ist" },
};

/** The part of a walk's page. */
export function Did({ content }: { readonly content: WalkContent }) {
  const { heightM, massKg, ageYears } = settings.value;
  const rates = content.heart_rate;
  let found;
  try {
    found = dose(
      content.walk,
      new Wearer({ heightM, massKg, ageYears }),
      rates === undefined ? null : { timeS: rates.time_s, bpm: rates.values },
    );
  } catch (error) {
    return <Failure error={error} />;
  }
  const { backward } = found;
  if (!backward.minutes.value) return <p>{say(WORDS.none)}</p>;
  const ids = [...new Set([...backward.netKcal.sources, ...backward.moderateMinutes.sources])];
  const why = (reason: string | null): string =>
    reason === null ? "" : reasonSaid(reason, language.value);
  return (
    <>
      <dl class="numbers">
        <BigNumber
          label={say(WORDS.kcal)}
          estimate={backward.netKcal.toJSON()}
          digits={(backward.netKcal.value ?? 0) < 20 ? 1 : 0}
          unit="kcal"
          reason={why(backward.netKcal.reason)}
        />
        <BigNumber
          label={say(WORDS.moderate)}
          estimate={backward.moderateMinutes.toJSON()}
          digits={1}
          reason={why(backward.moderateMinutes.reason)}
        />
      </dl>
      {backward.notes.map((name) => (
        <p key={name} class="muted">
          {note(name, language.value)}
        </p>
      ))}
      <Fold title={say(WORDS.rests)}>
        <Sources ids={ids} />
      </Fold>
      <Findings title={say(WORDS.knee)} all={found.knee} />
      <Findings title={say(WORDS.muscle)} all={found.muscle} />
    </>
  );
}

function Findings({ title, all }: { readonly title: string; readonly all: readonly Finding[] }) {
  return (
    <Fold title={title}>
      <ul class="reasons">
        {all.map((one) => (
          <li key={one.sentence.en}>
            {say(one.sentence)}
            {one.evidence.length > 0 && <Sources ids={one.evidence} />}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
