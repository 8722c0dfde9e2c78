/** The physiotherapist's panel: everybody at a glance, one person, a code, a plan to suggest. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import { LinkButton } from "../../look/parts.tsx";
import { go, hrefOf, type PageProps } from "../../router.ts";
import type { Patient } from "../../sync/server.ts";
import { server, useAsked } from "../account/asked.ts";
import { Field, Form } from "../account/form.tsx";
import { NeedsAccount } from "../account/needs.tsx";
import { dayOfInstant } from "../account/times.ts";
import { COMMON, ServerFailure } from "../account/told.tsx";
import { today } from "../day.ts";
import { One } from "./one.tsx";
import { Spark } from "./spark.tsx";
import { Suggest } from "./suggest.tsx";
import { adherenceText, painText, testText } from "./told.ts";
import { WORDS } from "./words.ts";
import "../account/account.css";
import "../../look/coach.css";

/** The screen: `patients`, `patients/accept/CODE`, `patients/<share>`, `patients/<share>/suggest`. */
export function Page({ rest }: PageProps) {
  const [what, then] = rest;
  return (
    <NeedsAccount title={WORDS.title} lead={WORDS.lead}>
      {() => {
        if (what === undefined) return <Panel />;
        if (what === "accept") return <Accept given={then ?? ""} />;
        return then === "suggest" ? <Suggest share={what} /> : <One share={what} />;
      }}
    </NeedsAccount>
  );
}

function Panel() {
  const [asked] = useAsked(() => server.patients(today.value));
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.lead)}</p>
      {asked.kind === "asking" && (
        <p class="muted" role="status">
          {say(COMMON.asking)}
        </p>
      )}
      {asked.kind === "failed" && <ServerFailure error={asked.error} />}
      {asked.kind === "told" && asked.told.length === 0 && <p class="muted">{say(WORDS.none)}</p>}
      {asked.kind === "told" && asked.told.length > 0 && <Table patients={asked.told} />}
      <LinkButton icon="plus" href={hrefOf("patients", "accept")}>
        {say(WORDS.enter)}
      </LinkButton>
    </>
  );
}

function Table({ patients }: { readonly patients: readonly Patient[] }) {
  const heads = [WORDS.name, WORDS.adherence, WORDS.painNow, WORDS.tests, WORDS.until];
  // Roles by name: on a narrow screen rows are laid out one below the other, and some browsers
  // then forget that it is a table.
  return (
    <div class="patients-table">
      <table class="wide-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
              <th key={head.en} scope="col" role="columnheader">
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {patients.map((patient) => (
            <Row key={patient.share} patient={patient} />
          ))}
        </tbody>
      </table>
      <p class="muted">{say(WORDS.painHow)}</p>
    </div>
  );
}

function Row({ patient }: { readonly patient: Patient }) {
  const { adherence, pain, tests } = patient.overview;
  const isShared = (kind: "log" | "result"): boolean => patient.kinds.includes(kind);
  const missing = (kind: "log" | "result"): string =>
    say(isShared(kind) ? WORDS.nothing : WORDS.notShared);
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={hrefOf("patients", patient.share)}>{patient.name}</a>
      </th>
      <td role="cell" data-name={say(WORDS.adherence)}>
        <span>{adherence === null ? missing("log") : adherenceText(adherence)}</span>
      </td>
      <td role="cell" data-name={say(WORDS.painNow)}>
        {pain === null ? (
          <span>{missing("log")}</span>
        ) : (
          <span>
            <Spark pain={pain} /> {painText(pain)}
          </span>
        )}
      </td>
      <td role="cell" data-name={say(WORDS.tests)}>
        {tests === null || tests.length === 0 ? (
          <span>{missing("result")}</span>
        ) : (
          <ul class="plain-list">
            {tests.map((test) => (
              <li key={`${test.test} ${test.side ?? ""}`}>{testText(test)}</li>
            ))}
          </ul>
        )}
      </td>
      <td role="cell" data-name={say(WORDS.until)}>
        <span>{dayOfInstant(patient.ends_at)}</span>
      </td>
    </tr>
  );
}

function Accept({ given }: { readonly given: string }) {
  const code = useSignal(given);
  return (
    <>
      <h1>{say(WORDS.enter)}</h1>
      <p>{say(WORDS.lead)}</p>
      <Form
        label={say(WORDS.enter)}
        button={say(WORDS.open)}
        onSubmit={async () => {
          const { share } = await server.takeCode(code.value);
          go(["patients", share], { replace: true });
        }}
      >
        <Field
          label={say(WORDS.code)}
          hint={say(WORDS.codeHint)}
          value={code.value}
          most={40}
          isCode
          onInput={(value) => {
            code.value = value;
          }}
        />
      </Form>
    </>
  );
}
