/** Today's session with its parts, and how it went. */

import { Fragment } from "preact";

import type { Session } from "../../coach/base.ts";
import type { Step, Today } from "../../coach/today.ts";
import { minutesPhrase } from "../../coach/plan/words.ts";
import { STOPS } from "../../coach/content.ts";
import { dayText, say } from "../../i18n/language.ts";
import { Icon } from "../../look/icons.tsx";
import { Card, Failure, Fold, LinkButton } from "../../look/parts.tsx";
import { hrefOf, type PageProps } from "../../router.ts";
import { instantOf, today } from "../day.ts";
import { exerciseName } from "../exercises/allowed.ts";
import { useCoach, type Coach } from "../plan/kept.ts";
import { Reasons } from "../sources/sources.tsx";
import { done } from "./done.ts";
import { Entry } from "./entry.tsx";
import { stepText } from "./parts.ts";
import { StopRules } from "./stops.tsx";
import "../../look/coach.css";

const WORDS = {
  title: { en: "Today's session", de: "Einheit heute" },
  next: { en: "Next session", de: "Nächste Einheit" },
  on: { en: "{date}, about {minutes} minutes", de: "{date}, etwa {minutes} Minuten" },
  walk: { en: "Walk backward", de: "Rückwärts gehen" },
  start: { en: "Start", de: "Starten" },
  guided: { en: "Start", de: "Starten" },
  test: { en: "First, test the walk backward", de: "Zuerst den Rückwärtsgang testen" },
  finished: { en: "done", de: "erledigt" },
  log: { en: "How did it go?", de: "Wie war es?" },
  why: { en: "Why it looks so", de: "Warum sie so aussieht" },
  none: { en: "There is no session yet.", de: "Noch gibt es keine Einheit." },
  plan: { en: "To the plan", de: "Zum Plan" },
};

/** Last part of the address of the log. */
export const LOG = "log";

/** The screen: `session`, `session/log` for a new entry, `session/log/ID` to correct one. */
export function Page({ rest }: PageProps) {
  const coach = useCoach();
  if (coach === null) return null;
  if (coach.error !== null) return <Failure error={coach.error} />;
  if (rest[0] === LOG) {
    const before = coach.logs.find(({ head }) => head.id === rest[1]) ?? null;
    if (before !== null) return <Entry key={before.head.id} begun={before.content.entry} before={before} />;
    const session = coach.now?.session ?? null;
    if (session !== null) return <Entry begun={begunOf(session)} before={null} />;
  }
  const { now } = coach;
  if (now === null || now.session === null) return <None coach={coach} />;
  return <Parts now={now} />;
}

function begunOf(session: Session) {
  const shares = session.blocks.flatMap((block) =>
    block.kind === "exercise" ? [done.value.exercises[block.exercise] ?? 0] : [],
  );
  const share = shares.length === 0 ? 0 : shares.reduce((sum, one) => sum + one, 0) / shares.length;
  return { week: session.week, day: session.day, date: today.value, completed_share: share };
}

function None({ coach }: { readonly coach: Coach }) {
  return (
    <>
      <h1>{say(WORDS.next)}</h1>
      <p>{say(coach.now?.note ?? WORDS.none)}</p>
      <LinkButton href={hrefOf("plan")}>{say(WORDS.plan)}</LinkButton>
    </>
  );
}

function Parts({ now }: { readonly now: Today }) {
  const date = dayText(instantOf(now.due ?? today.value));
  return (
    <>
      <h1>{say(now.now ? WORDS.title : WORDS.next)}</h1>
      <p class="muted">{say(WORDS.on, { date, minutes: say(minutesPhrase(Math.round(now.totalS / 60) * 60)) })}</p>
      {now.note !== null && <p>{say(now.note)}</p>}
      {now.testDue && (
        <p>
          <LinkButton href={hrefOf("tests", "3mbwt")} icon="clock">
            {say(WORDS.test)}
          </LinkButton>
        </p>
      )}
      {now.steps.map((step, at) => (
        <Part key={at} step={step} isFirst={at === 0} />
      ))}
      <div class="stack">
        <LinkButton href={hrefOf("session", LOG)} icon="check">
          {say(WORDS.log)}
        </LinkButton>
      </div>
      {now.why.length > 0 && (
        <Fold title={say(WORDS.why)}>
          <Reasons reasons={now.why} />
        </Fold>
      )}
      <Fold title={say(STOPS.before_title)}>
        <ul class="steps">
          {STOPS.before.map((one) => (
            <li key={one.en}>{say(one)}</li>
          ))}
        </ul>
      </Fold>
      <StopRules />
    </>
  );
}

function Part({ step, isFirst }: { readonly step: Step; readonly isFirst: boolean }) {
  const { block } = step;
  const look = isFirst ? "main" : "second";
  if (block.kind === "walk") {
    return (
      <Card title={say(WORDS.walk)} tone={isFirst ? "strong" : "plain"}>
        {stepText(block).map((line) => (
          <Fragment key={line.en}>
            {say(line)}
            <br />
          </Fragment>
        ))}
        <p class="gap">
          <LinkButton look={look} icon="start" href={hrefOf("walk")}>
            {say(WORDS.start)}
          </LinkButton>
        </p>
      </Card>
    );
  }
  const isDone = (done.value.exercises[block.exercise] ?? 0) > 0;
  return (
    <Card title={say(exerciseName(block.exercise))} tone={isFirst ? "strong" : "plain"}>
      <p>
        {stepText(block).map((line) => say(line)).join(", ")}
        {isDone && (
          <>
            {" · "}
            <Icon name="check" /> {say(WORDS.finished)}
          </>
        )}
      </p>
      <LinkButton look={look} icon="start" href={hrefOf("exercises", block.exercise, block.level, "guided")}>
        {say(WORDS.guided)}
      </LinkButton>
    </Card>
  );
}
