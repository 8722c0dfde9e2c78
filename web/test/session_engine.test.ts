/** A whole session on samples: what is told, what is counted, what is kept. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { recordingOf } from "../src/conformance/vector.ts";
import type { walkOf } from "../src/contract.ts";
import { Wearer, type Placement, type Recording } from "../src/recording.ts";
import type { EngineEvent, Finished, Options } from "../src/session/base.ts";
import { Engine } from "../src/session/engine.ts";
import { recordingData } from "../src/session/recording_json.ts";
import type { Chunk, Header } from "../src/session/vault.ts";
import { differing, still, shifted, shaken } from "./sessions.ts";
import { blocks, repeated, vector } from "./vectors.ts";

const OPTIONS: Options = {
  wearer: new Wearer({ heightM: 1.75 }),
  scale: null,
  task: null,
  telling: "minutes",
  targetS: null,
  parts: null,
  now: () => Date.UTC(2026, 10, 25, 10, 42),
};

const PYTHON = "../.venv/bin/python";

function said(events: readonly EngineEvent[]): string[] {
  return events.flatMap((one) => (one.kind === "say" ? [one.message.id] : []));
}

/** Feed samples as a phone hands them over. */
function fed(engine: Engine, samples: Recording, size = 1): EngineEvent[] {
  return [...blocks(samples, size)].flatMap((part) => engine.push(part));
}

/** A session until its walk begins, and the time at which that was. */
function begun(
  placement: Placement,
  calibration: Recording,
  options = OPTIONS,
): { engine: Engine; events: EngineEvent[]; atS: number } {
  const engine = new Engine(options);
  const events = engine.place(placement, 0);
  events.push(...fed(engine, shaken(2, 1)));
  assert.equal(engine.finding(2)?.state, "passed");
  events.push(...engine.countDown());
  events.push(...fed(engine, still(7, 4)));
  assert.equal(engine.phase, "calibrating");
  let atS = 12;
  for (const part of blocks(joinedAt(12, calibration, still(4, 0)), 1)) {
    if (engine.phase !== "calibrating") break;
    events.push(...engine.push(part));
    atS = part.timeS[0] + 0.02;
  }
  return { engine, events, atS };
}

function session(name: string): { events: EngineEvent[]; engine: Engine; finished: Finished } {
  const given = vector(name);
  assert.ok(given.calibration !== null);
  const { engine, events, atS } = begun(given.placement, recordingOf(given.calibration));
  assert.equal(engine.phase, "walking");
  const from = events.length;
  events.push(...fed(engine, shifted(recordingOf(given.samples), atS)));
  const finished = engine.finish();
  assert.ok(finished !== null);
  return { events: events.slice(from), engine, finished };
}

function golden(name: string): ReturnType<typeof walkOf> {
  return JSON.parse(readFileSync(`test/walks/${name}.json`, "utf8")) as ReturnType<typeof walkOf>;
}

for (const name of ["pocket-calibrated", "waist-calibrated", "gap-long-calibrated"]) {
  test(`a session of ${name} finds the bouts that Python finds`, () => {
    const { finished, engine } = session(name);
    const expected = golden(name);
    const short = (walk: ReturnType<typeof walkOf>): unknown =>
      walk.bouts.map((bout) => [bout.direction, bout.steps.value]);
    assert.deepEqual(short(finished.walk), short(expected));
    // at the end the live count is that of the walk
    assert.equal(engine.view.steps.backward, expected.summary.backward.steps.value);
    assert.equal(engine.view.steps.forward, expected.summary.forward.steps.value);
    assert.equal(finished.walk.knowledge, "calibrated");
  });
}

test("backward and forward are said as they are walked", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const ids: string[] = [];
  for (const part of repeated("pocket-calibrated", 70, 1)) {
    const timeS = Array.from(part.timeS, (time) => time + atS);
    ids.push(...said(engine.push({ ...part, timeS })));
  }
  const told = ids.filter((id) => /ward/.test(id));
  assert.deepEqual(told.slice(0, 4), ["backward_first", "forward", "backward_again", "forward"]);
});

