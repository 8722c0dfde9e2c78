/** One person: adherence week by week, pain, tests with their noise, walks, suggestions. */

import { useSignal } from "@preact/signals";

import { PLAN } from "../../coach/content.ts";
import { dayText, numberText, say } from "../../i18n/language.ts";
import { Button, Card, Fold, LinkButton } from "../../look/parts.tsx";
import { Trend, type TrendPoint } from "../../look/trend.tsx";
import { go, hrefOf } from "../../router.ts";
import type { Overview, Pain, PatientPage, SharedTest, SharedWalk } from "../../sync/server.ts";
import { server, useAsked } from "../account/asked.ts";
import { dayOfInstant, momentOf } from "../account/times.ts";
import { COMMON, ServerFailure } from "../account/told.tsx";
import { instantOf, today } from "../day.ts";
import { KIND_NAMES } from "../share/words.ts";
import { adherenceText, changeText, painText, testName } from "./told.ts";
import { WORDS } from "./words.ts";

/** The screen of one share. */
export function One({ share }: { readonly share: string }) {
  const [asked] = useAsked(() => server.patient(share, today.value), share);
  const failed = useSignal<unknown>(null);
  if (asked.kind === "asking") return <p role="status">{say(COMMON.asking)}</p>;
  if (asked.kind === "failed") return <ServerFailure error={asked.error} />;
  const patient = asked.told;
  const { overview } = patient;
  async function leave(): Promise<void> {
    try {
      await server.leave(share);
      go(["patients"], { replace: true });
    } catch (error) {
      failed.value = error;
    }
  }
  return (
    <>
      <h1>{patient.name}</h1>
      <p class="muted">
        {patient.kinds.map((kind) => say(KIND_NAMES[kind])).join(", ")} · {say(WORDS.until)}{" "}
        {dayOfInstant(patient.ends_at)}
      </p>
      {overview.unread > 0 && <p>{say(WORDS.unread, { count: overview.unread })}</p>}
      <PlanCard patient={patient} />
      {overview.adherence !== null && <Adherence overview={overview} />}
      {overview.pain !== null && <PainCard pain={overview.pain} />}
      {overview.tests?.map((test) => <TestCard key={`${test.test} ${test.side ?? ""}`} test={test} />)}
      {overview.walks !== null && overview.walks.length > 0 && <Walks walks={overview.walks} />}
      {patient.suggestions.length > 0 && <Suggested patient={patient} />}
      {failed.value !== null && <ServerFailure error={failed.value} />}
      <Fold title={say(WORDS.leave)}>
        <p>{say(WORDS.leaveWhat)}</p>
        <Button look="danger" onClick={() => void leave()}>
          {say(WORDS.leave)}
        </Button>
      </Fold>
    </>
  );
}

function PlanCard({ patient }: { readonly patient: PatientPage }) {
  const { plan } = patient.overview;
  if (!patient.kinds.includes("plan")) return null;
  return (
    <Card title={say(WORDS.plan)}>
      {plan === null ? (
        <p>{say(WORDS.nothing)}</p>
      ) : (
        <p>
          {say(WORDS.planText, {
            goal: say(PLAN.words.goals[plan.goal]),
            ability: say(PLAN.words.abilities[plan.ability]),
            minutes: plan.minutes,
            start: dayText(instantOf(plan.start)),
            week: plan.week,
          })}
        </p>
      )}
      <LinkButton href={hrefOf("patients", patient.share, "suggest")}>
        {say(WORDS.suggest)}
      </LinkButton>
    </Card>
  );
}

function Adherence({ overview: { adherence } }: { readonly overview: Overview }) {
  if (adherence === null) return null;
  return (
    <Card title={say(WORDS.adherence)}>
      <p>
        <strong>{adherenceText(adherence)}</strong>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label={say(WORDS.adherence)}>
        <table>
          <thead>
            <tr>
              {[WORDS.week, WORDS.planned, WORDS.done, WORDS.minutes].map((head) => (
                <th key={head.en} scope="col">
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {adherence.weeks.map((week) => (
              <tr key={week.week}>
                <th scope="row">{week.week}</th>
                <td>{week.planned}</td>
                <td>{week.done}</td>
                <td>{numberText(week.minutes, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function PainCard({ pain }: { readonly pain: Pain }) {
  const points: TrendPoint[] = pain.days.flatMap(({ date, during }) =>
    during === null ? [] : [{ at: instantOf(date), value: during, low: null, high: null }],
  );
  const swollen = pain.days.filter(({ swelling }) => swelling);
  return (
    <Card title={say(WORDS.painNow)}>
      <p>
        <strong>{painText(pain)}</strong>
      </p>
      {points.length > 1 && (
        <Trend title={say(WORDS.painDuring)} points={points} unit="/ 10" digits={0} from={0} />
      )}
      {swollen.length > 0 && (
        <p>
          {say(WORDS.swelling, {
            days: swollen.map(({ date }) => dayText(instantOf(date), "short")).join(", "),
          })}
        </p>
      )}
      <p class="muted">{say(WORDS.painHow)}</p>
    </Card>
  );
}

function TestCard({ test }: { readonly test: SharedTest }) {
  const points: TrendPoint[] = test.results.flatMap(({ date, value, low, high }) =>
    value === null ? [] : [{ at: instantOf(date), value, low, high }],
  );
  const first = points[0];
  const band = test.band.value;
  const noise =
    first === undefined || band === null
      ? {}
      : {
          noise: {
            low: Math.max(0, first.value - band),
            high: first.value + band,
            label: say(WORDS.noiseBand),
          },
        };
  return (
    <Card title={testName(test)}>
      <p>
        <strong>{changeText(test)}</strong>
      </p>
      {points.length > 0 && (
        <Trend title={testName(test)} points={points} unit={test.unit} digits={1} {...noise} />
      )}
      <p>
        {say(test.sentence)}
        {test.sources.length > 0 && <small> [{test.sources.join(", ")}]</small>}
      </p>
    </Card>
  );
}

function Walks({ walks }: { readonly walks: readonly SharedWalk[] }) {
  return (
    <Card title={say(WORDS.walks)}>
      <ul>
        {walks.map((walk) => (
          <li key={walk.id}>
            {momentOf(walk.made_at)}: {stepsText(walk)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function stepsText(walk: SharedWalk): string {
  const steps = walk.backward?.["steps"];
  if (steps === undefined || steps.value === null) return say(WORDS.unknown);
  const { value, low, high } = steps;
  if (low === null || high === null || low === high) {
    return say(WORDS.walkText, { steps: numberText(value) });
  }
  return say(WORDS.walkRange, {
    steps: numberText(value),
    low: numberText(low),
    high: numberText(high),
  });
}

function Suggested({ patient }: { readonly patient: PatientPage }) {
  return (
    <Card title={say(WORDS.suggestions)}>
      <ul>
        {patient.suggestions.map((one) => (
          <li key={one.id}>
            {dayOfInstant(one.made_at)}: {say(PLAN.words.goals[one.goal])}, {one.minutes} min (
            {say(WORDS[one.answer ?? "waiting"])})
          </li>
        ))}
      </ul>
    </Card>
  );
}
