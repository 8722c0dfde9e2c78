/**
 * From a load to the sessions of a week: hard and easy days, walking and exercises.
 *
 *     day 1  full    all bouts, the longest way; the treadmill, where there is one
 *     day 3  easy    fewer bouts, slow, one rung nearer to the rail, exercises easier
 *     day 5  full    all bouts; with the task for the mind, then one rung nearer to the rail
 */

import {
  LEVELS,
  sessionOf,
  totalS,
  type Block,
  type ExerciseBlock,
  type Level,
  type Pace,
  type Session,
  type WalkBlock,
} from "../base.ts";
import type { ExerciseInfo } from "../content.ts";
import { CATALOGUE, fitting, levelFor } from "./catalogue.ts";
import { DAYS, limit } from "./limits.ts";
import { TASKS, easyBouts, restS, type Load } from "./load.ts";
import type { Person } from "./person.ts";
import { because } from "./rules.ts";

const [FULL_DAY, EASY_DAY, TASK_DAY] = DAYS;

/** The sessions of a week with this load. */
export function sessions(
  week: number,
  load: Load,
  person: Person,
  catalogue: readonly ExerciseInfo[] = CATALOGUE,
): readonly Session[] {
  return DAYS.map((day) => session(week, day, load, person, catalogue));
}

function session(
  week: number,
  day: number,
  load: Load,
  person: Person,
  catalogue: readonly ExerciseInfo[],
): Session {
  const easy = day === EASY_DAY || load.bouts === 0 || load.gentle;
  const walk = walkOf(day, load, person);
  const stage = load.bouts === 0 ? "easier" : load.stage;
  const roomS = person.minutes * 60 - (walk === null ? 0 : totalS(walk));
  const room = Math.floor(roomS / (limit("exercise_s") + limit("change_s")));
  const count = Math.max(0, Math.min(room, limit("exercises_most") - Number(easy)));
  const exercises = chosen(week, day, count, stage, person, catalogue).map(
    (info): ExerciseBlock => ({
      kind: "exercise",
      exercise: info.id,
      level: levelOf(info, stage, easy, person),
    }),
  );
  const blocks: readonly Block[] =
    walk === null ? exercises : [...exercises.slice(0, 1), walk, ...exercises.slice(1)];
  const reasons = [because(ruleOf(day, load, easy))];
  if (day === FULL_DAY && week % 2 === 1 && load.bouts > 0 && !load.gentle) {
    reasons.push(because("test-due"));
  }
  return sessionOf({ week, day, hard: !easy, blocks, reasons });
}

function ruleOf(day: number, load: Load, easy: boolean): string {
  if (load.bouts === 0) return "pause-day";
  if (load.gentle) return "gentle-day";
  if (easy) return "easy-day";
  if (day === TASK_DAY) return load.task > 0 ? "task-day" : "new-day";
  return "full-day";
}

function walkOf(day: number, load: Load, person: Person): WalkBlock | null {
  if (load.bouts === 0) return null;
  const nearer = Math.max(0, load.place - 1);
  const easy = day === EASY_DAY;
  const withTask = load.task > 0 && day === TASK_DAY;
  let [setting, support] = person.place(easy || withTask ? nearer : load.place);
  let pace: Pace = easy ? "slow" : load.pace;
  if (load.treadmill && day === FULL_DAY) {
    setting = "treadmill with handrail";
    support = person.supported ? "both hands" : "one hand";
    pace = load.pace === "slow" || load.slopePercent > 0 ? "slow" : "comfortable";
  }
  if (withTask && pace === "brisk") pace = "comfortable";
  return {
    kind: "walk",
    bouts: easy ? easyBouts(load) : load.bouts,
    bout_s: load.boutS,
    rest_s: restS(load),
    setting,
    support,
    pace,
    slope_percent: setting === "treadmill with handrail" ? load.slopePercent : 0,
    task: withTask ? (TASKS[load.task - 1] ?? null) : null,
    cadence_spm: null,
  };
}

/** Exercises in turn; the same ones for two weeks, so that they can be learnt. */
function chosen(
  week: number,
  day: number,
  count: number,
  stage: Level,
  person: Person,
  catalogue: readonly ExerciseInfo[],
): readonly ExerciseInfo[] {
  const options = fitting(person.goal, person.screening.flags, stage, catalogue);
  const first = Math.floor((week - 1) / 2) + DAYS.indexOf(day) * Math.max(1, count);
  const length = Math.min(count, options.length);
  return Array.from({ length }, (_, k) => options[(first + k) % options.length]).filter(
    (info) => info !== undefined,
  );
}

/** The form: each exercise begins in its easiest one, when its stage has come. */
function levelOf(info: ExerciseInfo, stage: Level, easy: boolean, person: Person): Level {
  const at = LEVELS.indexOf(stage) - LEVELS.indexOf(info.stage) - Number(easy);
  return levelFor(info, LEVELS[Math.max(0, at)] ?? "easier", person.screening.flags);
}

/**
 * A session made easier after a flare in the same week.
 *
 * @param walk whether walking backward stays, at half the bouts; not after swelling.
 */
export function eased(planned: Session, walk: boolean): Session {
  const blocks: Block[] = [];
  for (const block of planned.blocks) {
    const bouts = block.kind === "walk" ? Math.floor(block.bouts / 2) : 0;
    if (block.kind === "exercise") {
      blocks.push({ ...block, level: "easier" });
    } else if (walk && bouts > 0) {
      blocks.push({
        ...block,
        bouts,
        setting: "rail",
        support: "both hands",
        pace: "slow",
        slope_percent: 0,
        task: null,
      });
    }
  }
  return sessionOf({ ...planned, hard: false, blocks, reasons: [because("eased-day")] });
}
