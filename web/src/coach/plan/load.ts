/**
 * How much is asked for in a week, and the single steps by which that changes.
 *
 * One full day is `bouts` times `boutS` seconds of walking backward; the easy day has fewer bouts.
 * What the hands hold and where one walks are one ladder (`Person.places`), each rung one change
 * away from the next, cut to what the screening allows.
 */

import { roundEven } from "../../maths/numbers.ts";
import { LEVELS, PACES, type Level, type Pace } from "../base.ts";
import { PLAN } from "../content.ts";
import { limit } from "./limits.ts";
import type { Person } from "./person.ts";

/** Lengths of bouts, seconds. */
export const BOUTS_S = PLAN.bouts_s;
/** Ids of the tasks for the mind, by grade. */
export const TASKS = PLAN.tasks;

/** What one week asks for. */
export interface Load {
  /** On a full day; 0 is a pause from walking backward. */
  readonly bouts: number;
  readonly boutS: number;
  /** Rung of `Person.places`. */
  readonly place: number;
  /** On full days. */
  readonly pace: Pace;
  /** Grade of the task for the mind, 0 for none. */
  readonly task: number;
  /** Whether the first day is on a treadmill. */
  readonly treadmill: boolean;
  /** Of that day. */
  readonly slopePercent: number;
  /** Of the exercises. */
  readonly stage: Level;
  /** Whether every day is an easy one, as in the week after a flare. */
  readonly gentle: boolean;
}

/** Backward walking on a full day, seconds. */
export function fullS(load: Load): number {
  return load.bouts * load.boutS;
}

/** Bouts on the easy day. */
export function easyBouts(load: Load): number {
  return Math.max(Math.min(1, load.bouts), roundEven(load.bouts * limit("easy_share")));
}

/** Backward walking of the whole week: two full days and an easy one, seconds. */
export function weekS(load: Load): number {
  return (2 * load.bouts + easyBouts(load)) * load.boutS;
}

/** Rest between two bouts, seconds. */
export function restS(load: Load): number {
  if (load.boutS <= 30) return 30;
  return load.boutS <= 60 ? 45 : 60;
}

/** A full day's walking with its rests, seconds. */
export function walkS(load: Load): number {
  return fullS(load) + Math.max(0, load.bouts - 1) * restS(load);
}

/** The most backward time of a week that may follow one of `seconds`, seconds. */
export function mostNext(seconds: number): number {
  return Math.max(seconds * (1 + limit("rise_share")), seconds + limit("rise_s"));
}

/** The first week's load: below every trial's dose, at a rail. */
export function startLoad(person: Person): Load {
  const { screening, ability } = person;
  const gentle = person.supported || screening.flags.includes("inactive") || screening.pain >= 4;
  const [bouts, boutS] = {
    new: [gentle ? 6 : 10, 30],
    some: [gentle ? 5 : 6, 60],
    practised: [4, 120],
  }[ability] as [number, number];
  const rung = { new: 0, some: 1, practised: 2 }[ability];
  let load: Load = {
    bouts,
    boutS,
    place: gentle ? 0 : Math.min(rung, person.places.length - 1),
    pace: ability === "practised" && !gentle ? "comfortable" : "slow",
    task: 0,
    treadmill: false,
    slopePercent: 0,
    stage: gentle || ability === "new" ? "easier" : "standard",
    gentle: false,
  };
  while (load.bouts > 1 && !fits(load, person)) load = { ...load, bouts: load.bouts - 1 };
  return load;
}

/** Whether a full day keeps to the aim and to the minutes at hand. */
export function fits(load: Load, person: Person): boolean {
  return fullS(load) <= person.aimS && walkS(load) <= person.walkRoomS;
}

