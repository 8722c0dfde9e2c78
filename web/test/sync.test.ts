/** Phone and server come to the same, whatever breaks in between. */

import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../src/store/store.ts";
import { Api } from "../src/sync/api.ts";
import type { Memory, MemoryPlace } from "../src/sync/shelf.ts";
import { memoryIn } from "../src/sync/shelf.ts";
import { Sync, type SyncState } from "../src/sync/sync.ts";
import { PIECE } from "../src/sync/upload.ts";
import { FakeServer, sha256 } from "./sync_server.ts";

const text = (said: string): Uint8Array => new TextEncoder().encode(said);

function noise(size: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: size }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state >> 16;
  });
}

class Place implements MemoryPlace {
  kept: Memory | null = null;
  load(): Memory | null {
    return this.kept;
  }
  save(memory: Memory): void {
    this.kept = memory;
  }
}

let phones = 0;

/** A phone with a store, whose waiting is done by hand. */
async function phone(server: FakeServer) {
  const store = await Store.open(`phone-${++phones}`);
  const place = new Place();
  const waits: { forS: number; run: () => void }[] = [];
  const around = {
    after: (ms: number, run: () => void) => {
      const one = { forS: ms / 1000, run };
      waits.push(one);
      return () => void waits.splice(waits.indexOf(one), 1);
    },
    random: () => 1,
    now: () => new Date("2026-11-25T09:00:00Z"),
  };
  const begin = () => new Sync(new Api(server.fetch), store, place, around);
  const made = { store, place, waits, sync: begin(), begin };
  return made;
}

type Phone = Awaited<ReturnType<typeof phone>>;

/** Let it run until it rests, waits or stops. */
async function settled(one: Phone, act: () => void = () => one.sync.request()): Promise<SyncState> {
  const done = new Promise<SyncState>((resolve) => {
    const stop = one.sync.onChange((state) => {
      if (state.doing.kind === "working") return;
      stop();
      resolve(state);
    });
  });
  act();
  return done;
}

/** Run it again and again, as time goes by, until it rests. */
async function insisted(one: Phone, most = 200): Promise<number> {
  let state = await settled(one);
  let rounds = 1;
  for (; state.doing.kind === "waiting" && rounds < most; rounds++) {
    const next = one.waits.pop();
    assert.ok(next !== undefined, "nothing is waited for");
    state = await settled(one, next.run);
  }
  assert.equal(state.doing.kind, "resting");
  return rounds;
}

async function idsOf(store: Store): Promise<string[]> {
  return (await store.heads()).map(({ id }) => id).sort();
}

async function assertSame(one: Phone, server: FakeServer): Promise<void> {
  assert.deepEqual(await idsOf(one.store), [...server.kept.keys()].sort());
  for (const { id, bytes } of server.kept.values()) {
    assert.equal(sha256(bytes), id);
    const here = await one.store.get(id);
    assert.deepEqual(here?.bytes, bytes);
  }
}

test("what each side lacks, it takes", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  await one.store.put("log", { entry: { day: 1 } });
  await one.store.putBytes("motion", noise(2.5 * PIECE, 7));
  server.give("log", text('{"kind":"log","made_at":"x","entry":{"day":2}}'));
  const state = await settled(one);
  assert.equal(state.doing.kind, "resting");
  assert.equal(server.kept.size, 3);
  await assertSame(one, server);
});

test("the time a record was made travels with it", async () => {
  const server = new FakeServer();
  const [one, other] = [await phone(server), await phone(server)];
  await one.store.put("log", { entry: 1 }, "2026-01-02T03:04:05.000Z");
  await settled(one);
  await settled(other);
  assert.equal((await other.store.heads())[0]?.madeAt, "2026-01-02T03:04:05.000Z");
});

test("a second round asks little and changes nothing", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  for (let day = 0; day < 20; day++) await one.store.put("log", { day });
  await settled(one);
  const before = server.asked.length;
  await settled(one);
  await settled(one);
  assert.deepEqual(server.asked.slice(before), [
    "GET /me",
    "GET /records?after=0&limit=200",
    "GET /me",
    "GET /records?after=20&limit=200",
  ]);
  assert.equal(server.kept.size, 20);
});

test("more than a page and more than a batch go both ways", async () => {
  const server = new FakeServer();
  for (let at = 0; at < 450; at++) server.give("log", text(`{"there":${at}}`));
  const one = await phone(server);
  for (let at = 0; at < 20; at++) await one.store.put("log", { here: at });
  await settled(one);
  assert.equal(server.kept.size, 470);
  await assertSame(one, server);
});

