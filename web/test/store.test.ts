/** Records never change, and a deletion holds everywhere. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "fake-indexeddb/auto";

import { RetrowalkError } from "../src/errors.ts";
import { Store, idOf } from "../src/store/store.ts";

let opened = 0;

async function fresh(): Promise<Store> {
  opened += 1;
  return Store.open(`test-${opened}`);
}

test("a record is named by its bytes and read back as it was put", async () => {
  const store = await fresh();
  const head = await store.put("log", { entry: { effort: 3 } }, "2026-11-25T08:00:00.000Z");
  const record = await store.get(head.id);
  assert.ok(record !== null);
  assert.equal(await idOf(record.bytes), head.id);
  assert.deepEqual(await store.content(head.id), {
    kind: "log",
    version: 1,
    made_at: "2026-11-25T08:00:00.000Z",
    entry: { effort: 3 },
  });
});

test("the same content twice is one record", async () => {
  const store = await fresh();
  for (let k = 0; k < 2; k++) await store.put("log", { entry: 1 }, "2026-11-25T08:00:00.000Z");
  assert.equal((await store.heads()).length, 1);
});

test("a correction takes the place of what it replaces", async () => {
  const store = await fresh();
  const first = await store.put("log", { entry: 1 });
  const second = await store.put("log", { entry: 2, replaces: first.id });
  assert.deepEqual(
    (await store.heads("log")).map(({ id }) => id),
    [second.id],
  );
  assert.equal(await store.get(first.id), null);
});

test("what was deleted is not taken again, and is told to whoever follows", async () => {
  const store = await fresh();
  const head = await store.put("result", { result: 1 });
  const record = await store.get(head.id);
  assert.ok(record !== null);
  const { seq } = await store.since(0);
  await store.remove(head.id);
  const changes = await store.since(seq);
  assert.deepEqual(
    changes.deleted.map(({ id }) => id),
    [head.id],
  );
  assert.equal(await store.take(record), false);
  assert.equal((await store.heads()).length, 0);
});

test("two phones that exchange records in any order hold the same", async () => {
  const [one, other] = [await fresh(), await fresh()];
  const first = await one.put("log", { entry: 1 });
  const copy = await one.get(first.id);
  assert.ok(copy !== null);
  const second = await one.put("log", { entry: 2, replaces: first.id });
  const correction = await one.get(second.id);
  assert.ok(correction !== null);
  await other.take(correction); // the correction comes before what it corrects
  assert.equal(await other.take(copy), false);
  const names = async (store: Store) => (await store.heads()).map(({ id }) => id);
  assert.deepEqual(await names(other), await names(one));
});

test("bytes that are not those of the name are refused", async () => {
  const store = await fresh();
  const bytes = new Uint8Array([1, 2, 3]);
  await assert.rejects(
    store.take({ id: "0".repeat(64), kind: "motion", madeAt: "", size: 3, bytes }),
    RetrowalkError,
  );
});

test("deleting everything leaves no byte; forgetting leaves no name", async () => {
  const store = await fresh();
  await store.put("log", { entry: 1 });
  await store.putBytes("motion", new Uint8Array([1]));
  let told = 0;
  store.onChange(() => (told += 1));
  await store.removeAll();
  assert.equal((await store.heads()).length, 0);
  assert.equal((await store.since(0)).deleted.length, 2);
  await store.removeAll({ forget: true });
  assert.deepEqual(await store.since(0), { records: [], deleted: [], seq: 0 });
  assert.equal(told, 2);
});
