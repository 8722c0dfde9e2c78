/** A stopwatch with a tone at the start, and half a minute for the chair. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { language, numberText, say } from "../../i18n/language.ts";
import type { IconName } from "../../look/icons.tsx";
import { Button } from "../../look/parts.tsx";
import { beep, hush, speak } from "../../look/voice.ts";
import { Awake } from "../../session/awake.ts";
import { settings } from "../../settings.ts";

const WORDS = {
  start: { en: "Start", de: "Start" },
  stop: { en: "Stop", de: "Stopp" },
  soon: { en: "It starts with the tone …", de: "Es beginnt mit dem Ton …" },
  runs: { en: "The time runs", de: "Die Zeit läuft" },
  keep: { en: "Keep {seconds} s", de: "{seconds} s behalten" },
  again: { en: "Once more", de: "Noch einmal" },
  cancel: { en: "Cancel", de: "Abbrechen" },
  seconds: { en: "{seconds} seconds", de: "{seconds} Sekunden" },
  go: { en: "Go", de: "Los" },
  over: { en: "Stop. Count the stands.", de: "Stopp. Zählen Sie, wie oft." },
  halfMinute: { en: "Start half a minute", de: "Halbe Minute starten" },
};

/** From the tap to the tone, seconds: time to look up. */
const LEAD_S = 3;
const HALF_MINUTE_S = 30;
const TICK_MS = 50;
const START_HZ = 880;
const END_HZ = 440;

type Phase = "rest" | "lead" | "running" | "stopped";

const LABELS = { rest: "start", lead: "cancel", running: "stop", stopped: "keep" } as const;
const ICONS: Readonly<Record<Phase, IconName>> = {
  rest: "start",
  lead: "close",
  running: "stop",
  stopped: "check",
};

/** A clock that runs from a tone on. */
interface Clock {
  readonly phase: Phase;
  /** Since the tap, then since the tone; stands still once it is stopped. */
  readonly seconds: number;
  /** Begin: the tone comes after the lead. Inside a tap, or browsers keep the sound silent. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly reset: () => void;
}

/** `longestS` after the tone it ends by itself, with `onEnd` where that is what is wanted. */
function useClock(longestS: number, onStart: () => void, onEnd: (() => void) | null): Clock {
  const phase = useSignal<Phase>("rest");
  const seconds = useSignal(0);
  const begunMs = useRef(0);
  const isOn = phase.value === "lead" || phase.value === "running";
  const since = (): number => (performance.now() - begunMs.current) / 1000;
  useEffect(() => {
    if (!isOn) return;
    const awake = new Awake();
    awake.start();
    const timer = setInterval(() => {
      seconds.value = since();
      if (phase.value === "lead" && seconds.value >= LEAD_S) {
        beep(START_HZ, 0.4);
        begunMs.current = performance.now();
        seconds.value = 0;
        phase.value = "running";
        onStart();
      } else if (phase.value === "running" && seconds.value >= longestS) {
        phase.value = onEnd === null ? "rest" : "stopped";
        onEnd?.();
      }
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      awake.stop();
    };
  }, [isOn]);
  useEffect(() => hush, []);
  return {
    phase: phase.value,
    seconds: seconds.value,
    start: () => {
      beep(START_HZ, 0.05);
      begunMs.current = performance.now();
      seconds.value = 0;
      phase.value = "lead";
    },
    stop: () => {
      seconds.value = since();
      phase.value = "stopped";
      beep(END_HZ, 0.2);
    },
    reset: () => {
      phase.value = "rest";
    },
  };
}

/** Starts with a tone after three seconds, stops at a tap. */
export function Stopwatch(props: { readonly most: number; readonly onTime: (seconds: number) => void }) {
  const clock = useClock(props.most, () => undefined, null);
  const { phase } = clock;
  const shown = phase === "running" || phase === "stopped" ? clock.seconds : 0;
  const press = {
    rest: clock.start,
    lead: clock.reset,
    running: clock.stop,
    stopped: () => {
      props.onTime(Math.round(shown * 100) / 100);
      clock.reset();
    },
  }[phase];
  return (
    <div class="stack">
      <p class="clock" role="timer" aria-live="off">
        {phase === "lead" ? Math.ceil(LEAD_S - clock.seconds) : numberText(shown, 1)}
      </p>
      <p class="unseen" aria-live="assertive">
        {phase === "lead" && say(WORDS.soon)}
        {phase === "running" && say(WORDS.runs)}
        {phase === "stopped" && say(WORDS.seconds, { seconds: numberText(shown, 1) })}
      </p>
      {/* one button throughout, so that the keyboard's focus stays on it */}
      <Button look="main" icon={ICONS[phase]} onClick={press}>
        {say(WORDS[LABELS[phase]], { seconds: numberText(shown, 1) })}
      </Button>
      {phase === "stopped" && <Button onClick={clock.reset}>{say(WORDS.again)}</Button>}
    </div>
  );
}

/** Half a minute between two tones; what is counted is entered afterwards. */
export function HalfMinute() {
  const tell = (words: keyof typeof WORDS) => (): void => {
    if (words === "over") beep(END_HZ, 0.6);
    if (settings.value.voice) speak(say(WORDS[words]), language.value);
  };
  const clock = useClock(HALF_MINUTE_S, tell("go"), tell("over"));
  const { phase } = clock;
  const isOn = phase === "lead" || phase === "running";
  const left = phase === "lead" ? LEAD_S : HALF_MINUTE_S;
  return (
    <div class="stack">
      <p class="clock" role="timer" aria-live="off">
        {isOn ? Math.max(0, Math.ceil(left - clock.seconds)) : phase === "stopped" ? 0 : HALF_MINUTE_S}
      </p>
      <p aria-live="assertive" class={phase === "stopped" ? "" : "unseen"}>
        {phase === "lead" && say(WORDS.soon)}
        {phase === "running" && say(WORDS.runs)}
        {phase === "stopped" && say(WORDS.over)}
      </p>
      <Button
        look="main"
        icon={isOn ? "close" : "start"}
        onClick={isOn ? clock.reset : clock.start}
      >
        {say(isOn ? WORDS.cancel : WORDS.halfMinute)}
      </Button>
    </div>
  );
}
