/** The plan: its weeks, what was logged, why each thing was decided. */

import type { Session } from "../../coach/base.ts";
import { SCREENING } from "../../coach/content.ts";
import { plusDays } from "../../coach/dates.ts";
import type { Today } from "../../coach/today.ts";
import { decisions, outlook, sessionDate } from "../../coach/plan/replay.ts";
import { minutesPhrase, WORDS as NAMES } from "../../coach/plan/words.ts";
import { waits } from "../../coach/screening/screen.ts";
import { dayText, language, say } from "../../i18n/language.ts";
import { Button, Card, Failure, Fold, LinkButton } from "../../look/parts.tsx";
import { Icon } from "../../look/icons.tsx";
import { hrefOf, type PageProps } from "../../router.ts";
import { instantOf, today } from "../day.ts";
import { saveFile } from "../save.ts";
import { LOG } from "../session/page.tsx";
import { painWord } from "../session/words.ts";
import { Reasons } from "../sources/sources.tsx";
import { planCalendar } from "./calendar.ts";
import { useCoach, type Coach } from "./kept.ts";
import { LoadPlot } from "./load.tsx";
import { Make } from "./make.tsx";
import "../../look/coach.css";

const WORDS = {
  title: { en: "Your plan", de: "Ihr Plan" },
  for: { en: "For {goal}, {minutes} minutes a session, since {date}.", de: "Für {goal}, {minutes} Minuten je Einheit, seit {date}." },
  questions: { en: "Answer the questions", de: "Fragen beantworten" },
  first: {
    en: "Before a plan there are a few questions.",
    de: "Vor einem Plan stehen ein paar Fragen.",
  },
  week: { en: "Week {week}", de: "Woche {week}" },
  begin: { en: "How it begins", de: "Wie er beginnt" },
  why: { en: "Why: every decision", de: "Warum: jede Entscheidung" },
  due: { en: "due", de: "fällig" },
  left: { en: "left out: the week is over before", de: "entfällt: die Woche ist vorher um" },
  done: { en: "done", de: "erledigt" },
  planned: { en: "{minutes} min backward, {kind}", de: "{minutes} min rückwärts, {kind}" },
  log: { en: "Log", de: "Tagebuch" },
  noLog: { en: "Nothing is logged yet.", de: "Noch ist nichts eingetragen." },
  share: { en: "{share} % done", de: "{share} % geschafft" },
  pain: { en: "pain {pain} ({word})", de: "Schmerz {pain} ({word})" },
  morning: { en: "next morning {pain}", de: "am nächsten Morgen {pain}" },
  askMorning: {
    en: "How was the pain on the morning after {date}?",
    de: "Wie war der Schmerz am Morgen nach dem {date}?",
  },
  say: { en: "Say it", de: "Eintragen" },
  today: { en: "To the session", de: "Zur Einheit" },
  calendar: { en: "Save as a calendar (.ics)", de: "Als Kalender sichern (.ics)" },
  again: { en: "Make a new plan", de: "Neuen Plan erstellen" },
  screening: { en: "Change the answers", de: "Antworten ändern" },
};

/** Weeks that are shown at least, with those to come. */
const WEEKS_SHOWN = 8;

/** The screen: `plan`, `plan/new`. */
export function Page({ rest }: PageProps) {
  const coach = useCoach();
  if (coach === null) return null;
  const { screening, begun, now } = coach;
  if (screening === null) {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <p>{say(WORDS.first)}</p>
        <LinkButton look="main" href={hrefOf("screening")}>
          {say(WORDS.questions)}
        </LinkButton>
      </>
    );
  }
  if (waits(screening.advice) && begun === null) {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <Card tone="warn">
          <p>
            <strong>{say(SCREENING.words.advice_sentences[screening.advice])}</strong>
          </p>
        </Card>
        <Reasons reasons={screening.fired} />
        <LinkButton href={hrefOf("screening")}>{say(WORDS.screening)}</LinkButton>
      </>
    );
  }
  if (begun === null || rest[0] === "new") return <Make screening={screening} before={begun} />;
  if (now === null) {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <Failure error={coach.error} />
        <LinkButton href={hrefOf("plan", "new")}>{say(WORDS.again)}</LinkButton>
      </>
    );
  }
  return <Overview coach={coach} now={now} />;
}

