/** What is said, when, and in which words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "fake-indexeddb/auto";

import { Announcer, type Seen } from "../src/session/announcements.ts";
import { RULES } from "../src/session/rules.ts";
import { FIXED, fixedMessage } from "../src/session/fixed.ts";
import { Beat } from "../src/session/beat.ts";
import { Counting } from "../src/session/counting.ts";
import { Heading } from "../src/session/heading.ts";
import { clicksUntil } from "../src/session/metronome.ts";
import { APART_MS, Queue, textOf } from "../src/session/queue.ts";
import { Quiet } from "../src/session/quiet.ts";
import { Vault, type Chunk, type Header } from "../src/session/vault.ts";
import type { Direction } from "../src/tracker/base.ts";
import { shaken, still } from "./sessions.ts";

const NONE = { backward: 0, forward: 0, sideways: 0, unknown: 0 };
const SEEN: Seen = {
  timeS: 10,
  direction: "still",
  forS: 0,
  steps: NONE,
  durationS: NONE,
  standingS: 0,
  standingFromS: null,
  isQuiet: false,
  strideTimeCv: null,
  targetS: null,
  parts: null,
  task: null,
  telling: "minutes",
};

function backward(timeS: number, durationS: number, more: Partial<Seen> = {}): Seen {
  return {
    ...SEEN,
    timeS,
    direction: "backward",
    forS: 5,
    steps: { ...NONE, backward: Math.round(1.5 * durationS) },
    durationS: { ...NONE, backward: durationS },
    ...more,
  };
}

const ids = (messages: readonly { readonly id: string }[]): string[] => messages.map(({ id }) => id);

test("each message has its words in both languages", () => {
  for (const { words } of [...RULES, ...Object.values(FIXED)]) {
    assert.ok(words.en.length > 3 && words.de.length > 3);
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    assert.deepEqual(places(words.en), places(words.de));
    assert.ok(!/\b(du|dein|dich)\b/i.test(words.de), words.de);
  }
});

test("the first backward steps are told once, forward when it changes", () => {
  const announcer = new Announcer();
  assert.deepEqual(ids(announcer.due(backward(10, 4))), ["backward_first"]);
  assert.deepEqual(ids(announcer.due(backward(11, 5))), []);
  const forward: Seen = { ...backward(20, 10), direction: "forward", forS: 2 };
  assert.deepEqual(ids(announcer.due({ ...forward, forS: 0.5 })), []);
  assert.deepEqual(ids(announcer.due(forward)), ["forward"]);
  assert.deepEqual(ids(announcer.due({ ...forward, timeS: 40 })), []);
  assert.deepEqual(ids(announcer.due(backward(50, 12))), ["backward_again"]);
});

test("a task is said once more when walking backward begins, and only then", () => {
  const task = { id: "weekdays", say: { en: "Say the days.", de: "Nennen Sie die Tage." } };
  const announcer = new Announcer();
  const forward: Seen = { ...SEEN, direction: "forward", forS: 4, task };
  assert.deepEqual(announcer.due({ ...forward, steps: { ...NONE, forward: 6 } }), []);
  const told = announcer.due(backward(12, 5, { task }));
  assert.deepEqual(ids(told), ["backward_first", "task"]);
  assert.equal(textOf(told[1], "de"), "Ihre Aufgabe: Nennen Sie die Tage.");
  assert.deepEqual(ids(announcer.due(backward(20, 13, { task }))), []);
});

test("some forward steps before the first backward ones are nothing to tell", () => {
  const announcer = new Announcer();
  const forward: Seen = { ...SEEN, direction: "forward", forS: 4 };
  assert.deepEqual(announcer.due({ ...forward, steps: { ...NONE, forward: 6 } }), []);
  assert.deepEqual(ids(announcer.due({ ...forward, steps: { ...NONE, forward: 14 } })), ["forward"]);
});

test("minutes or fifties are told, as chosen", () => {
  const minutes = new Announcer();
  minutes.due(backward(10, 4));
  assert.deepEqual(ids(minutes.due(backward(70, 61))), ["minutes"]);
  assert.deepEqual(ids(minutes.due(backward(80, 70))), []);
  assert.deepEqual(ids(minutes.due(backward(130, 121))), ["minutes"]);
  const fifties = new Announcer();
  fifties.due(backward(10, 4, { telling: "steps" }));
  const [told] = fifties.due(backward(60, 40, { telling: "steps" }));
  assert.equal(told?.id, "fifty");
  assert.equal(textOf(told, "de"), "50 Schritte rückwärts.");
});

test("the last minute and the end follow the plan", () => {
  const announcer = new Announcer();
  announcer.due(backward(10, 4, { targetS: 180 }));
  assert.ok(ids(announcer.due(backward(130, 121, { targetS: 180 }))).includes("last_minute"));
  const [stop] = announcer.due(backward(190, 180, { targetS: 180 }));
  assert.equal(stop?.id, "stop");
  assert.ok(!ids(announcer.due(backward(200, 190, { targetS: 180 }))).includes("stop"));
});

test("the end of each part and of its rest are told", () => {
  const parts = { count: 3, lengthS: 60, restS: 30 };
  const announcer = new Announcer();
  announcer.due(backward(10, 4, { parts, telling: "steps" }));
  const more = { parts, telling: "steps", steps: NONE } as const;
  const [part] = announcer.due(backward(70, 61, more));
  assert.equal(part && textOf(part, "en"), "Part 1 of 3 is done. Stand and rest for 30 seconds.");
  const standing: Seen = { ...backward(80, 61, more), direction: "still", standingS: 8 };
  assert.ok(!ids(announcer.due(standing)).includes("rest_over"));
  const rested = { ...standing, timeS: 103, standingS: 31 };
  assert.ok(ids(announcer.due(rested)).includes("rest_over"));
  assert.ok(!ids(announcer.due({ ...rested, timeS: 110, standingS: 38 })).includes("rest_over"));
  assert.ok(ids(announcer.due(backward(180, 121, more))).includes("part_done"));
  assert.ok(!ids(announcer.due(backward(240, 182, more))).includes("part_done"));
});

test("steady and uneven are told by the strides", () => {
  const announcer = new Announcer();
  announcer.due(backward(10, 4));
  assert.deepEqual(ids(announcer.due(backward(30, 20, { strideTimeCv: 0.03 }))), ["steady"]);
  assert.deepEqual(ids(announcer.due(backward(40, 30, { strideTimeCv: 0.2 }))), ["uneven"]);
  assert.deepEqual(ids(announcer.due(backward(50, 40, { strideTimeCv: 0.2 }))), []);
});

test("a pause is told once while somebody stands", () => {
  const announcer = new Announcer();
  announcer.due(backward(10, 4));
  const standing: Seen = { ...SEEN, timeS: 20, standingS: 4, standingFromS: 16 };
  // no answers, but no rest either: somebody may be walking again
  assert.deepEqual(announcer.due(standing), []);
  const quiet = { ...standing, isQuiet: true };
  assert.deepEqual(ids(announcer.due(quiet)), ["standing"]);
  assert.deepEqual(announcer.due({ ...quiet, timeS: 45, standingS: 29 }), []);
  const next = { ...quiet, timeS: 90, standingFromS: 86 };
  assert.deepEqual(ids(announcer.due(next)), ["standing"]);
});

test("never two within 2.5 s, the urgent first, the stale never", () => {
  const queue = new Queue();
  queue.offer(fixedMessage("battery"), 0);
  queue.offer(fixedMessage("gap", { seconds: 7 }), 0);
  assert.equal(queue.take(0, false)?.id, "gap");
  assert.equal(queue.take(APART_MS - 1, false), null);
  assert.equal(queue.take(APART_MS, true), null);
  assert.equal(queue.take(APART_MS, false)?.id, "battery");
  queue.offer(fixedMessage("battery"), 10_000);
  assert.equal(queue.take(40_000, false), null);
});

test("a message becomes a sentence", () => {
  const gap = fixedMessage("gap", { seconds: 7 });
  assert.equal(textOf(gap, "en"), "I saw nothing for 7 seconds. Nothing was counted there.");
  assert.match(textOf(gap, "de"), /^7 Sekunden lang/);
});

test("steps are counted as soon as both step and direction are told, then as the bout has them", () => {
  const counting = new Counting();
  counting.push({ kind: "step", timeS: 1.1 });
  assert.equal(counting.steps.backward, 0);
  counting.push({ kind: "direction", timeS: 1, direction: "backward", probability: 1, reason: null });
  assert.equal(counting.steps.backward, 1);
  assert.equal(counting.durationS.backward, 0.5);
});

test("a direction holds once it lasts and a step confirms it", () => {
  const heading = new Heading();
  const hear = (timeS: number, direction: Direction): void =>
    heading.push({ kind: "direction", timeS, direction, probability: 1, reason: null });
  const settled = (): Direction => {
    heading.settle();
    return heading.direction;
  };
  hear(1, "backward");
  assert.equal(settled(), "still");
  hear(1.5, "backward");
  heading.step(1.4);
  assert.equal(settled(), "backward");
  hear(2, "sideways");
  assert.equal(settled(), "backward");
  hear(2.5, "sideways");
  hear(3, "sideways");
  // nobody steps there
  assert.equal(settled(), "backward");
  heading.step(2.2);
  assert.equal(settled(), "sideways");
  assert.equal(heading.forS, 1.5);
});

test("a beat for each step, none for a phone at rest", () => {
  const beat = new Beat();
  assert.equal(beat.push(still(5, 0)), 0);
  const heard = beat.push(shaken(4, 5));
  // 25 rad/s is four swings a second; more than three beats in a second are held back
  assert.ok(heard >= 6 && heard <= 14, `${heard}`);
});

test("a phone at rest is heard at once", () => {
  const quiet = new Quiet();
  quiet.push(shaken(4, 0));
  assert.equal(quiet.forS, 0);
  quiet.push(still(6, 4));
  assert.ok(quiet.forS > 2.5, `${quiet.forS}`);
  quiet.push(shaken(1, 10));
  assert.equal(quiet.forS, 0);
});

test("clicks are planned a little ahead and never twice", () => {
  const first = clicksUntil(null, 0.12, 10, 120);
  assert.deepEqual(first.atS, [10]);
  const next = clicksUntil(first.lastS, 0.12, 10.4, 120);
  assert.deepEqual(next.atS, [10.5]);
  assert.deepEqual(clicksUntil(next.lastS, 0.12, 10.41, 120).atS, []);
  // after the page slept it begins anew instead of catching up
  assert.deepEqual(clicksUntil(next.lastS, 0.12, 60, 120).atS, [60]);
});

test("what was kept of a session is there after it was closed", async () => {
  const vault = await Vault.open("vault-test");
  const header: Header = {
    id: "a",
    madeAt: "2026-11-25T10:42:00Z",
    placement: "pocket",
    startMs: 5,
    calibrationMs: null,
    isCalibrated: false,
    attempt: 0,
    targetS: null,
    parts: null,
    pauses: [],
  };
  const chunk = (atS: number): Chunk => ({ part: "walk", attempt: 0, samples: still(1, atS) });
  await Promise.all([vault.add("a", header, [chunk(0)]), vault.add("a", header, [chunk(1), chunk(2)])]);
  await vault.add("b", null, [chunk(9)]);
  vault.close();
  const again = await Vault.open("vault-test");
  assert.deepEqual(
    (await again.unfinished()).map(({ id }) => id),
    ["a"],
  );
  assert.deepEqual(
    (await again.chunks("a")).map(({ samples }) => samples.timeS[0]),
    [0, 1, 2],
  );
  await again.add("a", header, [chunk(3)]);
  assert.equal((await again.chunks("a")).length, 4);
  await again.remove("a");
  assert.deepEqual(await again.unfinished(), []);
  assert.deepEqual(await again.chunks("a"), []);
});
