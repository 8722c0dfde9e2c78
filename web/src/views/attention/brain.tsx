/** What is known of walking backward and the brain, with its grade. */

import { BRAIN_CLAIM } from "../../coach/attention/cost.ts";
import { loadClaims } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Fold } from "../../look/parts.tsx";
import { useLoaded } from "../kept.ts";
import { Sources } from "../sources/sources.tsx";

const WORDS = {
  title: { en: "Walking backward and the brain", de: "Rückwärtsgehen und Gehirn" },
};

/** Under a fold. */
export function Brain() {
  const all = useLoaded(loadClaims);
  const claim = all?.claims.find(({ number }) => number === BRAIN_CLAIM);
  if (all === null || claim === undefined) return null;
  const verdict = all.verdicts[claim.verdict];
  const grade = all.grades[claim.grade];
  return (
    <Fold title={say(WORDS.title)}>
      <p>
        {say(claim.claim)}
        {verdict !== undefined && grade !== undefined && (
          <>
            {" – "}
            <strong>{say(verdict)}</strong> ({say(grade)})
          </>
        )}
      </p>
      <p>{say(claim.sentence)}</p>
      <Sources ids={[...claim.for, ...claim.against]} />
    </Fold>
  );
}
