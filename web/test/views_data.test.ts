/** What the phone exports comes back, and Python reads the plan in it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "fake-indexeddb/auto";

import { answersFrom } from "../src/coach/screening/questions.ts";
import { screen } from "../src/coach/screening/screen.ts";
import { logEntry } from "../src/coach/logs.ts";
import { planFrom } from "../src/coach/plan/replay.ts";
import { RetrowalkError } from "../src/errors.ts";
import { Store } from "../src/store/store.ts";
import { exported, historyOf } from "../src/views/data/export.ts";
import { importHistory, importZip, isHistory, isZip } from "../src/views/data/import.ts";
import { recordingFrom } from "../src/views/data/recording.ts";
import { zipOf } from "../src/views/data/zip.ts";

const ANSWERS = answersFrom({
  age: 67,
  knee: ["sore"],
  "hip-back": [],
  pain: 3,
  recent: [],
  heart: [],
  falls: "none",
  dizziness: "no",
  senses: [],
  medication: [],
  home: ["rail"],
  activity: "some",
});
const PLAN = planFrom(screen(ANSWERS), {
  goal: "knee",
  ability: "new",
  minutes: 20,
  start: "2026-11-02",
});
const ENTRY = logEntry({ week: 1, day: 1, date: "2026-11-02", completed_share: 1, pain_during: 2 });

let opened = 0;

async function filled(): Promise<Store> {
  const store = await Store.open(`data-${(opened += 1)}`);
  await store.put("screening", { answers: ANSWERS, screening: screen(ANSWERS), language: "de" });
  await store.put("plan", { plan: PLAN });
  await store.put("log", { entry: ENTRY });
  await store.putBytes("motion", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]), "2026-11-02T08:00:00.000Z");
  await store.put("walk", { walk: { bouts: [] } });
  return store;
}

async function empty(): Promise<Store> {
  return Store.open(`data-${(opened += 1)}`);
}

async function zipped(store: Store): Promise<Uint8Array> {
  const files = await exported(store, historyOf(PLAN, [ENTRY], []));
  return new Uint8Array(Buffer.concat(zipOf(files)));
}

test("every record comes back with its name, kind and date", async () => {
  const from = await filled();
  const bytes = await zipped(from);
  assert.ok(isZip(bytes));
  const to = await empty();
  assert.deepEqual(await importZip(to, bytes), { added: 5, known: 0, deleted: 0 });
  const plain = async (store: Store) =>
    (await store.heads()).map(({ id, kind, madeAt, size }) => ({ id, kind, madeAt, size }));
  const sorted = (all: Awaited<ReturnType<typeof plain>>) =>
    all.sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(sorted(await plain(to)), sorted(await plain(from)));
  assert.deepEqual(await importZip(to, bytes), { added: 0, known: 5, deleted: 0 });
});

test("a server's export is read too: samples are dated by the walk that names them", async () => {
  const from = await empty();
  const motion = await from.putBytes("motion", new Uint8Array([0x1f, 0x8b, 7]), "2026-11-02T08:00:00.000Z");
  const walk = await from.put("walk", { walk: {}, motion: motion.id }, "2026-11-02T08:20:00.000Z");
  const files = await Promise.all(
    [motion, walk].map(async ({ id, kind }) => ({
      name: `records/${kind}/${id}.${kind === "motion" ? "json.gz" : "json"}`,
      bytes: (await from.get(id))?.bytes ?? new Uint8Array(),
    })),
  );
  const to = await empty();
  const bytes = new Uint8Array(Buffer.concat(zipOf(files)));
  assert.deepEqual(await importZip(to, bytes), { added: 2, known: 0, deleted: 0 });
  assert.equal((await to.get(motion.id))?.madeAt, "2026-11-02T08:20:00.000Z");
});

test("what was deleted here stays deleted", async () => {
  const from = await filled();
  const bytes = await zipped(from);
  const [log] = await from.heads("log");
  await from.remove(log?.id ?? "");
  assert.deepEqual(await importZip(from, bytes), { added: 0, known: 4, deleted: 1 });
});

test("a plan file is taken once", async () => {
  const store = await empty();
  const data: unknown = JSON.parse(JSON.stringify(historyOf(PLAN, [ENTRY], [])));
  assert.ok(isHistory(data));
  assert.deepEqual(await importHistory(store, { history: data }), { added: 2, known: 0, deleted: 0 });
  assert.deepEqual(await importHistory(store, data), { added: 0, known: 2, deleted: 0 });
});

test("a damaged plan file leaves nothing behind", async () => {
  const store = await empty();
  const data = { ...historyOf(PLAN, [], []), logs: [{ week: 1 }] };
  await assert.rejects(importHistory(store, data), RetrowalkError);
  assert.deepEqual(await store.heads(), []);
  await assert.rejects(importHistory(store, { kind: "other" }), RetrowalkError);
});

test("a ZIP without records says so", async () => {
  const bytes = new Uint8Array(
    Buffer.concat(zipOf([{ name: "a.txt", bytes: new Uint8Array([1]) }])),
  );
  await assert.rejects(importZip(await empty(), bytes), RetrowalkError);
});

const RECORDING = {
  kind: "retrowalk.recording",
  schema: 1,
  placement: "ankle",
  start_utc: "2026-11-02T08:00:00Z",
  time_s: [0, 0.02],
  acceleration_ms2: [
    [0, 0, 9.8],
    [0, 0, 9.8],
  ],
  angular_rate_rads: [
    [0, 0, 0],
    [0, 0, 1],
  ],
};

test("a recording of this app is read on the phone", () => {
  const read = recordingFrom(RECORDING, "a.json");
  assert.equal(read.placement, "ankle");
  assert.deepEqual(read.recording.angularRateRads, [0, 0, 0, 0, 0, 1]);
});

for (const [what, change] of [
  ["times that fall", { time_s: [0.02, 0] }],
  ["a hole", { acceleration_ms2: [[0, 0, 9.8], null] }],
  ["too few rates", { angular_rate_rads: [[0, 0, 0]] }],
  ["no times", { time_s: undefined }],
  ["a newer schema", { schema: 2 }],
] as const) {
  test(`a recording with ${what} is refused with its place`, () => {
    assert.throws(
      () => recordingFrom({ ...RECORDING, ...change }, "a.json"),
      (error) => error instanceof RetrowalkError && error.where === "a.json",
    );
  });
}
