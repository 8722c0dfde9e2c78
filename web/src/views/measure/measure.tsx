/**
 * "Help measure it": consent, where and with what, the spoken protocol, looking and cutting, a file.
 *
 *     consent ─> about ─> ready ─> running ─> look ─> kept
 *        nothing is kept anywhere before the last arrow
 */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { say } from "../../i18n/language.ts";
import { Card, Failure, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { About } from "./about.tsx";
import { Agree } from "./agree.tsx";
import { Kept } from "./kept.tsx";
import { Look } from "./look.tsx";
import "./measure.css";
import { Ready } from "./ready.tsx";
import { Running } from "./running.tsx";
import { allowed, loadScreening, screening, stage, type Stage } from "./state.ts";
import { WORDS } from "./words.ts";

const STAGES: Readonly<Record<Stage, () => preact.JSX.Element | null>> = {
  consent: Agree,
  about: About,
  ready: Ready,
  running: Running,
  look: Look,
  kept: Kept,
};

/** The screen. */
export function Page() {
  const isRead = useSignal(false);
  const failed = useSignal<unknown>(null);
  useEffect(() => {
    loadScreening().then(
      () => {
        isRead.value = true;
      },
      (error: unknown) => {
        failed.value = error;
      },
    );
  }, []);
  const now = stage.value;
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [now]);
  if (failed.value !== null) return <Failure error={failed.value} />;
  if (!isRead.value) return null;
  const why = allowed.value.why;
  if (why !== null) {
    return (
      <>
        <h1>{say(WORDS.title)}</h1>
        <p>{say(WORDS.whatFor)}</p>
        <Card tone="warn" title={say(WORDS.notYet)}>
          <p>{say(why)}</p>
          {screening.value === null && (
            <LinkButton look="main" href={hrefOf("screening")}>
              {say(WORDS.answer)}
            </LinkButton>
          )}
        </Card>
      </>
    );
  }
  const Now = STAGES[now];
  return <Now />;
}