/** The load with more or slightly longer bouts, within a week's rise, or null. */
export function longer(load: Load, person: Person): Load | null {
  const more: Load[] = [];
  for (let added = 1; added < 20; added++) more.push({ ...load, bouts: load.bouts + added });
  for (let boutS = load.boutS + 10; boutS <= limit("bout_most_s"); boutS += 10) {
    more.push({ ...load, boutS });
  }
  let best: Load | null = null;
  for (const one of more) {
    if (weekS(one) > mostNext(weekS(load)) || !fits(one, person)) continue;
    const above = best === null ? 1 : weekS(one) - weekS(best);
    if (above > 0 || (above === 0 && best !== null && one.bouts < best.bouts)) best = one;
  }
  return best;
}

/** The load in fewer, longer bouts of about the same sum, or null. */
export function longerBouts(load: Load, person: Person): Load | null {
  for (const boutS of BOUTS_S.filter((longerS) => longerS > load.boutS)) {
    for (const bouts of [roundEven(fullS(load) / boutS), Math.floor(fullS(load) / boutS)]) {
      const changed = { ...load, bouts, boutS };
      const same = bouts >= 2 && 0.85 * weekS(load) <= weekS(changed);
      if (same && weekS(changed) <= 1.15 * weekS(load) && fits(changed, person)) return changed;
    }
  }
  return null;
}

/** The load one rung further from the rail, or null; `atRail` keeps it there. */
export function further(load: Load, person: Person, atRail: boolean): Load | null {
  const next = person.places[load.place + 1];
  if (next === undefined || (atRail && next[0] !== "rail")) return null;
  return { ...load, place: load.place + 1 };
}

/** The load one pace faster, or null. */
export function faster(load: Load, person: Person): Load | null {
  const pace = PACES[PACES.indexOf(load.pace) + 1];
  return load.pace === person.fastest || pace === undefined ? null : { ...load, pace };
}

/** The load with the next task for the mind, or null; never before one hand is free. */
export function withTask(load: Load, person: Person): Load | null {
  const ready = person.tasks && load.place >= 1 && load.task < TASKS.length;
  return ready ? { ...load, task: load.task + 1 } : null;
}

/** The load with its first day on a treadmill, or null. */
export function onTreadmill(load: Load, person: Person): Load | null {
  const ready =
    person.treadmill && !load.treadmill && load.place >= Math.min(2, person.places.length - 1);
  return ready ? { ...load, treadmill: true } : null;
}

/** The load with one percent more slope, or null. */
export function steeper(load: Load, person: Person): Load | null {
  const ready = load.treadmill && load.slopePercent < person.slopeMost;
  return ready ? { ...load, slopePercent: load.slopePercent + 1 } : null;
}

/** The load with the next stage of exercises, or null. */
export function harderExercises(load: Load, person: Person): Load | null {
  const at = LEVELS.indexOf(load.stage);
  const stage = LEVELS[at + 1];
  if (at >= LEVELS.indexOf(person.hardest) || stage === undefined) return null;
  return { ...load, stage };
}

/**
 * The load with at most this share of its bouts, always less than before.
 *
 * The last bout gets shorter instead; from the shortest one there is a pause.
 */
export function shorter(load: Load, keep: number): Load {
  const bouts = Math.min(load.bouts - 1, Math.trunc(load.bouts * keep + 1e-9));
  if (load.bouts >= 2) return { ...load, bouts: Math.max(1, bouts) };
  const below = BOUTS_S.filter((boutS) => boutS < load.boutS).at(-1);
  return load.bouts > 0 && below !== undefined ? { ...load, boutS: below } : { ...load, bouts: 0 };
}

/** The load one rung nearer to the rail, slower, flat, and without a task. */
export function safer(load: Load): Load {
  return {
    ...load,
    place: Math.max(0, load.place - 1),
    pace: PACES[Math.max(0, PACES.indexOf(load.pace) - 1)] ?? "slow",
    task: 0,
    treadmill: false,
    slopePercent: 0,
  };
}

/** The load with exercises one stage easier. */
export function gentlerExercises(load: Load): Load {
  return { ...load, stage: LEVELS[Math.max(0, LEVELS.indexOf(load.stage) - 1)] ?? "easier" };
}
