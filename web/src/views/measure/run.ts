/** One run: sensors, voice and light joined to the protocol; ends as a draft in memory. */

import { signal } from "@preact/signals";

import { Measuring } from "../../dataset/measuring.ts";
import type { Part } from "../../dataset/course.ts";
import type { Phase } from "../../dataset/protocol.ts";
import { language } from "../../i18n/language.ts";
import { mayLeave } from "../../router.ts";
import { keepAwake, readSensors, Voice, type Sensors } from "./device.ts";
import { draft, parts, stage, worn } from "./state.ts";
import { WORDS } from "./words.ts";

const PLACING_S = 12;
const EVERY_MS = 100;
const LAST_WORDS_MS = 6000;

/** What the screen shows of the run. */
export interface Shown {
  readonly phase: "placing" | Phase;
  readonly part: Part | null;
  readonly index: number;
  readonly count: number;
  /** Until the next thing happens; null where that is not known. */
  readonly leftS: number | null;
  readonly isSilent: boolean;
}

export const shown = signal<Shown | null>(null);

interface Run {
  readonly sensors: Sensors;
  readonly voice: Voice;
  readonly beginsS: number;
  readonly timer: ReturnType<typeof setInterval>;
  readonly sleep: () => void;
  measuring: Measuring | null;
}

let run: Run | null = null;
/** Of the last run, whose last words may still be heard. */
let closeVoice: (() => void) | null = null;

function nowS(): number {
  return performance.now() / 1000;
}

/**
 * Begin; only inside a tap.
 *
 * @throws RetrowalkError the sensors cannot be read.
 */
export async function startRun(): Promise<void> {
  stopRun();
  silence();
  const voice = new Voice(language.value);
  try {
    const sensors = await readSensors((samples) => run?.measuring?.push(samples), language.value);
    voice.say(WORDS.placing);
    run = {
      sensors,
      voice,
      beginsS: nowS() + PLACING_S,
      timer: setInterval(step, EVERY_MS),
      sleep: keepAwake(),
      measuring: null,
    };
    mayLeave.value = () => confirm(WORDS.leave[language.value]);
    step();
  } catch (error) {
    voice.close();
    throw error;
  }
}

function step(): void {
  if (run === null) return;
  const now = nowS();
  if (run.measuring === null) {
    if (now < run.beginsS) {
      show();
      return;
    }
    run.measuring = new Measuring(parts.value, language.value, now);
  }
  for (const cue of run.measuring.tick(now, run.voice.isSpeaking)) {
    if (cue.kind === "say") run.voice.say(cue.words);
    else if (cue.kind === "go") {
      run.voice.tone("go");
      run.voice.say(WORDS.go);
    } else {
      run.voice.tone("done");
      run.voice.say(WORDS.thanks);
    }
  }
  if (run.measuring.protocol.phase === "done") finish();
  else show();
}

function show(): void {
  if (run === null) return;
  const { measuring, beginsS } = run;
  const count = parts.value.length;
  if (measuring === null) {
    const leftS = beginsS - nowS();
    shown.value = { phase: "placing", part: null, index: 0, count, leftS, isSilent: false };
    return;
  }
  const { phase, index, sinceS } = measuring.protocol;
  const part = parts.value[index] ?? null;
  const leftS = phase === "doing" && part !== null ? part.durationS - (nowS() - sinceS) : null;
  shown.value = { phase, part, index, count, leftS, isSilent: measuring.isSilent };
}

/** Pause, or go on. */
export function pauseOrGoOn(): void {
  if (run?.measuring?.protocol.phase === "paused") run.measuring.resume(nowS());
  else run?.measuring?.pause(nowS());
  step();
}

/** Leave the current part out. */
export function leaveOut(): void {
  run?.measuring?.skip(nowS());
  step();
}

/** End it; what was done is looked at. */
export function endRun(): void {
  if (run?.measuring === null) {
    stopRun();
    stage.value = "ready";
    return;
  }
  run?.measuring.end(nowS());
  finish();
}

function finish(): void {
  if (run?.measuring === null || run === null) return;
  const { measuring, sensors } = run;
  const zero = new Date(performance.timeOrigin).toISOString();
  const hasPieces = measuring.protocol.pieces.length > 0;
  draft.value = hasPieces ? measuring.draft(zero, worn.value, sensors.sign) : null;
  const voice = run.voice;
  release(run);
  // the last words are heard to their end
  const mine = (): void => voice.close();
  closeVoice = mine;
  setTimeout(() => {
    if (closeVoice === mine) silence();
  }, LAST_WORDS_MS);
  stage.value = hasPieces ? "look" : "ready";
}

function silence(): void {
  closeVoice?.();
  closeVoice = null;
}

/** End it and forget it. */
export function stopRun(): void {
  if (run === null) return;
  const { voice } = run;
  release(run);
  voice.close();
}

function release({ timer, sensors, sleep }: Run): void {
  clearInterval(timer);
  sensors.stop();
  sleep();
  mayLeave.value = () => true;
  run = null;
  shown.value = null;
}
