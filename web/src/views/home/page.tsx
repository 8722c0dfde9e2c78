/** Today: the card, one button, the week, the last walk. Nothing else. */

import { useEffect } from "preact/hooks";

import { STOPS } from "../../coach/content.ts";
import type { Today } from "../../coach/today.ts";
import { minutesPhrase } from "../../coach/plan/words.ts";
import { waits } from "../../coach/screening/screen.ts";
import { dayText, say } from "../../i18n/language.ts";
import { Card, Failure, LinkButton } from "../../look/parts.tsx";
import { go, hrefOf } from "../../router.ts";
import { instantOf } from "../day.ts";
import { useLoaded } from "../kept.ts";
import { useCoach, type Coach } from "../plan/kept.ts";
import { painWord } from "../session/words.ts";
import { SCREENING } from "../../coach/content.ts";
import { LastWalk } from "./last.tsx";
import "../../look/coach.css";

const WORDS = {
  today: { en: "Today", de: "Heute" },
  rest: { en: "Today is a day of rest", de: "Heute ist Ruhetag" },
  weekDone: { en: "This week is done", de: "Diese Woche ist geschafft" },
  backward: { en: "{minutes} minutes backward", de: "{minutes} Minuten rückwärts" },
  about: {
    en: "{parts} parts, about {minutes} minutes in all",
    de: "{parts} Teile, insgesamt etwa {minutes} Minuten",
  },
  one: { en: "about {minutes} minutes", de: "etwa {minutes} Minuten" },
  next: { en: "Next session: {date}", de: "Nächste Einheit: {date}" },
  see: { en: "See the session", de: "Einheit ansehen" },
  plan: { en: "Make a plan", de: "Plan erstellen" },
  toPlan: { en: "To the plan", de: "Zum Plan" },
  free: { en: "Walk backward", de: "Rückwärts gehen" },
  freeText: {
    en: "You can simply walk, or have a plan that grows with you.",
    de: "Sie können einfach gehen oder einen Plan erstellen, der sich Ihnen anpasst.",
  },
  start: { en: "Start", de: "Starten" },
  answers: { en: "What to clear first", de: "Was vorher zu klären ist" },
  week: { en: "This week", de: "Diese Woche" },
  minutes: { en: "Minutes backward", de: "Minuten rückwärts" },
  sessions: { en: "Sessions", de: "Einheiten" },
  of: { en: "{done} of {planned}", de: "{done} von {planned}" },
  pain: { en: "Pain", de: "Schmerz" },
  painNow: { en: "{pain} ({word})", de: "{pain} ({word})" },
  painChange: { en: "{before}, now {pain} ({word})", de: "{before}, jetzt {pain} ({word})" },
  test: { en: "Test due: {name}", de: "Test fällig: {name}" },
  backwardTest: { en: "3-metre backward walk", de: "3-Meter-Rückwärtsgehtest" },
  morning: { en: "How was the pain this morning?", de: "Wie war der Schmerz am Morgen?" },
};

/** The screen; whoever has not answered the questions is led there. */
export function Page() {
  const coach = useCoach();
  // a walk whose page was closed; what it needs is loaded beside the screen
  const walk = useLoaded(() => import("../walk/unfinished.tsx"));
  const offered = useLoaded(() => import("./offered.tsx"));
  const isNew = coach !== null && coach.screening === null;
  useEffect(() => {
    if (isNew) go(["screening"], { replace: true });
  }, [isNew]);
  if (coach === null || coach.screening === null) return null;
  if (waits(coach.screening.advice)) return <Waiting coach={coach} />;
  const { now } = coach;
  return (
    <>
      {coach.error !== null && <Failure error={coach.error} />}
      {walk !== null && <walk.Unfinished />}
      {offered !== null && <offered.Offered />}
      {now === null ? <Free /> : <Card1 now={now} />}
      <p>
        <LinkButton look="main" icon="start" href={hrefOf("walk")}>
          {say(WORDS.start)}
        </LinkButton>
      </p>
      {now !== null && <Week coach={coach} now={now} />}
      <LastWalk />
      <Stop />
    </>
  );
}

