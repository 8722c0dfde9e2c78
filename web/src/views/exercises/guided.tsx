/** An exercise, guided: moving picture, ring timer, spoken cues; easier, pause, stop. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Level } from "../../coach/base.ts";
import type { Exercise } from "../../coach/content.ts";
import {
  cueOf,
  hurts,
  outcome,
  passed,
  paused,
  resumed,
  skipped,
  start,
  tooHard,
  type Playing,
} from "../../coach/guide/player.ts";
import { language, say } from "../../i18n/language.ts";
import { Button, Card, LinkButton } from "../../look/parts.tsx";
import { hush, speak } from "../../look/voice.ts";
import { hrefOf } from "../../router.ts";
import { Awake } from "../../session/awake.ts";
import { settings } from "../../settings.ts";
import { StopRules } from "../session/stops.tsx";
import { HurtLog } from "../session/hurt.tsx";
import { doneHere } from "../session/done.ts";
import { Moving } from "./figures.tsx";
import { Ring } from "./ring.tsx";

const WORDS = {
  begin: { en: "Begin", de: "Beginnen" },
  ready: {
    en: "Put the phone where you can see it.",
    de: "Stellen Sie das Telefon so hin, dass Sie es sehen.",
  },
  pause: { en: "Pause", de: "Pause" },
  resume: { en: "Go on", de: "Weiter" },
  skip: { en: "Skip", de: "Überspringen" },
  hard: { en: "Too hard", de: "Zu schwer" },
  hurts: { en: "It hurts", de: "Es tut weh" },
  left: { en: "{seconds} seconds left", de: "noch {seconds} Sekunden" },
  side: { en: "side {side}", de: "Seite {side}" },
  round: { en: "round {round}", de: "Runde {round}" },
  back: { en: "To the session", de: "Zur Einheit" },
  again: { en: "Once more", de: "Noch einmal" },
};

/** Longer steps of the clock are a page that slept: they are not counted as done. */
const SLEPT_S = 3;
const TICK_MS = 200;

/** The screen. */
export function Guided({ exercise, level }: { readonly exercise: Exercise; readonly level: Level }) {
  const playing = useSignal<Playing | null>(null);
  const spoken = useRef<unknown>(null);
  const isOn = playing.value?.status === "playing";
  useEffect(() => {
    if (!isOn) return;
    const awake = new Awake();
    awake.start();
    let before = performance.now();
    const clock = setInterval(() => {
      const now = performance.now();
      const wentS = (now - before) / 1000;
      before = now;
      const state = playing.value;
      if (state === null) return;
      playing.value = wentS > SLEPT_S ? paused(state) : passed(state, wentS);
    }, TICK_MS);
    return () => {
      clearInterval(clock);
      awake.stop();
    };
  }, [isOn]);
  const state = playing.value;
  const cue = state === null ? null : cueOf(state);
  useEffect(() => {
    if (state === null || cue === spoken.current) return;
    spoken.current = cue;
    if (state.status === "stopped" || !settings.value.voice) return;
    const words = [state.note, cue?.say].flatMap((one) => (one == null ? [] : [say(one)]));
    if (words.length > 0) speak(words.join(" "), language.value);
  }, [cue]);
  useEffect(() => hush, []);
  const part = state === null ? "begin" : state.status === "done" || state.status === "stopped" ? "end" : "play";
  const partBefore = useRef(part);
  useEffect(() => {
    // the button that was pressed is gone
    if (part !== partBefore.current) document.getElementById("content")?.focus({ preventScroll: true });
    partBefore.current = part;
  }, [part]);
  useEffect(() => {
    if (state?.status === "done") doneHere(exercise.id, outcome(state).completedShare);
  }, [state?.status]);

  if (state === null || cue === null) {
    return (
      <>
        <h1>{say(exercise.name)}</h1>
        <Moving exercise={exercise.id} level={level} form={exercise.forms[level]} />
        <p>{say(exercise.forms[level].setup)}</p>
        <Button
          look="main"
          icon="start"
          onClick={() => {
            playing.value = start(exercise, level);
          }}
        >
          {say(WORDS.begin)}
        </Button>
        <p class="muted gap">{say(WORDS.ready)}</p>
        <StopRules />
      </>
    );
  }
  if (part === "end") return <Ended state={state} exercise={exercise} onAgain={() => (playing.value = null)} />;
  const form = exercise.forms[state.level ?? level];
  const leftS = Math.ceil(cue.startS + cue.durationS - state.timeS);
  const where = [
    cue.side === null ? "" : say(WORDS.side, { side: cue.side }),
    cue.round === null ? "" : say(WORDS.round, { round: cue.round }),
  ].filter((part) => part !== "");
  const set = (next: Playing): void => {
    playing.value = next;
  };
  return (
    <div class="player">
      <h1 class="unseen">{say(exercise.name)}</h1>
      <div class="stage">
        <Moving exercise={exercise.id} level={state.level ?? level} form={form} />
        <Ring
          share={cue.durationS > 0 ? (state.timeS - cue.startS) / cue.durationS : 1}
          label={say(WORDS.left, { seconds: leftS })}
        >
          {leftS}
        </Ring>
      </div>
      <p class="cue" aria-live="polite">
        {say(state.note ?? cue.show)}
      </p>
      {where.length > 0 && <p class="muted">{where.join(", ")}</p>}
      <div class="stack">
        {state.status === "paused" ? (
          <Button look="main" icon="start" onClick={() => set(resumed(state))}>
            {say(WORDS.resume)}
          </Button>
        ) : (
          <Button look="main" icon="pause" onClick={() => set(paused(state))}>
            {say(WORDS.pause)}
          </Button>
        )}
        <div class="row">
          <Button icon="skip" onClick={() => set(skipped(state))}>
            {say(WORDS.skip)}
          </Button>
          <Button onClick={() => set(tooHard(state))}>{say(WORDS.hard)}</Button>
        </div>
        <Button
          look="danger"
          icon="stop"
          onClick={() => {
            hush();
            set(hurts(state));
          }}
        >
          {say(WORDS.hurts)}
        </Button>
      </div>
      <StopRules />
    </div>
  );
}

function Ended(props: {
  readonly state: Playing;
  readonly exercise: Exercise;
  readonly onAgain: () => void;
}) {
  const found = outcome(props.state);
  return (
    <>
      <h1>{say(props.exercise.name)}</h1>
      <div role="status">
        <Card tone={found.hurt ? "warn" : "strong"}>
          <p>{say(found.sentence)}</p>
        </Card>
      </div>
      {found.hurt ? (
        <>
          <HurtLog exercise={props.exercise.id} />
          <StopRules />
        </>
      ) : (
        <div class="stack">
          <LinkButton look="main" href={hrefOf("session")}>
            {say(WORDS.back)}
          </LinkButton>
          <Button onClick={props.onAgain}>{say(WORDS.again)}</Button>
        </div>
      )}
    </>
  );
}
