/**
 * The 3-metre backward walk by the phone on the leg: it says when to go, hears when the walk is
 * over, and reads the time from the samples.
 */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { backwardWalkTest } from "../../coach/assessments/by_sensor.ts";
import { said as reasonSaid } from "../../coach/assessments/reasons.ts";
import { SETTLING, watched, type Phase, type Watch } from "../../coach/assessments/watch.ts";
import { loadSentences } from "../../coach/content.ts";
import type { TestResult } from "../../coach/results.ts";
import { language, say } from "../../i18n/language.ts";
import { translated } from "../../session/sentences.ts";
import { Button, Failure } from "../../look/parts.tsx";
import { Segments } from "../../look/segments.tsx";
import { beep, hush, speak } from "../../look/voice.ts";
import type { Placement, Recording } from "../../recording.ts";
import { ACCESS_WORDS, askAccess, type Access, type AccessScope } from "../../sensors/access.ts";
import { Awake } from "../../session/awake.ts";
import { Samples } from "../../session/keeping.ts";
import { Listening } from "../../session/listening.ts";
import { settings } from "../../settings.ts";
import { today } from "../day.ts";
import { trackedWalk } from "../tracked.ts";

const WORDS = {
  where: { en: "Where is the phone?", de: "Wo ist das Telefon?" },
  pocket: { en: "trouser pocket", de: "Hosentasche" },
  ankle: { en: "ankle", de: "Knöchel" },
  begin: { en: "Begin", de: "Beginnen" },
  cancel: { en: "Cancel", de: "Abbrechen" },
  putIn: {
    en: "Put the phone in, go to the line and stand still.",
    de: "Stecken Sie das Telefon ein, gehen Sie zur Linie und stehen Sie still.",
  },
  settling: { en: "Stand still …", de: "Stehen Sie still …" },
  ready: { en: "Go, walk backward.", de: "Los, gehen Sie rückwärts." },
  walking: {
    en: "Stop at the second line and stand still.",
    de: "Halten Sie an der zweiten Linie an und stehen Sie still.",
  },
  over: { en: "Thank you. That is it.", de: "Danke. Das war es." },
  tooLong: {
    en: "That took too long for this test. Once more?",
    de: "Das hat für diesen Test zu lange gedauert. Noch einmal?",
  },
  silent: {
    en: "No sensor is heard. Use the stopwatch.",
    de: "Es kommt kein Sensor an. Nehmen Sie die Stoppuhr.",
  },
  counting: { en: "One moment …", de: "Einen Moment …" },
};

/** Time to put the phone in before anything is watched. */
const PUT_IN_S = 8;
const SILENT_MS = 4000;
const START_HZ = 880;
const END_HZ = 440;

type Where = "pocket" | "ankle";

/** The measurement; its result may be unknown, with the reason. */
export function BySensor({ onResult }: { readonly onResult: (result: TestResult) => void }) {
  const where = useSignal<Where>("pocket");
  const access = useSignal<Access>("ready");
  const shown = useSignal<Phase | "rest" | "put in" | "counting" | "silent" | "too long">("rest");
  const failed = useSignal<unknown>(null);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  async function begin(): Promise<void> {
    failed.value = null;
    // inside the tap, or browsers keep silent
    beep(START_HZ, 0.05);
    access.value = await askAccess(globalThis as unknown as AccessScope);
    if (access.value !== "ready") return;
    stop.current = listen(where.value, {
      onPhase: (phase) => {
        shown.value = phase;
      },
      onResult: (result) => {
        shown.value = "over";
        onResult(result);
      },
      onError: (error) => {
        shown.value = "rest";
        failed.value = error;
      },
    });
  }

  const now = shown.value;
  const isOn = !["rest", "over", "silent", "too long"].includes(now);
  const words = {
    rest: "",
    "put in": say(WORDS.putIn),
    settling: say(WORDS.settling),
    ready: say(WORDS.ready),
    walking: say(WORDS.walking),
    over: say(WORDS.over),
    counting: say(WORDS.counting),
    silent: say(WORDS.silent),
    "too long": say(WORDS.tooLong),
  }[now];
  return (
    <div class="stack">
      <Segments<Where>
        legend={say(WORDS.where)}
        showLegend
        value={where.value}
        options={(["pocket", "ankle"] as const).map((one) => ({ value: one, label: say(WORDS[one]) }))}
        onChange={(one) => {
          where.value = one;
        }}
      />
      <p class="cue" aria-live="assertive">
        {words}
      </p>
      {access.value !== "ready" && <p role="alert">{say(ACCESS_WORDS[access.value])}</p>}
      {failed.value !== null && <Failure error={failed.value} />}
      {isOn ? (
        <Button
          onClick={() => {
            stop.current();
            shown.value = "rest";
          }}
        >
          {say(WORDS.cancel)}
        </Button>
      ) : (
        <Button look="main" icon="start" onClick={() => void begin()}>
          {say(WORDS.begin)}
        </Button>
      )}
    </div>
  );
}