function Stop() {
  return (
    <p>
      <a class="button plain" href={hrefOf("stops")}>
        {say(STOPS.title)} …
      </a>
    </p>
  );
}

function Waiting({ coach }: { readonly coach: Coach }) {
  const advice = coach.screening?.advice ?? "not now";
  return (
    <>
      <h1>{say(WORDS.today)}</h1>
      <Card tone="warn">
        <p>
          <strong>{say(SCREENING.words.advice_sentences[advice])}</strong>
        </p>
        <LinkButton href={hrefOf("screening")}>{say(WORDS.answers)}</LinkButton>
      </Card>
      <LastWalk />
      <Stop />
    </>
  );
}

function Free() {
  return (
    <Card tone="strong">
      <h1>{say(WORDS.free)}</h1>
      <p>{say(WORDS.freeText)}</p>
      <LinkButton href={hrefOf("plan")}>{say(WORDS.plan)}</LinkButton>
    </Card>
  );
}

function Card1({ now }: { readonly now: Today }) {
  const { session } = now;
  if (session === null) {
    return (
      <Card tone="strong">
        <h1>{say(WORDS.weekDone)}</h1>
        {now.note !== null && <p>{say(now.note)}</p>}
        <LinkButton href={hrefOf("plan")}>{say(WORDS.toPlan)}</LinkButton>
      </Card>
    );
  }
  const minutes = say(minutesPhrase(Math.round(now.totalS / 60) * 60));
  return (
    <Card tone="strong">
      <h1>{say(now.now ? WORDS.today : WORDS.rest)}</h1>
      {!now.now && now.due !== null && <p>{say(WORDS.next, { date: dayText(instantOf(now.due)) })}</p>}
      {now.backwardS > 0 && (
        <p class="large">
          <strong>{say(WORDS.backward, { minutes: say(now.backwardMin) })}</strong>
        </p>
      )}
      <p>
        {now.where !== null && (
          <>
            {say(now.where)}
            <br />
          </>
        )}
        {now.steps.length === 1
          ? say(WORDS.one, { minutes })
          : say(WORDS.about, { parts: now.steps.length, minutes })}
      </p>
      {now.note !== null && now.due === null && <p>{say(now.note)}</p>}
      <LinkButton href={hrefOf("session")}>{say(WORDS.see)}</LinkButton>
    </Card>
  );
}

function Week({ coach, now }: { readonly coach: Coach; readonly now: Today }) {
  const { week } = now;
  const open = coach.logs.find(({ content }) => content.entry === now.morningToAsk);
  return (
    <section aria-labelledby="week">
      <h2 id="week">{say(WORDS.week)}</h2>
      {week !== null && (
        <dl class="week">
          <dt>{say(WORDS.minutes)}</dt>
          <dd>
            {say(WORDS.of, {
              done: say(minutesPhrase(week.doneS)),
              planned: say(minutesPhrase(week.plannedS)),
            })}
          </dd>
          <dt>{say(WORDS.sessions)}</dt>
          <dd>{say(WORDS.of, { done: week.sessionsDone, planned: week.sessionsPlanned })}</dd>
          <dt>{say(WORDS.pain)}</dt>
          <dd>{painText(now)}</dd>
        </dl>
      )}
      {open !== undefined && (
        <p>
          <LinkButton href={hrefOf("session", "log", open.head.id)}>{say(WORDS.morning)}</LinkButton>
        </p>
      )}
      {now.testDue && (
        <p>
          <LinkButton href={hrefOf("tests", "3mbwt")} icon="clock">
            {say(WORDS.test, { name: say(WORDS.backwardTest) })}
          </LinkButton>
        </p>
      )}
    </section>
  );
}

/** From before the plan to the last session. */
function painText(now: Today): string {
  const last = now.pain.filter(({ during }) => during !== null).at(-1)?.during ?? null;
  const before = now.painBefore;
  return last === null
    ? say(WORDS.painNow, { pain: before, word: painWord(before) })
    : say(WORDS.painChange, { before, pain: last, word: painWord(last) });
}
