/** The guide plays, and tasks cost, as in Python. */

import { createHash } from "node:crypto";

import {
  brainSentence,
  costSentence,
  reasonSaid,
  taskCost,
  taskCostToDict,
} from "../src/coach/attention/cost.ts";
import { task } from "../src/coach/attention/tasks.ts";
import type { Level, WalkBlock } from "../src/coach/base.ts";
import { loadClaims, loadExercises } from "../src/coach/content.ts";
import type { Exercise } from "../src/coach/content_library.ts";
import * as player from "../src/coach/guide/player.ts";
import {
  doseS,
  exerciseTimeline,
  joined,
  totalS,
  walkTimeline,
  type Cue,
  type GuidedForm,
  type Timeline,
} from "../src/coach/guide/timeline.ts";
import type { Phrase } from "../src/i18n/phrase.ts";
import type { Direction } from "../src/tracker/base.ts";
import type { WalkData } from "../src/walk.ts";
import { answersAlike } from "./coach_vectors.ts";

type Command = readonly [string, number?];
type Block = Omit<WalkBlock, "kind">;

interface Given {
  readonly ask: string;
  readonly exercise: string;
  readonly level: Level;
  readonly levels: readonly Level[];
  readonly name: Phrase;
  readonly form: GuidedForm;
  readonly ready_s: number;
  readonly block: Block;
  readonly blocks: readonly Block[];
  readonly task: Phrase | null;
  readonly commands: readonly Command[];
  readonly pain: number | null;
}

const { exercises } = await loadExercises();
const claims = await loadClaims();

function exerciseOf(id: string): Exercise {
  const found = exercises.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

function row(cue: Cue): unknown[] {
  const { startS, durationS, kind, say, show, pose, repetition, round, side } = cue;
  return [startS, durationS, kind, say, show, pose, repetition, round, side];
}

function cues(timeline: Timeline): unknown {
  return {
    title: timeline.title,
    total_s: totalS(timeline),
    dose_s: doseS(timeline),
    cues: timeline.cues.map(row),
  };
}

function brief(timeline: Timeline): unknown {
  const texts = timeline.cues.map(({ kind, say, show }) => {
    return `${kind}|${say === null ? "" : `${say.en}|${say.de}`}|${show.en}|${show.de}`;
  });
  return {
    total_s: totalS(timeline),
    dose_s: doseS(timeline),
    count: timeline.cues.length,
    texts: createHash("sha256").update(texts.join("\n")).digest("hex"),
  };
}

const COMMANDS: Readonly<Record<string, (state: player.Playing) => player.Playing>> = {
  pause: player.paused,
  resume: player.resumed,
  skip: player.skipped,
  "too hard": (state) => player.tooHard(state),
  hurts: player.hurts,
};

function stateOf(state: player.Playing): unknown {
  const cue = player.cueOf(state);
  return {
    level: state.level,
    time_s: state.timeS,
    status: state.status,
    done_s: state.doneS,
    skipped_s: state.skippedS,
    eased: state.eased,
    hurt: state.hurt,
    note: state.note,
    completed_share: player.completedShare(state),
    cue: [cue.startS, cue.kind],
  };
}

function played(begin: player.Playing, { commands, pain }: Given): unknown {
  let state = begin;
  const states = [stateOf(state)];
  for (const [name, seconds] of commands) {
    const next = COMMANDS[name];
    state = next === undefined ? player.passed(state, seconds ?? 0) : next(state);
    states.push(stateOf(state));
  }
  const { completedShare, hurt, level, eased, sentence } = player.outcome(state);
  return {
    states,
    outcome: { completed_share: completedShare, hurt, level, eased, sentence },
    entry: player.entryOf(player.outcome(state), 2, 3, "2026-11-25", pain, 5),
  };
}

answersAlike<Given>("guide", (given, _, expected) => {
  if (given.ask === "form") return cues(exerciseTimeline(given.name, given.form, given.ready_s));
  if (given.ask === "walk") return cues(walkTimeline(given.block, undefined, given.task));
  if (given.ask === "play walk") {
    return played(player.startWalk(walkTimeline(given.block)), given);
  }
  const one = exerciseOf(given.exercise);
  if (given.ask === "play") {
    const forms = Object.fromEntries(given.levels.map((level) => [level, one.forms[level]]));
    return played(player.start({ ...one, forms }, given.level), given);
  }
  const timeline = exerciseTimeline(one.name, one.forms[given.level]);
  if (given.ask === "joined") {
    const [first, last] = given.blocks.map((block) => walkTimeline(block));
    return cues(joined([first, timeline, last]));
  }
  return "cues" in (expected as object) ? cues(timeline) : brief(timeline);
});

interface Compared {
  readonly ask: string;
  readonly id: string;
  readonly without: WalkData;
  readonly with_task: WalkData;
  readonly direction: Direction;
}

answersAlike<Compared>("attention", (given) => {
  if (given.ask === "task") return task(given.id);
  if (given.ask === "brain") {
    return { en: brainSentence(claims, "en"), de: brainSentence(claims, "de") };
  }
  const cost = taskCost(given.without, given.with_task, given.direction);
  return {
    ...taskCostToDict(cost),
    method: cost.method,
    sentence: costSentence(cost),
    reasons_de: [cost.cadenceSpm, cost.stepTimeCv].map(({ reason }) =>
      reasonSaid(reason ?? "", "de"),
    ),
  };
});
