/**
 * What a person does with the session of this page.
 *
 * One at a time; it lives on while its person looks at other screens of the app.
 */

import { batch } from "@preact/signals";

import { language } from "../i18n/language.ts";
import type { Placement } from "../recording.ts";
import { askAccess, type AccessScope } from "../sensors/access.ts";
import { readHeartRate } from "../sensors/heart_rate.ts";
import { followPosition } from "../sensors/positions.ts";
import { store } from "../store/opened.ts";
import { ARM_PLACEMENTS } from "../tracker/steps.ts";
import { fixedMessage } from "./fixed.ts";
import { Engine } from "./engine.ts";
import { Live, safe } from "./joined.ts";
import { keepSession } from "./result.ts";
import { loadScales, scaleOf } from "./scales.ts";
import {
  FREE,
  IDLE,
  access,
  failure,
  finding,
  goal,
  heartRate,
  isLive,
  isPocket,
  optionsOf,
  spoken,
  unfinished,
  view,
  type Target,
} from "./shown.ts";
import type { Header } from "./vault.ts";

let live: Live | null = null;

function begun(engine: Engine, target: Target, id: string, madeAt: string): Live {
  live?.end();
  const made = new Live(engine, target, id, madeAt);
  live = made;
  failure.value = null;
  spoken.value = "";
  isLive.value = true;
  goal.value = target;
  made.show();
  return made;
}

/** Ask for the sensors; inside a tap. */
export async function allow(): Promise<void> {
  access.value = await askAccess(globalThis as unknown as AccessScope);
}

/** Choose where the phone is and begin the sensor check; inside a tap. */
export function begin(placement: Placement, target: Target): void {
  const made = begun(
    new Engine(optionsOf(target, scaleOf(placement))),
    target,
    crypto.randomUUID(),
    new Date().toISOString(),
  );
  made.take(made.engine.place(placement, performance.now() / 1000));
  made.begin();
}

/** Check the sensors once more. */
export function checkAgain(): void {
  const { placement } = live?.engine ?? {};
  if (live && placement) live.take(live.engine.place(placement, performance.now() / 1000));
}

/** The phone goes where it is worn. */
export function countDown(): void {
  if (live === null) return;
  const { placement } = live.engine;
  isPocket.value = placement !== null && !ARM_PLACEMENTS.has(placement);
  live.take(live.engine.countDown());
}

/** Walk without a direction where the calibration does not work. */
export function goUncalibrated(): void {
  if (live !== null) live.take(live.engine.skipCalibration());
}

export function pause(): void {
  if (live !== null) live.take(live.engine.pause());
}

export function resume(): void {
  if (live !== null) live.take(live.engine.resume());
}

/** Let the person choose a heart-rate strap; inside a tap. */
export async function addHeartRate(): Promise<void> {
  const mine = live;
  if (mine === null) return;
  try {
    const end = await readHeartRate(
      navigator,
      ({ bpm }) => mine.onRate(bpm),
      () => {
        heartRate.value = null;
      },
    );
    mine.onEnd(end);
  } catch (error) {
    failure.value = error;
  }
}

/** Follow where the phone is, because the person asked for it. */
export function addPositions(onDenied: () => void): void {
  const mine = live;
  if (mine === null) return;
  mine.onEnd(followPosition(navigator, (position) => mine.onPosition(position), onDenied));
}

/**
 * End the walk and keep it.
 *
 * @returns the id of its `walk` record, or null where nothing was walked yet.
 */
export async function finish(): Promise<string | null> {
  const mine = live;
  if (mine === null) return null;
  mine.speaker.say(fixedMessage("ended"));
  await mine.save();
  const kept = await mine.keep();
  await (await safe()).remove(mine.id);
  close(mine);
  return kept;
}

/** End the walk, keep it, and calibrate for another one. */
export async function calibrateAgain(): Promise<void> {
  const before = live;
  const placement = before?.engine.placement;
  if (before === null || !placement) return;
  await finish();
  begin(placement, before.target);
  countDown();
}

/** Leave without keeping anything. */
export async function discard(): Promise<void> {
  const mine = live;
  if (mine === null) return;
  close(mine);
  await mine.save();
  await (await safe()).remove(mine.id);
}

function close(mine: Live): void {
  mine.end();
  if (live === mine) live = null;
  batch(() => {
    isLive.value = false;
    isPocket.value = false;
    view.value = IDLE;
    finding.value = null;
  });
}

/** Walks that were shorter are not worth a question. */
const SHORTEST_S = 5;

/** Look for walks whose page was closed. */
export async function findUnfinished(): Promise<void> {
  const kept = await safe();
  const held = await sessionsThatGoOn();
  const found: Header[] = [];
  for (const header of await kept.unfinished()) {
    if (held.has(header.id)) continue;
    const walked = (await kept.chunks(header.id)).filter(({ part }) => part === "walk");
    const timeS = walked.at(-1)?.samples.timeS ?? [];
    if ((timeS[timeS.length - 1] ?? 0) >= SHORTEST_S) found.push(header);
    else await kept.remove(header.id);
  }
  unfinished.value = found;
}

/** Ids of sessions that go on, here or in another page of the app. */
async function sessionsThatGoOn(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set([...held.map(({ name }) => name ?? ""), live?.id ?? ""]);
}

function targetOf({ targetS, parts, task = null }: Header): Target {
  return { ...FREE, backwardS: targetS, parts, task };
}

async function restored(header: Header): Promise<Engine> {
  const chunks = await (await safe()).chunks(header.id);
  await loadScales();
  return Engine.restored(header, chunks, optionsOf(targetOf(header), scaleOf(header.placement)));
}

/** Go on with a walk whose page was closed; inside a tap. */
export async function goOn(header: Header): Promise<void> {
  const engine = await restored(header);
  begun(engine, targetOf(header), header.id, header.madeAt).begin();
  unfinished.value = unfinished.value.filter(({ id }) => id !== header.id);
}

/** Keep a walk whose page was closed as far as it went; returns the id of its record. */
export async function keepUnfinished(header: Header): Promise<string | null> {
  const finished = (await restored(header)).finish();
  const id =
    finished === null
      ? null
      : await keepSession(await store(), finished, {
          language: language.value,
          device: navigator.userAgent,
          heartRate: [],
          positions: [],
        });
  await dropUnfinished(header);
  return id;
}

/** Throw a walk away whose page was closed. */
export async function dropUnfinished(header: Header): Promise<void> {
  await (await safe()).remove(header.id);
  unfinished.value = unfinished.value.filter(({ id }) => id !== header.id);
}
