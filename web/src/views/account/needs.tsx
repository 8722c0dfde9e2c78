/** A screen that needs somebody who is signed in; without, it says so and leads there. */

import type { ComponentChildren } from "preact";

import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import type { Me } from "../../sync/api.ts";
import { useAsked, whoIsHere } from "./asked.ts";
import { COMMON, ServerFailure } from "./told.tsx";

/** Shows `children` to whoever is signed in; `alone` also on a server of one person. */
export function NeedsAccount(props: {
  readonly title: Phrase;
  readonly lead?: Phrase;
  readonly alone?: boolean;
  readonly children: (me: Me) => ComponentChildren;
}) {
  const [asked] = useAsked(whoIsHere);
  const head = (
    <>
      <h1>{say(props.title)}</h1>
      {props.lead !== undefined && <p>{say(props.lead)}</p>}
    </>
  );
  if (asked.kind === "asking") {
    return (
      <>
        {head}
        <p class="muted" role="status">
          {say(COMMON.asking)}
        </p>
      </>
    );
  }
  if (asked.kind === "failed") {
    return (
      <>
        {head}
        <ServerFailure error={asked.error} />
      </>
    );
  }
  if (asked.told === null) {
    return (
      <>
        {head}
        <p>{say(COMMON.notSignedIn)}</p>
        <LinkButton look="main" icon="person" href={hrefOf("account")}>
          {say(COMMON.signIn)}
        </LinkButton>
      </>
    );
  }
  if (asked.told.mode === "local" && props.alone !== true) {
    return (
      <>
        {head}
        <p>{say(COMMON.oneAlone)}</p>
      </>
    );
  }
  return <>{props.children(asked.told)}</>;
}