function Overview({ coach, now }: { readonly coach: Coach; readonly now: Today }) {
  const { plan } = now;
  const { screening, entries, tested } = coach;
  if (screening === null) return null;
  const weeks = Math.max(WEEKS_SHOWN, plan.weeks.length + 2);
  const shown = outlook(plan, screening, weeks, entries, tested);
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>
        {say(WORDS.for, {
          goal: say(NAMES.goals[plan.goal]),
          minutes: plan.minutes,
          date: dayText(instantOf(plan.start)),
        })}
      </p>
      <Morning coach={coach} now={now} />
      {plan.weeks.length === 0 ? (
        <Reasons reasons={plan.reasons} />
      ) : (
        <>
          <LoadPlot plan={plan} shown={shown} entries={entries} />
          <ThisWeek now={now} coach={coach} />
        </>
      )}
      <Log coach={coach} />
      <Fold title={say(WORDS.why)}>
        <Why now={now} />
      </Fold>
      <div class="stack">
        <Button
          icon="download"
          onClick={() => {
            const text = planCalendar(shown, today.value, Date.now(), language.value);
            saveFile("retrowalk-plan.ics", [text], "text/calendar");
          }}
        >
          {say(WORDS.calendar)}
        </Button>
        <LinkButton href={hrefOf("plan", "new")}>{say(WORDS.again)}</LinkButton>
        <LinkButton look="plain" href={hrefOf("screening")}>
          {say(WORDS.screening)}
        </LinkButton>
      </div>
    </>
  );
}

function Morning({ coach, now }: { readonly coach: Coach; readonly now: Today }) {
  const asked = coach.logs.find(({ content }) => content.entry === now.morningToAsk);
  if (asked === undefined) return null;
  return (
    <Card tone="strong">
      <p>{say(WORDS.askMorning, { date: dayText(instantOf(asked.content.entry.date)) })}</p>
      <LinkButton href={hrefOf("session", LOG, asked.head.id)}>{say(WORDS.say)}</LinkButton>
    </Card>
  );
}

function ThisWeek({ now, coach }: { readonly now: Today; readonly coach: Coach }) {
  const week = now.plan.weeks.at(-1);
  if (week === undefined) return null;
  return (
    <>
      <h2>{say(WORDS.week, { week: week.number })}</h2>
      <ul class="list">
        {week.sessions.map((session) => {
          const entry = coach.logs.find(
            ({ content }) => content.entry.week === session.week && content.entry.day === session.day,
          );
          const isNext = session.day === now.session?.day;
          const day = dayFor(now, session);
          const href =
            entry !== undefined
              ? hrefOf("session", LOG, entry.head.id)
              : isNext
                ? hrefOf("session")
                : null;
          const text = (
            <span>
              {day === null ? say(WORDS.left) : dayText(instantOf(day))}
              {entry !== undefined && (
                <>
                  {" · "}
                  <Icon name="check" /> {say(WORDS.done)}
                </>
              )}
              {isNext && now.now && ` · ${say(WORDS.due)}`}
              <small>
                {say(WORDS.planned, {
                  minutes: say(minutesPhrase(session.backward_s)),
                  kind: say(session.hard ? NAMES.full_day : NAMES.easy_day),
                })}
              </small>
            </span>
          );
          return (
            <li key={session.day}>{href === null ? <div class="line">{text}</div> : <a href={href}>{text}</a>}</li>
          );
        })}
      </ul>
    </>
  );
}

/** Its day; the ones after a session that moved move too, each after a day of rest. */
function dayFor({ plan, session: next, due }: Today, session: Session): string | null {
  const planned = sessionDate(plan, session);
  if (next === null || due === null || session.day < next.day) return planned;
  const ahead = plan.weeks.at(-1)?.sessions.filter(({ day }) => day > next.day && day <= session.day);
  const earliest = plusDays(due, 2 * (ahead?.length ?? 0));
  const day = earliest > planned ? earliest : planned;
  return day < plusDays(plan.start, 7 * session.week) ? day : null;
}

function Log({ coach }: { readonly coach: Coach }) {
  return (
    <>
      <h2>{say(WORDS.log)}</h2>
      {coach.logs.length === 0 && <p class="muted">{say(WORDS.noLog)}</p>}
      <ul class="list">
        {[...coach.logs].reverse().map(({ head, content: { entry } }) => {
          const told = [
            say(WORDS.share, { share: Math.round(100 * entry.completed_share) }),
            entry.pain_during === null
              ? null
              : say(WORDS.pain, { pain: entry.pain_during, word: painWord(entry.pain_during) }),
            entry.pain_next_morning === null
              ? null
              : say(WORDS.morning, { pain: entry.pain_next_morning }),
            entry.note === "" ? null : entry.note,
          ].filter((part) => part !== null);
          return (
            <li key={head.id}>
              <a href={hrefOf("session", LOG, head.id)}>
                <span>
                  {dayText(instantOf(entry.date))}
                  <small>{told.join(", ")}</small>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Why({ now }: { readonly now: Today }) {
  const all = decisions(now.plan);
  const weeks = [...new Set(all.map(({ week }) => week))].reverse();
  return (
    <>
      {weeks.map((week) => (
        <section key={week}>
          <h3>{week === 0 ? say(WORDS.begin) : say(WORDS.week, { week })}</h3>
          <Reasons reasons={all.filter((one) => one.week === week).map(({ reason }) => reason)} />
        </section>
      ))}
    </>
  );
}
