/** After a walk: how it felt, the ribbon, four numbers, what it did, what comes next and why. */

import { useSignal } from "@preact/signals";

import { logEntry } from "../../coach/logs.ts";
import type { EstimateData } from "../../estimate.ts";
import { clockText, dayText, say } from "../../i18n/language.ts";
import { BigNumber, Button, Card, Failure, Fold, LinkButton, Scale, Toggle } from "../../look/parts.tsx";
import { go, hrefOf, type PageProps } from "../../router.ts";
import { keepFelt, type WalkContent } from "../../session/result.ts";
import { store } from "../../store/opened.ts";
import { dayOf, instantOf, today } from "../day.ts";
import { exerciseName } from "../exercises/allowed.ts";
import { Did } from "../history/did.tsx";
import { useKept } from "../kept.ts";
import { useCoach, type Coach } from "../plan/kept.ts";
import type { LogContent } from "../records.ts";
import { Ribbon } from "../ribbon.tsx";
import { done } from "../session/done.ts";
import { stepText } from "../session/parts.ts";
import { effortWord, painWord } from "../session/words.ts";
import { Reasons } from "../sources/sources.tsx";
import { reasonText } from "./reasons.ts";
import "./walk.css";

const WORDS = {
  title: { en: "Your walk", de: "Ihr Gang" },
  gone: { en: "This walk is not on this phone.", de: "Dieser Gang ist nicht auf diesem Telefon." },
  steps: { en: "Steps backward", de: "Schritte rückwärts" },
  minutes: { en: "Minutes backward", de: "Minuten rückwärts" },
  metres: { en: "Metres backward", de: "Meter rückwärts" },
  cadence: { en: "Steps a minute", de: "Schritte in der Minute" },
  because: {
    en: "I cannot tell that from here, because {reason}",
    de: "Das kann ich von hier aus nicht erkennen: {reason}",
  },
  noBackward: {
    en: "no walking backward was recognised",
    de: "Es wurde kein Rückwärtsgehen erkannt",
  },
  felt: { en: "How was it?", de: "Wie war es?" },
  pain: { en: "Pain now", de: "Schmerz jetzt" },
  effort: { en: "Effort", de: "Anstrengung" },
  counts: {
    en: "Count as the session of {date}",
    de: "Als Einheit vom {date} zählen",
  },
  keep: { en: "Save", de: "Speichern" },
  kept: { en: "Saved.", de: "Gespeichert." },
  walk: { en: "Walk backward:", de: "Rückwärts gehen:" },
  rest: { en: "Exercises of the session", de: "Übungen der Einheit" },
  did: { en: "What it did", de: "Was es bewirkt hat" },
  next: { en: "What comes next", de: "Was als Nächstes kommt" },
  why: { en: "Why", de: "Warum" },
  know: { en: "What to know", de: "Was zu wissen ist" },
  compare: { en: "Compare with the walk without the task", de: "Mit dem Gang ohne Aufgabe vergleichen" },
  home: { en: "Done", de: "Fertig" },
};

/** The screen; the rest of the address is the id of a `walk` record. */
export function Page({ rest }: PageProps) {
  const walks = useKept<WalkContent>("walk");
  const logs = useKept<LogContent>("log");
  const coach = useCoach();
  if (walks === null || logs === null || coach === null) return null;
  const kept = walks.find(({ head }) => head.id === rest[0]);
  if (kept === undefined) {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <p>{say(WORDS.gone)}</p>
      </>
    );
  }
  const { walk } = kept.content;
  const at = new Date(walk.recording.start_utc ?? kept.content.made_at);
  const log = logs.find(({ content }) => content.walk === kept.head.id) ?? null;
  const isToday = dayOf(at) === today.value;
  const isKept = log !== null || kept.content.pain !== undefined;
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p class="muted">
        {dayText(at)}, {clockText(at)}
      </p>
      {!isKept && isToday && <Felt coach={coach} kept={kept.content} id={kept.head.id} />}
      {isKept && <p role="status">{say(WORDS.kept)}</p>}
      <Ribbon walk={walk} />
      <Numbers content={kept.content} />
      <Fold title={say(WORDS.did)}>
        <Did content={kept.content} />
      </Fold>
      <Next coach={coach} />
      {walk.warnings.length > 0 && (
        <Fold title={say(WORDS.know)}>
          <ul>
            {walk.warnings.map((text) => (
              <li key={text}>{reasonText(text)}</li>
            ))}
          </ul>
        </Fold>
      )}
      {kept.content.task !== undefined && (
        <LinkButton look="main" href={hrefOf("attention", kept.content.task)}>
          {say(WORDS.compare)}
        </LinkButton>
      )}
      <LinkButton href={hrefOf("home")}>{say(WORDS.home)}</LinkButton>
    </>
  );
}

