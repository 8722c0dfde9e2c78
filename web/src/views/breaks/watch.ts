/**
 * Reminds of breaks while the app is open: minutes since the last walk or "I am up", counted as
 * the coach counts them. Nothing is kept; a closed app is a phone that was not worn.
 */

import { effect, signal } from "@preact/signals";

import { breakRules, type BreakRules, type Day, type Suggestion } from "../../coach/breaks/base.ts";
import { snacks, suggestions } from "../../coach/breaks/suggest.ts";
import { say } from "../../i18n/language.ts";
import { BREAKS } from "../../coach/content.ts";
import { beep } from "../../look/voice.ts";
import { settings } from "../../settings.ts";
import { store } from "../../store/opened.ts";
import { isLive } from "../../session/shown.ts";
import type { ScreeningContent } from "../records.ts";
import { exerciseName } from "../exercises/allowed.ts";

const MINUTE_MS = 60_000;
const LOOK_MS = 20_000;
/** Steps of a minute in which somebody said to be up. */
const UP = 100;

/** What is to be said now, or null. */
export const reminder = signal<Suggestion | null>(null);

let startMs = Date.now();
let upMs: number[] = [];
let snoozedMs: number[] = [];
let saidMs = 0;

/** The rules that the settings make. */
export function rulesNow(): BreakRules {
  const { breaks: on, breaksFrom: begin, breaksTo: end } = settings.value;
  return breakRules({ on, begin, end });
}

/** The zone of the phone. */
export function zoneNow(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Somebody is up: the clock begins anew. */
export function isUp(): void {
  upMs.push(Date.now());
  reminder.value = null;
}

/** Later. */
export function later(): void {
  snoozedMs.push(Date.now());
  reminder.value = null;
}

/** The exercises that suit a break, after the screening that is kept. */
export async function choicesNow(): Promise<readonly string[]> {
  const kept = await (await store()).contents<ScreeningContent>("screening");
  return snacks(kept.at(-1)?.content.screening ?? null);
}

function dayUntil(nowMs: number): Day {
  const minutes = Math.floor((nowMs - startMs) / MINUTE_MS);
  const ups = new Set(upMs.map((ms) => Math.floor((ms - startMs) / MINUTE_MS)));
  return {
    startMs,
    zone: zoneNow(),
    steps: Array.from({ length: Math.max(0, minutes) }, (_, at) => (ups.has(at) ? UP : 0)),
  };
}

async function look(): Promise<void> {
  // a walk is the best of all breaks
  if (isLive.value) isUp();
  const nowMs = Date.now();
  let found: readonly Suggestion[];
  try {
    found = suggestions(dayUntil(nowMs), rulesNow(), await choicesNow(), snoozedMs);
  } catch {
    // hours that end before they begin: the screen of the breaks says so
    return;
  }
  const last = found.at(-1);
  if (last === undefined || last.atMs <= saidMs || nowMs - last.atMs > 2 * MINUTE_MS) return;
  saidMs = last.atMs;
  reminder.value = last;
  beep(520, 0.2);
  void notify(last);
}

async function notify({ exercise }: Suggestion): Promise<void> {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  const doing = exercise === null ? BREAKS.get_up : exerciseName(exercise);
  const options = { body: say(doing), tag: "retrowalk-break", icon: "/icon-192.png" };
  const worker = await navigator.serviceWorker?.getRegistration();
  // phones take notifications from the service worker alone
  if (worker !== undefined) await worker.showNotification(say(BREAKS.title), options);
  else new Notification(say(BREAKS.title), options);
}

let timer: ReturnType<typeof setInterval> | null = null;

/** Follow the switch in the settings; called once, when the app opens. */
export function followBreaks(): void {
  effect(() => {
    const isOn = settings.value.breaks;
    if (isOn === (timer !== null)) return;
    if (timer !== null) clearInterval(timer);
    timer = null;
    reminder.value = null;
    if (!isOn) return;
    startMs = Date.now();
    upMs = [];
    snoozedMs = [];
    timer = setInterval(() => void look(), LOOK_MS);
  });
}
