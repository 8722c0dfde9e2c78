/** A stopwatch with a tone at the start, and half a minute for the chair. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { language, numberText, say } from "../../i18n/language.ts";
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

function useClock(onTick: (seconds: number, phase: Phase) => Phase) {
  const phase = useSignal<Phase>("rest");
  const elapsedS = useSignal(0);
  const isOn = phase.value === "lead" || phase.value === "running";
  useEffect(() => {
    if (!isOn) return;
    const awake = new Awake();
    awake.start();
    return () => awake.stop();
  }, [isOn]);
  useEffect(() => {
    if (!isOn) return;
    const begun = performance.now();
    const clock = setInterval(() => {
      const seconds = (performance.now() - begun) / 1000;
      elapsedS.value = seconds;
      const next = onTick(seconds, phase.value);
      if (next !== phase.value) phase.value = next;
    }, TICK_MS);
    return () => clearInterval(clock);
  }, [phase.value]);
  useEffect(() => hush, []);
  return { phase, elapsedS };
}

/** Starts with a tone after three seconds, stops at a tap. */
export function Stopwatch(props: { readonly most: number; readonly onTime: (seconds: number) => void }) {
  const { phase, elapsedS } = useClock((seconds, now) => {
    if (now === "lead" && seconds >= LEAD_S) {
      beep(START_HZ, 0.4);
      return "running";
    }
    return now === "running" && seconds > props.most ? "rest" : now;
  });
  const now = phase.value;
  const shown = now === "running" || now === "stopped" ? elapsedS.value : 0;
  return (
    <div class="stack">
      <p class="clock" role="timer" aria-live="off">
        {now === "lead" ? Math.ceil(LEAD_S - elapsedS.value) : numberText(shown, 1)}
      </p>
      <p class="unseen" aria-live="assertive">
        {now === "lead" && say(WORDS.soon)}
        {now === "running" && say(WORDS.runs)}
        {now === "stopped" && say(WORDS.seconds, { seconds: numberText(shown, 1) })}
      </p>
      {now === "rest" && (
        <Button
          look="main"
          icon="start"
          onClick={() => {
            beep(START_HZ, 0.05);
            elapsedS.value = 0;
            phase.value = "lead";
          }}
        >
          {say(WORDS.start)}
        </Button>
      )}
      {now === "lead" && (
        <Button onClick={() => (phase.value = "rest")}>{say(WORDS.cancel)}</Button>
      )}
      {now === "running" && (
        <Button
          look="main"
          icon="stop"
          onClick={() => {
            phase.value = "stopped";
            beep(END_HZ, 0.2);
          }}
        >
          {say(WORDS.stop)}
        </Button>
      )}
      {now === "stopped" && (
        <>
          <Button
            look="main"
            icon="check"
            onClick={() => {
              props.onTime(Math.round(shown * 100) / 100);
              phase.value = "rest";
            }}
          >
            {say(WORDS.keep, { seconds: numberText(shown, 1) })}
          </Button>
          <Button onClick={() => (phase.value = "rest")}>{say(WORDS.again)}</Button>
        </>
      )}
    </div>
  );
}

/** Half a minute between two tones; what is counted is entered afterwards. */
export function HalfMinute() {
  const { phase, elapsedS } = useClock((seconds, now) => {
    if (now === "lead" && seconds >= LEAD_S) {
      beep(START_HZ, 0.4);
      if (settings.value.voice) speak(say(WORDS.go), language.value);
      return "running";
    }
    if (now === "running" && seconds >= HALF_MINUTE_S) {
      beep(END_HZ, 0.6);
      if (settings.value.voice) speak(say(WORDS.over), language.value);
      return "stopped";
    }
    return now;
  });
  const now = phase.value;
  const left = now === "lead" ? LEAD_S : HALF_MINUTE_S;
  const isOn = now === "lead" || now === "running";
  return (
    <div class="stack">
      <p class="clock" role="timer" aria-live="off">
        {isOn ? Math.max(0, Math.ceil(left - elapsedS.value)) : now === "stopped" ? 0 : HALF_MINUTE_S}
      </p>
      <p aria-live="assertive" class={now === "stopped" ? "" : "unseen"}>
        {now === "lead" && say(WORDS.soon)}
        {now === "running" && say(WORDS.runs)}
        {now === "stopped" && say(WORDS.over)}
      </p>
      {isOn ? (
        <Button onClick={() => (phase.value = "rest")}>{say(WORDS.cancel)}</Button>
      ) : (
        <Button
          look="main"
          icon="start"
          onClick={() => {
            beep(START_HZ, 0.05);
            elapsedS.value = 0;
            phase.value = "lead";
          }}
        >
          {say(WORDS.halfMinute)}
        </Button>
      )}
    </div>
  );
}
