/** The walk itself: one number, the direction, the time; a long press anywhere ends it. */

import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

import { durationText, language, say } from "../../i18n/language.ts";
import { Icon } from "../../look/icons.tsx";
import { Button, Failure } from "../../look/parts.tsx";
import { calibrateAgain, discard, pause, resume } from "../../session/live.ts";
import { failure, goal, heartRate, isPocket, spoken, view } from "../../session/shown.ts";
import { StopRules } from "../session/stops.tsx";
import { HoldArea, StopQuestion } from "./hold.tsx";
import { RearView } from "./rear.tsx";
import { reasonText } from "./reasons.ts";
import { DIRECTIONS, WORDS } from "./words.ts";

/** The screen. */
export function WalkScreen(props: { readonly onStop: () => void }) {
  const { phase, placement, steps, durationS, walkS, direction, reason, isSilent } = view.value;
  const asks = useSignal(false);
  const isRear = useSignal(false);
  const isPaused = phase === "paused";
  const isHand = placement === "hand";
  // before it is drawn: a key pressed on what is seen must be heard
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (asks.value || isPocket.value) return;
      const onControl = (event.target as HTMLElement | null)?.closest("button, a, summary, [role]");
      if (event.key === "Escape") {
        if (isRear.value) isRear.value = false;
        else asks.value = true;
      } else if (event.key === " " && !onControl) {
        if (view.value.phase === "paused") resume();
        else pause();
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  if (isRear.value) return <RearView onClose={() => (isRear.value = false)} />;
  const goalS = goal.value.backwardS;
  return (
    <HoldArea class={`walk ${isPaused ? "still" : direction}`} onHold={props.onStop}>
      <h1 class="unseen">{say(isPaused ? WORDS.paused : WORDS.looking)}</h1>
      <p class="walk-direction">
        <DirectionMark />
        {say(isPaused ? WORDS.paused : DIRECTIONS[direction])}
      </p>
      <p class="walk-count">
        <b class="huge">{isHand ? steps.unknown : steps.backward}</b>
        <span>{say(isHand ? WORDS.stepsAll : WORDS.stepsBackward)}</span>
      </p>
      <p class="walk-time">
        <Icon name="clock" />
        {goalS === null
          ? durationText(isHand ? walkS : durationS.backward)
          : say(WORDS.target, {
              done: durationText(durationS.backward),
              goal: durationText(goalS),
            })}
        {heartRate.value !== null && (
          <span class="walk-heart">
            <Icon name="heart" /> {heartRate.value}
          </span>
        )}
      </p>
      <p class="walk-said" lang={language.value}>
        {isSilent ? say(WORDS.silent) : spoken.value}
      </p>
      {reason !== null && !isHand && (
        <p class="muted">{say(WORDS.unknownWhy, { reason: reasonText(reason) })}</p>
      )}
      {failure.value !== null && <Failure error={failure.value} />}
      <div class="walk-foot">
        <div class="row">
          <Button look="main" icon={isPaused ? "start" : "pause"} onClick={isPaused ? resume : pause}>
            {say(isPaused ? WORDS.resume : WORDS.pause)}
          </Button>
          <Button icon="stop" onClick={() => (asks.value = true)}>
            {say(WORDS.stop)}
          </Button>
        </div>
        <div class="row small">
          {isHand ? (
            <Button look="plain" icon="camera" onClick={() => (isRear.value = true)}>
              {say(WORDS.rear)}
            </Button>
          ) : (
            <Button look="plain" icon="phone" onClick={() => (isPocket.value = true)}>
              {say(WORDS.pocket)}
            </Button>
          )}
          {isPaused && !isHand && (
            <Button look="plain" onClick={() => void calibrateAgain()}>
              {say(WORDS.calibrateAgain)}
            </Button>
          )}
        </div>
        {isHand && <p class="muted">{say(WORDS.rearSafe)}</p>}
        <p class="muted">{say(WORDS.holdHint)}</p>
        {isPaused && <StopRules />}
      </div>
      <StopQuestion
        isOpen={asks.value}
        onStop={props.onStop}
        onStay={() => (asks.value = false)}
        onDiscard={() => void discard()}
      />
    </HoldArea>
  );
}

const MARKS = {
  backward: "M46 8 22 24 46 40M30 8 6 24 30 40",
  forward: "M6 8 30 24 6 40M22 8 46 24 22 40",
  sideways: "M14 6V42M26 6V42M38 6V42",
  unknown: "M8 40 22 8M22 40 36 8M36 40 46 16",
  still: "M6 24H46",
} as const;

/** The texture of the direction, as on the ribbon. */
function DirectionMark() {
  const { direction, phase } = view.value;
  const mark = phase === "paused" ? "still" : direction;
  return (
    <svg class="walk-mark" viewBox="0 0 52 48" aria-hidden="true">
      <path d={MARKS[mark]} />
    </svg>
  );
}