function Felt(props: {
  readonly coach: Coach;
  readonly kept: WalkContent;
  readonly id: string;
}) {
  const { coach } = props;
  const pain = useSignal(coach.screening?.pain ?? 0);
  const effort = useSignal(4);
  const isDue = coach.now?.now ?? false;
  const counts = useSignal(isDue);
  const failed = useSignal<unknown>(null);
  const session = coach.now?.session ?? null;
  async function keep(): Promise<void> {
    if (session === null || !counts.value) {
      const felt = { pain: pain.value, effort: effort.value };
      const id = await keepFelt(await store(), props.id, felt);
      go(["after", id], { replace: true });
      return;
    }
    const { walk } = props.kept;
    const { backward } = walk.summary;
    const share = Math.min(1, (backward.duration_s.value ?? 0) / Math.max(1, session.backward_s));
    const shares = session.blocks.map((block) =>
      block.kind === "walk" ? share : (done.value.exercises[block.exercise] ?? 0),
    );
    const steps = backward.steps.value;
    const entry = logEntry({
      week: session.week,
      day: session.day,
      date: today.value,
      completed_share: shares.reduce((sum, one) => sum + one, 0) / Math.max(1, shares.length),
      pain_during: pain.value,
      effort: effort.value,
      steadiness_cv: steadinessOf(props.kept),
      backward_steps: steps === null ? null : Math.round(steps),
      backward_s: backward.duration_s.value,
    });
    await (await store()).put("log", { entry, walk: props.id });
  }
  return (
    <Card title={say(WORDS.felt)} tone="strong">
      <Scale
        label={say(WORDS.pain)}
        value={pain.value}
        word={painWord}
        onChange={(value) => (pain.value = value)}
      />
      <Scale
        label={say(WORDS.effort)}
        value={effort.value}
        word={effortWord}
        onChange={(value) => (effort.value = value)}
      />
      {!isDue && coach.now?.due && (
        <Toggle
          label={say(WORDS.counts, { date: dayText(instantOf(coach.now.due)) })}
          checked={counts.value}
          onChange={(value) => (counts.value = value)}
        />
      )}
      {failed.value !== null && <Failure error={failed.value} />}
      <Button
        look="main"
        onClick={() => void keep().catch((error: unknown) => (failed.value = error))}
      >
        {say(WORDS.keep)}
      </Button>
    </Card>
  );
}

/** Step-time variability of the longest backward bout that has one. */
function steadinessOf({ walk }: WalkContent): EstimateData | null {
  const known = walk.bouts.filter(
    (bout) => bout.direction === "backward" && bout.steadiness.step_time_cv.value !== null,
  );
  const longest = known.reduce<(typeof known)[number] | null>(
    (best, one) =>
      best === null || (one.steps.value ?? 0) > (best.steps.value ?? 0) ? one : best,
    null,
  );
  return longest?.steadiness.step_time_cv ?? null;
}

function Numbers({ content }: { readonly content: WalkContent }) {
  const { backward } = content.walk.summary;
  const minutes = scaled(backward.duration_s, 1 / 60);
  const longest = content.walk.bouts
    .filter(({ direction }) => direction === "backward")
    .sort((a, b) => (b.steps.value ?? 0) - (a.steps.value ?? 0))[0];
  const cadence: EstimateData = longest?.cadence_spm ?? {
    value: null,
    low: null,
    high: null,
    unit: "1/min",
    reason: null,
    sources: [],
  };
  return (
    <dl class="numbers two">
      <BigNumber label={say(WORDS.steps)} {...numberOf(backward.steps)} />
      <BigNumber label={say(WORDS.minutes)} digits={1} {...numberOf(minutes, 1)} />
      <BigNumber label={say(WORDS.metres)} {...numberOf(backward.distance_m)} />
      <BigNumber label={say(WORDS.cadence)} {...numberOf(cadence)} />
    </dl>
  );
}

function scaled(estimate: EstimateData, by: number): EstimateData {
  const times = (value: number | null): number | null => (value === null ? null : value * by);
  const { value, low, high } = estimate;
  return { ...estimate, value: times(value), low: times(low), high: times(high) };
}

function numberOf(
  estimate: EstimateData,
  digits = 0,
): { estimate: EstimateData; reason?: string } {
  const { value, low, high } = estimate;
  if (value !== null) {
    // an interval that the digits do not show is none
    const isShown = low !== null && high !== null && low.toFixed(digits) !== high.toFixed(digits);
    return { estimate: isShown ? estimate : { ...estimate, low: null, high: null } };
  }
  const why = estimate.reason;
  const reason =
    why === null ? say(WORDS.noBackward) : say(WORDS.because, { reason: reasonText(why) });
  return { estimate, reason };
}

function Next({ coach }: { readonly coach: Coach }) {
  const { now } = coach;
  if (now === null) return null;
  const exercises = now.session?.blocks.some(({ kind }) => kind === "exercise") ?? false;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say(WORDS.next)}</h2>
      {now.note !== null && <p>{say(now.note)}</p>}
      {now.session !== null && (
        <ul>
          {now.steps.map(({ block, text }) => (
            <li key={text.en}>
              <strong>{say(block.kind === "walk" ? WORDS.walk : exerciseName(block.exercise))}</strong>{" "}
              {stepText(block)
                .map((line) => say(line))
                .join(", ")}
            </li>
          ))}
        </ul>
      )}
      {now.now && exercises && (
        <p>
          <LinkButton href={hrefOf("session")}>{say(WORDS.rest)}</LinkButton>
        </p>
      )}
      {now.why.length > 0 && (
        <Fold title={say(WORDS.why)}>
          <Reasons reasons={now.why} />
        </Fold>
      )}
    </section>
  );
}