test("a gap is said on return and nothing is counted through it", () => {
  const { events, finished } = session("gap-long-calibrated");
  const ids = said(events);
  assert.ok(ids.includes("gap"));
  assert.ok(ids.includes("calibrate_again"));
  assert.equal(finished.walk.recording.gaps.length, 1);
  const [gap] = finished.walk.recording.gaps;
  for (const bout of finished.walk.bouts) {
    assert.ok(bout.end_s <= gap.start_s + 0.1 || bout.start_s >= gap.end_s - 0.1);
  }
});

test("on a leg the direction is learnt anew after a gap of over 5 s", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const ids: string[] = [];
  for (const [fromS, lengthS] of [[atS, 28], [atS + 60, 28]] as const) {
    for (const part of repeated("pocket-calibrated", lengthS, 1)) {
      const timeS = Array.from(part.timeS, (time) => time + fromS);
      ids.push(...said(engine.push({ ...part, timeS })));
    }
  }
  assert.ok(ids.includes("learn_again") && ids.includes("gap"));
  const finished = engine.finish();
  assert.equal(finished?.walk.knowledge, "unknown");
  assert.equal(finished.calibration, null);
  const after = finished.walk.bouts.filter((bout) => bout.start_s > 58);
  const directions = new Set(after.map(({ direction }) => direction));
  assert.ok(directions.has("backward") && directions.has("forward"), [...directions].join());
});

test("too little walking is asked for once more, then the leg learns by itself", () => {
  const short = still(40, 0);
  const { engine, events } = begun("pocket", shifted(walked(5), 0));
  assert.ok(!said(events).includes("calibrated"));
  const more = fed(engine, shifted(short, 40));
  const ids = said(more);
  assert.ok(ids.includes("too_short"), ids.join());
  assert.equal(engine.phase, "calibrating");
  const last = fed(engine, joinedAt(90, walked(5), still(40, 0)));
  assert.ok(said(last).includes("uncalibrated"), said(last).join());
  assert.equal(engine.phase, "walking");
});

test("at the waist a calibration that fails twice ends in a choice", () => {
  const { engine } = begun("waist", shifted(walked(5), 0));
  fed(engine, shifted(still(40, 0), 40));
  fed(engine, joinedAt(90, walked(5), still(40, 0)));
  assert.equal(engine.phase, "stuck");
  engine.countDown();
  assert.equal(engine.phase, "countdown");
});

test("in the hand there is no calibration", () => {
  const engine = new Engine(OPTIONS);
  engine.place("hand", 0);
  fed(engine, shaken(2, 1));
  engine.countDown();
  const events = fed(engine, still(7, 4));
  assert.equal(engine.phase, "walking");
  assert.ok(said(events).includes("begin"));
});

test("a pause is kept, and what comes meanwhile is seen but not talked about", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const walk = shifted(recordingOf(given.samples), atS);
  engine.push({ ...walk, ...first(walk, 30) });
  engine.pause();
  assert.equal(engine.phase, "paused");
  const events = fed(engine, rest(walk, 30), 60);
  assert.deepEqual(said(events), []);
  engine.resume();
  const finished = engine.finish();
  assert.equal(finished?.pauses.filter(({ why }) => why === "button").length, 1);
  const expected = golden("pocket-calibrated");
  assert.equal(
    finished?.walk.summary.backward.steps.value,
    expected.summary.backward.steps.value,
  );
});

