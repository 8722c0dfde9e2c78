/** Before a walk: where the phone is, whether its sensors work, what comes now. */

import { useSignal } from "@preact/signals";

import { numberText, say } from "../../i18n/language.ts";
import { Button, Card, Failure } from "../../look/parts.tsx";
import type { Placement } from "../../recording.ts";
import { ACCESS_WORDS } from "../../sensors/access.ts";
import { canReadHeartRate } from "../../sensors/heart_rate.ts";
import { Awake } from "../../session/awake.ts";
import {
  addHeartRate,
  addPositions,
  allow,
  begin,
  checkAgain,
  countDown,
  discard,
} from "../../session/live.ts";
import { access, failure, finding, heartRate, view, type Target } from "../../session/shown.ts";
import { StopRules } from "../session/stops.tsx";
import { PlaceDrawing } from "./drawings.tsx";
import { PLACES, TROUBLES, WORDS } from "./words.ts";

/** Where is the phone? */
export function PlaceScreen({ target }: { readonly target: Target }) {
  const now = access.value;
  async function choose(placement: Placement): Promise<void> {
    if (access.value === "tap") await allow();
    if (access.value === "ready") begin(placement, target);
  }
  if (now === "insecure" || now === "absent" || now === "denied") {
    return (
      <>
        <h1>{say(WORDS.noSensor)}</h1>
        <Card tone="warn">
          <p>{say(ACCESS_WORDS[now])}</p>
        </Card>
        <p class="muted">{say(WORDS.files)}</p>
      </>
    );
  }
  return (
    <>
      <h1>{say(WORDS.where)}</h1>
      <p class="muted">{say(WORDS.whereWhy)}</p>
      {now === "tap" && <p class="muted">{say(ACCESS_WORDS.tap)}</p>}
      <ul class="places">
        {PLACES.map(({ placement, name, what }, k) => (
          <li key={placement}>
            <button type="button" onClick={() => void choose(placement)}>
              <PlaceDrawing placement={placement} />
              <span>
                <b>
                  {say(name)}
                  {k === 0 && <span class="chip">{say(WORDS.best)}</span>}
                </b>
                <small>{say(what)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <StopRules />
    </>
  );
}

/** "Shake me", then what comes now. */
export function TestScreen() {
  const found = finding.value;
  const state = found?.state ?? "waiting";
  if (state === "passed") return <ReadyScreen />;
  const trouble = found?.trouble ?? null;
  return (
    <>
      <h1>{say(WORDS.shake)}</h1>
      <p class="muted">{say(WORDS.shakeWhy)}</p>
      <div class="shake" aria-hidden="true">
        <svg viewBox="0 0 120 120">
          <rect class="shake-phone" x="45" y="30" width="30" height="60" rx="5" />
          <path class="shake-lines" d="M30 45v30M20 52v16M90 45v30M100 52v16" />
        </svg>
      </div>
      <meter class="level" min={0} max={1} value={found?.level ?? 0} aria-label={say(WORDS.shake)} />
      <p role="status">
        {say(state === "waiting" ? WORDS.listening : state === "failed" ? WORDS.stuck : WORDS.shaking)}
      </p>
      {state === "failed" && trouble !== null && (
        <Card tone="warn">
          <p>{say(TROUBLES[trouble])}</p>
        </Card>
      )}
      <div class="stack">
        {state === "failed" && (
          <Button look="main" onClick={checkAgain}>
            {say(WORDS.again)}
          </Button>
        )}
        <Button look="plain" onClick={() => void discard()}>
          {say(WORDS.back)}
        </Button>
      </div>
    </>
  );
}

function ReadyScreen() {
  const { placement } = view.value;
  const quality = finding.value?.quality ?? null;
  const isHand = placement === "hand";
  const isDenied = useSignal(false);
  const isFollowed = useSignal(false);
  return (
    <>
      <h1>{say(WORDS.works)}</h1>
      {quality !== null && (
        <p class="muted" role="status">
          {say(WORDS.rate, { rate: numberText(quality.rateHz) })}
        </p>
      )}
      {finding.value?.trouble === "no_gyroscope" && (
        <Card tone="warn">
          <p>{say(WORDS.noGyroscope)}</p>
        </Card>
      )}
      <Card title={say(WORDS.how)}>
        <p>{say(isHand ? WORDS.howHand : WORDS.howSteps)}</p>
        <p class="muted">{say(Awake.isPossible ? WORDS.screenOn : WORDS.noWake)}</p>
      </Card>
      {failure.value !== null && <Failure error={failure.value} />}
      <div class="stack">
        <Button look="main" icon="start" onClick={countDown}>
          {say(isHand ? WORDS.readyHand : WORDS.ready)}
        </Button>
        {canReadHeartRate(navigator) && heartRate.value === null && (
          <Button icon="heart" onClick={() => void addHeartRate()}>
            {say(WORDS.strap)}
          </Button>
        )}
        {heartRate.value !== null && <p>{say(WORDS.strapOn, { bpm: heartRate.value })}</p>}
        {isHand && !isFollowed.value && (
          <Button
            onClick={() => {
              isFollowed.value = true;
              addPositions(() => (isDenied.value = true));
            }}
          >
            {say(WORDS.satellite)}
          </Button>
        )}
        {isHand && (
          <p class="muted">{say(isDenied.value ? WORDS.satelliteDenied : WORDS.satelliteWhy)}</p>
        )}
        <Button look="plain" onClick={() => void discard()}>
          {say(WORDS.back)}
        </Button>
      </div>
      <StopRules />
    </>
  );
}
