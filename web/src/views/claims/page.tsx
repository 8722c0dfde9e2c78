/** Is it true? Popular claims, each with its verdict and what speaks for and against it. */

import { loadClaims, type Claim, type ClaimsContent } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import { Icon, type IconName } from "../../look/icons.tsx";
import { Card, Fold } from "../../look/parts.tsx";
import { useLoaded } from "../kept.ts";
import { Sources } from "../sources/sources.tsx";

const WORDS = {
  title: { en: "Is it true?", de: "Stimmt das?" },
  intro: {
    en: "What is said of walking backward, and what studies show.",
    de: "Was über das Rückwärtsgehen gesagt wird und was Studien zeigen.",
  },
  best: { en: "Best evidence: {grade}", de: "Bester Beleg: {grade}" },
  rests: { en: "For and against", de: "Dafür und dagegen" },
  for: { en: "For", de: "Dafür" },
  against: { en: "Against", de: "Dagegen" },
  nothing: { en: "Nothing that could be read.", de: "Nichts, was nachzulesen war." },
};

/** How a verdict looks; its word says the same. */
const LOOKS: Readonly<Record<string, { readonly tone: string; readonly icon: IconName }>> = {
  supported: { tone: "yes", icon: "check" },
  partly: { tone: "yes", icon: "check" },
  plausible: { tone: "open", icon: "info" },
  forecast: { tone: "open", icon: "info" },
  "not shown": { tone: "open", icon: "info" },
  "not confirmed": { tone: "open", icon: "info" },
  doubtful: { tone: "no", icon: "warning" },
  contradicted: { tone: "no", icon: "close" },
  advertising: { tone: "no", icon: "close" },
};

/** The screen. */
export function Page() {
  const all = useLoaded(loadClaims);
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro)}</p>
      {all?.claims.map((claim) => (
        <ClaimCard key={claim.number} claim={claim} all={all} />
      ))}
    </>
  );
}

function ClaimCard({ claim, all }: { readonly claim: Claim; readonly all: ClaimsContent }) {
  const { tone, icon } = LOOKS[claim.verdict] ?? { tone: "open", icon: "info" as const };
  return (
    <Card title={say(claim.claim)}>
      <p class={`verdict ${tone}`}>
        <Icon name={icon} />
        {say(all.verdicts[claim.verdict] ?? claim.claim)}
      </p>
      <p>{say(claim.sentence)}</p>
      <p class="muted">{say(WORDS.best, { grade: say(all.grades[claim.grade] ?? WORDS.nothing) })}</p>
      <Fold title={say(WORDS.rests)}>
        <Side name={say(WORDS.for)} ids={claim.for} />
        <Side name={say(WORDS.against)} ids={claim.against} />
      </Fold>
    </Card>
  );
}

function Side({ name, ids }: { readonly name: string; readonly ids: readonly string[] }) {
  return (
    <>
      <h3>{name}</h3>
      {ids.length === 0 ? <p class="muted">{say(WORDS.nothing)}</p> : <Sources ids={ids} />}
    </>
  );
}