test("a deletion goes from phone to phone, and nothing brings the record back", async () => {
  const server = new FakeServer();
  const [one, other] = [await phone(server), await phone(server)];
  const { id } = await one.store.put("log", { entry: 1 });
  await settled(one);
  await settled(other);
  await other.store.remove(id);
  await settled(other);
  assert.equal(server.kept.size, 0);
  await settled(one);
  assert.deepEqual(await idsOf(one.store), []);
  one.place.kept = null; // even a phone that forgot everything
  await settled(one);
  assert.equal(server.kept.size, 0);
});

test("a record deleted there before it was given is deleted here", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const { id } = await one.store.put("log", { entry: 1 });
  server.deleted.set(id, 0);
  await settled(one);
  assert.deepEqual(await idsOf(one.store), []);
});

test("a correction replaces the old record on every phone", async () => {
  const server = new FakeServer();
  const [one, other] = [await phone(server), await phone(server)];
  const old = await one.store.put("log", { pain: 3 });
  await settled(one);
  await settled(other);
  await one.store.put("log", { pain: 4, replaces: old.id });
  await settled(one);
  await settled(other);
  assert.equal(server.kept.size, 1);
  await assertSame(other, server);
});

for (const fault of ["before", "after", 503] as const) {
  for (const every of [2, 3, 5]) {
    test(`one of ${every} requests fails (${fault}): nothing is lost, nothing doubled`, async () => {
      const server = new FakeServer();
      const one = await phone(server);
      await one.store.putBytes("motion", noise(3.2 * PIECE, every));
      const gone = await one.store.put("log", { entry: "gone" });
      await one.store.remove(gone.id);
      for (let day = 0; day < 5; day++) await one.store.put("log", { day });
      for (let at = 0; at < 5; at++) server.give("log", text(`{"there":${at}}`));
      const chance = noise(2000, 11 * every);
      server.fault = (_, count) => ((chance[count] ?? 0) < 256 / every ? fault : null);
      await insisted(one);
      server.fault = () => null;
      await settled(one);
      assert.equal(server.kept.size, 11);
      assert.ok(server.deleted.has(gone.id));
      await assertSame(one, server);
    });
  }
}

test("a broken upload goes on from where the server stands", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const { id } = await one.store.putBytes("motion", noise(4 * PIECE, 1));
  let pieces = 0;
  server.fault = (what) => (what === `PATCH /records/${id}` && ++pieces === 3 ? "after" : null);
  await insisted(one);
  assert.equal(pieces, 4, "each piece was sent once");
  await assertSame(one, server);
});

test("an upload whose beginning the server lost begins again", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const { id } = await one.store.putBytes("motion", noise(3 * PIECE, 2));
  let pieces = 0;
  server.fault = (what) => {
    if (what === `PATCH /records/${id}` && ++pieces === 3) server.parts.delete(id);
    return null;
  };
  await settled(one);
  await assertSame(one, server);
});

test("bytes damaged on the way are not kept, said, and asked for again", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const id = server.give("log", text('{"entry":1}'));
  server.fault = (what) =>
    what === `GET /records/${id}` ? new Response('{"entry":2}') : null;
  const state = await settled(one);
  assert.deepEqual(state.refused.map((refused) => refused.id), [id]);
  assert.deepEqual(await idsOf(one.store), []);
  server.fault = () => null;
  const after = await settled(one);
  assert.deepEqual(after.refused, []);
  await assertSame(one, server);
});

test("a record that the server does not take stays here, and the others go on", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const big = await one.store.putBytes("motion", noise(10, 3));
  server.refuses.set(big.id, 413);
  await one.store.put("log", { entry: 1 });
  const state = await settled(one);
  assert.equal(state.doing.kind, "resting");
  assert.deepEqual(state.refused.map(({ id, why }) => [id, why.what]), [[big.id, "not this one"]]);
  assert.equal(server.kept.size, 1);
  assert.equal((await one.store.heads()).length, 2);
  server.refuses.clear();
  one.sync = one.begin(); // the app begins anew, perhaps with a server that takes more
  await settled(one);
  await assertSame(one, server);
});

test("signed out it stops, says so, and goes on after signing in", async () => {
  const server = new FakeServer();
  server.account = null;
  const one = await phone(server);
  await one.store.put("log", { entry: 1 });
  assert.equal((await settled(one)).doing.kind, "signedOut");
  const before = server.asked.length;
  one.sync.request({ now: true });
  await Promise.resolve();
  assert.equal(server.asked.length, before);
  assert.equal(one.waits.length, 0);
  server.account = "anna";
  assert.equal((await settled(one, () => one.sync.resume())).doing.kind, "resting");
  await assertSame(one, server);
});

