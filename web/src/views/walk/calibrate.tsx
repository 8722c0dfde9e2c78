/** The countdown and the forward walk; both are heard more than seen. */

import { say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { countDown, discard, goUncalibrated } from "../../session/live.ts";
import { spoken, view } from "../../session/shown.ts";
import { WORDS } from "./words.ts";

/** Put it in, stand still. */
export function CountdownScreen() {
  const { countdownS, attempt } = view.value;
  return (
    <div class="one">
      <h1>{say(attempt > 0 ? WORDS.attempt : WORDS.putIn)}</h1>
      <p class="huge" aria-hidden="true">
        {Math.ceil(countdownS)}
      </p>
      <p class="muted">{spoken.value}</p>
      <Leave />
    </div>
  );
}

/** Walk forward as usual. */
export function CalibrateScreen() {
  const { calibratedShare, isSilent } = view.value;
  const leftS = Math.ceil(12 * (1 - calibratedShare));
  return (
    <div class="one">
      <h1>{say(WORDS.forward)}</h1>
      <svg class="ring" viewBox="0 0 120 120" role="img" aria-label={`${leftS} s`}>
        <circle class="ring-track" cx="60" cy="60" r="52" />
        <circle
          class="ring-done"
          cx="60"
          cy="60"
          r="52"
          pathLength="1"
          stroke-dasharray={`${calibratedShare} 1`}
        />
        <text x="60" y="60" text-anchor="middle" dominant-baseline="central">
          {leftS}
        </text>
      </svg>
      {isSilent && <p role="alert">{say(WORDS.silent)}</p>}
      <Leave />
    </div>
  );
}

/** Twice in vain, where the direction cannot do without. */
export function StuckScreen() {
  return (
    <>
      <h1>{say(WORDS.stuck)}</h1>
      <p>{say(WORDS.stuckWhy)}</p>
      <div class="stack">
        <Button look="main" onClick={countDown}>
          {say(WORDS.again)}
        </Button>
        <Button onClick={() => void discard()}>{say(WORDS.otherPlace)}</Button>
        <Button onClick={goUncalibrated}>{say(WORDS.stepsOnly)}</Button>
      </div>
    </>
  );
}

function Leave() {
  return (
    <Button look="plain" onClick={() => void discard()}>
      {say(WORDS.back)}
    </Button>
  );
}