test("what comes while the screen is off is not used", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const walk = shifted(recordingOf(given.samples), atS);
  const half = Math.floor(walk.timeS.length / 2);
  fed(engine, first(walk, half));
  engine.interrupt();
  assert.deepEqual(fed(engine, first(rest(walk, half), 200)), []);
  engine.uninterrupt();
  const events = fed(engine, rest(walk, half + 200));
  assert.ok(said(events).includes("gap"));
  const finished = engine.finish();
  assert.equal(finished?.walk.recording.gaps.length, 1);
});

test("an interruption leaves a hole even where the clock stood still", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const walk = shifted(recordingOf(given.samples), atS);
  fed(engine, first(walk, 700));
  engine.interrupt();
  engine.uninterrupt();
  fed(engine, rest(walk, 700));
  assert.equal(engine.finish()?.walk.recording.gaps.length, 1);
});

test("a walk that was cut off is picked up where it was kept", () => {
  const given = vector("pocket-calibrated");
  assert.ok(given.calibration !== null);
  const { engine, atS } = begun("pocket", recordingOf(given.calibration));
  const walk = shifted(recordingOf(given.samples), atS);
  const chunks: Chunk[] = engine.takeUnsaved();
  const half = Math.floor(0.6 * walk.timeS.length);
  for (const part of blocks(first(walk, half), 50)) {
    engine.push(part);
    chunks.push(...engine.takeUnsaved());
  }
  const { header } = engine;
  assert.ok(header !== null);
  const kept: Header = { ...header, id: "one", madeAt: "2026-11-25T10:42:00Z" };
  const later = OPTIONS.now() + 120_000;
  const again = Engine.restored(kept, structuredClone(chunks), { ...OPTIONS, now: () => later });
  assert.equal(again.phase, "walking");
  assert.deepEqual(again.view.steps, engine.view.steps);
  assert.equal(again.walking?.knowledge, "calibrated");
  // the new page's clock begins anywhere
  const events = fed(again, shifted(rest(walk, half), 3));
  assert.ok(said(events).includes("gap"));
  const finished = again.finish();
  const [gap] = finished?.walk.recording.gaps ?? [];
  assert.ok(gap !== undefined && Math.abs(gap.end_s - 120) < 0.01);
  assert.equal(finished?.startUtc, "2026-11-25T10:42:00.000Z");
  // nothing is handed out twice
  assert.equal(again.takeUnsaved()[0]?.part, "walk");
});

test("backward steps and bouts at browser quality are Python's", { skip: !existsSync(PYTHON) }, () => {
  const folder = mkdtempSync(join(tmpdir(), "retrowalk-"));
  const made = spawnSync(PYTHON, ["-c", MAKE, folder], python());
  assert.equal(made.status, 0, made.stderr.toString());
  const read = (name: string): Recording => fileRecording(join(folder, name));
  for (const placement of ["pocket", "waist"] as const) {
    const { engine, atS } = begun(placement, read(`${placement}-forward.json`));
    assert.equal(engine.phase, "walking");
    const ids = said(fed(engine, shifted(read(`${placement}.json`), atS)));
    assert.ok(ids.includes("backward_first"));
    // nor what is answered beyond the last step while somebody stops
    assert.ok(!ids.includes("sideways") && !ids.includes("backward_again"), ids.join());
    const finished = engine.finish();
    assert.ok(finished !== null && finished.calibration !== null);
    const words = {
      placement,
      startUtc: finished.startUtc,
      device: "",
      notes: [],
      heartRate: [],
      positions: [],
    };
    const files = { walk: finished.samples, calibration: finished.calibration };
    for (const [name, samples] of Object.entries(files)) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(recordingData(samples, words)));
    }
    const tracked = spawnSync(PYTHON, ["-c", TRACK, folder], python());
    assert.equal(tracked.status, 0, tracked.stderr.toString());
    const expected = JSON.parse(tracked.stdout.toString()) as ReturnType<typeof walkOf>;
    assert.ok((expected.summary.backward.steps.value ?? 0) > 15);
    // how the instant is written differs: Z or +00:00
    const ours = JSON.parse(JSON.stringify(finished.walk)) as typeof expected;
    const start = (walk: typeof expected): unknown => ({
      ...walk,
      recording: { ...walk.recording, start_utc: Date.parse(walk.recording.start_utc ?? "") },
    });
    assert.deepEqual(differing(start(expected), start(ours)).slice(0, 5), []);
  }
});

