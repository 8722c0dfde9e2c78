/** The tests: what is due, and one of them. */

import { ASSESSMENTS, PROTOCOL_NOTE } from "../../coach/assessments/catalogue.ts";
import type { Assessment } from "../../coach/content.ts";
import { plusDays } from "../../coach/dates.ts";
import { dayText, numberText, say } from "../../i18n/language.ts";
import { hrefOf, type PageProps } from "../../router.ts";
import { instantOf, today } from "../day.ts";
import { useCoach, type Coach } from "../plan/kept.ts";
import { One } from "./one.tsx";
import "../../look/coach.css";

const WORDS = {
  title: { en: "Tests", de: "Tests" },
  intro: {
    en: "Each takes a few minutes. Test every two weeks, on a day like the others.",
    de: "Jeder dauert wenige Minuten. Testen Sie alle zwei Wochen, an einem Tag wie jedem anderen.",
  },
  due: { en: "Due in the plan", de: "Im Plan fällig" },
  again: { en: "again from {date}", de: "wieder ab {date}" },
  ready: { en: "time for a new one", de: "Zeit für einen neuen" },
  last: { en: "{value} {unit} on {date}", de: "{value} {unit} am {date}" },
  never: { en: "not done yet", de: "noch nicht gemacht" },
};

/** Days after which a test is worth repeating, as `judge` says. */
const APART_DAYS = 14;

/** How many decimals a result of this unit is worth. */
export function digitsOf(unit: string): number {
  return unit === "s" ? 1 : unit === "m/s" ? 2 : 0;
}

/** The screen: `tests`, `tests/3mbwt`. */
export function Page({ rest }: PageProps) {
  const coach = useCoach();
  if (coach === null) return null;
  const asked = rest[0] === undefined ? undefined : ASSESSMENTS.get(rest[0]);
  if (asked !== undefined) return <One key={asked.id} test={asked} coach={coach} />;
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro)}</p>
      <ul class="list">
        {[...ASSESSMENTS.values()].map((test) => (
          <li key={test.id}>
            <a href={hrefOf("tests", test.id)}>
              <span>
                {say(test.name)}
                <small>{stateOf(test, coach)}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p class="muted">{say(PROTOCOL_NOTE)}</p>
    </>
  );
}

function stateOf(test: Assessment, coach: Coach): string {
  const last = coach.tested.filter((one) => one.test === test.id && one.value.value !== null).at(-1);
  const isDue = test.id === "3mbwt" && coach.now?.testDue === true;
  const parts = isDue ? [say(WORDS.due)] : [];
  if (last === undefined || last.value.value === null) return [...parts, say(WORDS.never)].join(" · ");
  parts.push(
    say(WORDS.last, {
      value: numberText(last.value.value, digitsOf(test.unit)),
      unit: say(test.unit_name),
      date: dayText(instantOf(last.date), "short"),
    }),
  );
  const from = plusDays(last.date, APART_DAYS);
  if (!isDue) {
    parts.push(
      from <= today.value
        ? say(WORDS.ready)
        : say(WORDS.again, { date: dayText(instantOf(from), "short") }),
    );
  }
  return parts.join(" · ");
}