test("a session that ends in the middle stops it without loss", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  const { id } = await one.store.putBytes("motion", noise(3 * PIECE, 5));
  let pieces = 0;
  server.fault = (what) => (what.startsWith("PATCH") && ++pieces === 2 ? 401 : null);
  assert.equal((await settled(one)).doing.kind, "signedOut");
  assert.ok((await one.store.get(id)) !== null);
  server.fault = () => null;
  await settled(one, () => one.sync.resume());
  await assertSame(one, server);
});

test("an app that is too old stops and says what helps", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  server.fault = () => 426;
  const { doing } = await settled(one);
  assert.equal(doing.kind, "oldApp");
  assert.equal(one.waits.length, 0);
});

test("another account's data is never mixed unasked", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  await one.store.put("log", { entry: "of anna" });
  await settled(one);
  const others = new FakeServer();
  others.account = "ben";
  const sync = new Sync(new Api(others.fetch), one.store, one.place);
  one.sync = sync;
  const { doing } = await settled(one);
  assert.deepEqual(doing, { kind: "otherAccount", before: "anna", now: "ben" });
  assert.equal(others.kept.size, 0);
  assert.deepEqual(others.asked, ["GET /me"]);
  await settled(one, () => sync.join());
  assert.equal(others.kept.size, 1);
});

test("a phone whose clock is wrong goes on and says how far", async () => {
  const server = new FakeServer();
  server.clockOffS = 86_400;
  const one = await phone(server);
  await one.store.put("log", { entry: 1 });
  const state = await settled(one);
  assert.equal(state.doing.kind, "resting");
  assert.ok(Math.abs((state.clockBehindS ?? 0) - 86_400) < 5);
  assert.equal(server.kept.size, 1);
});

test("waiting grows up to ten minutes, and the network's return cuts it short", async () => {
  const server = new FakeServer();
  server.fault = () => "before";
  const one = await phone(server);
  const waits: number[] = [];
  let state = await settled(one);
  for (let at = 0; at < 12; at++) {
    assert.equal(state.doing.kind, "waiting");
    const next = one.waits.pop();
    waits.push(next?.forS ?? 0);
    state = await settled(one, next?.run);
  }
  assert.deepEqual(waits.slice(0, 4), [2, 4, 8, 16]);
  assert.equal(Math.max(...waits), 600);
  one.sync.request(); // a change in the meantime does not hammer the server
  assert.equal(one.waits.length, 1);
  server.fault = () => null;
  assert.equal((await settled(one, () => one.sync.request({ now: true }))).doing.kind, "resting");
});

test("a server that asks for patience gets it", async () => {
  const server = new FakeServer();
  server.fault = () => new Response("{}", { status: 429, headers: { "Retry-After": "90" } });
  const one = await phone(server);
  await settled(one);
  assert.equal(one.waits[0]?.forS, 90);
});

test("answers that are no JSON are an error of a sentence, not a crash", async () => {
  const server = new FakeServer();
  server.fault = () => new Response("<html>hotel wifi</html>", { status: 200 });
  const one = await phone(server);
  const { doing } = await settled(one);
  assert.equal(doing.kind, "waiting");
});

test("a phone emptied and forgotten takes everything back", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  await one.store.put("log", { entry: 1 });
  await one.store.put("log", { entry: 2 });
  await settled(one);
  await one.store.removeAll({ forget: true });
  await settled(one);
  await assertSame(one, server);
  assert.equal(server.kept.size, 2);
});

test("a change during a round is given in the next one, which follows by itself", async () => {
  const server = new FakeServer();
  const one = await phone(server);
  await one.store.putBytes("motion", noise(3 * PIECE, 9));
  let isMade = false;
  server.fault = (what) => {
    if (what.startsWith("PATCH") && !isMade) {
      isMade = true;
      void one.store.put("log", { entry: "meanwhile" }).then(() => one.sync.request());
    }
    return null;
  };
  await settled(one);
  while (one.sync.state.doing.kind !== "resting" || server.kept.size < 2) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await assertSame(one, server);
});

test("the browser's small storage is read with care", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const place = memoryIn(storage);
  assert.equal(place.load(), null);
  place.save({ account: "anna", cursor: 3, given: 4, told: 4, missed: [] });
  assert.equal(place.load()?.cursor, 3);
  for (const damaged of ["{", "7", '{"cursor":"x"}', '{"account":1,"cursor":1,"given":1,"told":1,"missed":[]}']) {
    kept.set("retrowalk-sync", damaged);
    assert.equal(place.load(), null);
  }
  const full = memoryIn({
    getItem: () => {
      throw new Error("forbidden");
    },
    setItem: () => {
      throw new Error("full");
    },
  });
  full.save({ account: null, cursor: 0, given: 0, told: 0, missed: [] });
  assert.equal(full.load(), null);
});