const MAKE = `
import sys, json, retrowalk
from retrowalk.formats.recording_json import to_json
for placement in ("pocket", "waist"):
    first, truth = retrowalk.simulate("stand 2, forward 16, stand 2", sensor="browser",
                                  placement=placement, mounting="random", seed=4)
    walk, _ = retrowalk.simulate("stand 3, forward 10, stand 3, backward 16, stand 3, forward 8, stand 4",
                                 sensor="browser", placement=placement, mounting=truth.mounting, seed=5)
    for name, one in ((f"{placement}-forward", first), (placement, walk)):
        with open(f"{sys.argv[1]}/{name}.json", "w") as file:
            json.dump(to_json(one), file)
`;

const TRACK = `
import sys, json, retrowalk
from pathlib import Path
folder = Path(sys.argv[1])
walk = retrowalk.read(folder / "walk.json")
walk = retrowalk.track(walk, placement=walk.placement, wearer=retrowalk.Wearer(height_m=1.75),
                       calibration=retrowalk.read(folder / "calibration.json"))
print(json.dumps({**retrowalk.walk_to_dict(walk), "recording": {
    **retrowalk.walk_to_dict(walk)["recording"], "source": "Retrowalk app", "placement_source": "given"}}))
`;

function python(): { env: NodeJS.ProcessEnv } {
  return { env: { ...process.env, PYTHONPATH: "../src", OMP_NUM_THREADS: "1" } };
}

function fileRecording(path: string): Recording {
  const data = JSON.parse(readFileSync(path, "utf8")) as {
    time_s: number[];
    acceleration_ms2: number[][];
    angular_rate_rads: number[][];
  };
  return {
    timeS: data.time_s,
    accelerationMs2: data.acceleration_ms2.flat(),
    angularRateRads: data.angular_rate_rads.flat(),
  };
}

function first({ timeS, accelerationMs2, angularRateRads }: Recording, count: number): Recording {
  return {
    timeS: Array.from(timeS).slice(0, count),
    accelerationMs2: Array.from(accelerationMs2).slice(0, 3 * count),
    angularRateRads:
      angularRateRads === null ? null : Array.from(angularRateRads).slice(0, 3 * count),
  };
}

function rest({ timeS, accelerationMs2, angularRateRads }: Recording, from: number): Recording {
  return {
    timeS: Array.from(timeS).slice(from),
    accelerationMs2: Array.from(accelerationMs2).slice(3 * from),
    angularRateRads: angularRateRads === null ? null : Array.from(angularRateRads).slice(3 * from),
  };
}

/** Some seconds of walking forward. */
function walked(lengthS: number): Recording {
  const { calibration } = vector("pocket-calibrated");
  assert.ok(calibration !== null);
  const whole = recordingOf(calibration);
  const count = Array.from(whole.timeS).filter((time) => time < whole.timeS[0] + 3 + lengthS);
  return first(whole, count.length);
}

/** Recordings one after the other from an instant on. */
function joinedAt(atS: number, ...parts: readonly Recording[]): Recording {
  const all = { timeS: [] as number[], a: [] as number[], r: [] as number[] };
  let next = atS;
  for (const part of parts) {
    const placed = shifted(part, next);
    all.timeS.push(...Array.from(placed.timeS));
    all.a.push(...Array.from(placed.accelerationMs2));
    all.r.push(...Array.from(placed.angularRateRads ?? []));
    next = (all.timeS.at(-1) ?? next) + 0.02;
  }
  return { timeS: all.timeS, accelerationMs2: all.a, angularRateRads: all.r };
}