interface Told {
  readonly onPhase: (phase: Phase | "put in" | "counting" | "silent" | "too long") => void;
  readonly onResult: (result: TestResult) => void;
  readonly onError: (error: unknown) => void;
}

/** Listen until the walk is over; returns how to stop it. */
function listen(placement: Extract<Placement, Where>, told: Told): () => void {
  const samples = new Samples();
  const awake = new Awake();
  let watch: Watch = SETTLING;
  let fromS: number | null = null;
  let startMs = 0;
  let isOver = false;
  const tell = (phase: Phase | "put in"): void => {
    told.onPhase(phase);
    const words = { "put in": WORDS.putIn, settling: WORDS.settling, ready: WORDS.ready, walking: null, over: WORDS.over }[
      phase
    ];
    if (words !== null && settings.value.voice) speak(say(words), language.value);
  };
  const listening = new Listening((heard) => {
    if (isOver) return;
    if (fromS === null) {
      fromS = heard.timeS[0] ?? 0;
      startMs = Date.now();
    }
    samples.push(heard);
    listening.check();
    watch = followed(watch, heard, fromS + PUT_IN_S, (phase) => {
      if (phase === "ready") beep(START_HZ, 0.6);
      if (phase === "over") beep(END_HZ, 0.6);
      tell(phase);
    });
    if (watch.phase === "over") void end();
  });
  function stop(): void {
    isOver = true;
    clearTimeout(silent);
    listening.stop();
    awake.stop();
    hush();
  }
  async function end(): Promise<void> {
    isOver = true;
    listening.stop();
    awake.stop();
    if (watch.tooLong) {
      told.onPhase("too long");
      return;
    }
    told.onPhase("counting");
    try {
      told.onResult(await resultOf(samples.recording, placement, startMs));
    } catch (error) {
      told.onError(error);
    }
  }
  const silent = setTimeout(() => {
    if (fromS !== null || isOver) return;
    stop();
    told.onPhase("silent");
  }, SILENT_MS);
  awake.start();
  tell("put in");
  listening.start().catch((error: unknown) => {
    stop();
    told.onError(error);
  });
  return stop;
}

/** The watch after these samples; nothing is watched before the phone is put in. */
function followed(watch: Watch, heard: Recording, fromS: number, onPhase: (phase: Phase) => void): Watch {
  const { timeS, angularRateRads } = heard;
  let next = watch;
  for (let at = 0; at < timeS.length && angularRateRads !== null; at += 1) {
    const time = timeS[at] ?? 0;
    if (time < fromS) continue;
    const before = next;
    next = watched(next, time, Array.prototype.slice.call(angularRateRads, 3 * at, 3 * at + 3) as number[]);
    if (before === SETTLING || next.phase !== before.phase) onPhase(next.phase);
  }
  return next;
}

async function resultOf(
  recording: Recording,
  placement: Extract<Placement, Where>,
  startMs: number,
): Promise<TestResult> {
  const walk = await trackedWalk(recording, {
    placement,
    source: "Retrowalk app",
    device: "",
    startUtc: new Date(startMs).toISOString(),
  });
  const result = backwardWalkTest(walk, recording, today.value);
  const { reason } = result.value;
  // what is kept stays in the words of the tracker
  if (result.value.value !== null || reason === null || language.value === "en") return result;
  const own = reasonSaid(reason, language.value);
  const text = own === reason ? translated(reason, language.value, await loadSentences()) : own;
  return { ...result, value: { ...result.value, reason: text } };
}
