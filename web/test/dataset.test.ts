/** Help measure it: who may begin, what is said when, what is kept, and the archive. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { agreed, CONSENT_VERSION, consentParagraphs, isCurrent } from "../src/dataset/consent.ts";
import { allowedBy, partsOf, type Allowed } from "../src/dataset/course.ts";
import { checkDraft, cutAfter, cutBefore, withoutPiece, type Draft } from "../src/dataset/draft.ts";
import { folderOf, labelFrom } from "../src/dataset/folder.ts";
import { LABEL_WORDS, LABELS, LAYOUT } from "../src/dataset/labels.ts";
import {
  begin,
  end,
  interrupted,
  leadS,
  lengthS,
  pause,
  resume,
  skip,
  tick,
  type Cue,
  type Protocol,
} from "../src/dataset/protocol.ts";
import { crc32, zipOf } from "../src/dataset/zip.ts";

const FREE: Allowed = { why: null, rail: false, careful: false, company: false };
const EVERYWHERE = ["rail", "hallway", "treadmill with handrail", "flat open ground"];
const LONG = { room: "long", stairs: false } as const;

/** Let the time pass in steps of a tenth. */
function passed(state: Protocol, fromS: number, toS: number): [Protocol, Cue[], number[]] {
  const cues: Cue[] = [];
  const at: number[] = [];
  let now = state;
  for (let timeS = fromS; timeS < toS; timeS += 0.1) {
    const turn = tick(now, timeS);
    now = turn.state;
    for (const cue of turn.cues) {
      cues.push(cue);
      at.push(timeS);
    }
  }
  return [now, cues, at];
}

test("nobody begins without a screening that allows walking backward", () => {
  assert.match(allowedBy(null).why?.en ?? "", /answer the questions/);
  assert.match(allowedBy({ settings: [], flags: [] }).why?.en ?? "", /doctor/);
  const treadmill = allowedBy({ settings: ["treadmill with handrail"], flags: [] });
  assert.match(treadmill.why?.de ?? "", /Laufband/);
  assert.deepEqual(partsOf(LONG, treadmill), []);
  assert.deepEqual(allowedBy({ settings: EVERYWHERE, flags: [] }), FREE);
});

test("at a rail only forward and backward are walked; the dizzy neither turn nor climb", () => {
  const rail = allowedBy({ settings: ["rail"], flags: [] });
  assert.ok(rail.rail && rail.careful && rail.company);
  const labels = new Set(partsOf({ room: "long", stairs: true }, rail).map((part) => part.label));
  assert.deepEqual([...labels], ["stand", "forward", "stop", "backward"]);
  const backward = partsOf(LONG, rail).find((part) => part.label === "backward");
  assert.match(backward?.words.de ?? "", /Geländer/);
  const dizzy = allowedBy({ settings: EVERYWHERE, flags: ["dizziness"] });
  const asked = partsOf({ room: "long", stairs: true }, dizzy).map((part) => part.label);
  assert.ok(asked.includes("sideways") && !asked.includes("turn") && !asked.includes("stairs_up"));
});

test("stairs come only where there are some, and every walk ends with a stop", () => {
  const plain = partsOf(LONG, FREE).map((part) => part.label);
  assert.ok(!plain.includes("stairs_up"));
  const parts = partsOf({ room: "long", stairs: true }, FREE);
  assert.deepEqual(new Set(parts.map((part) => part.label)), new Set(LABELS));
  parts.forEach((part, k) => {
    if (part.label !== "stop" && part.label !== "stand") assert.equal(parts[k + 1]?.label, "stop");
  });
});

test("it takes about three minutes in both languages, and no part lacks words", () => {
  for (const room of ["long", "short"] as const) {
    for (const language of ["en", "de"] as const) {
      const parts = partsOf({ room, stairs: false }, FREE);
      const length = lengthS(parts, language);
      assert.ok(length > 110 && length < 200, `${room} ${language}: ${length} s`);
      for (const part of parts) assert.ok(part.words[language].length > 5);
    }
  }
});

test("each label lies between go and the next words", () => {
  const parts = partsOf(LONG, FREE);
  const first = begin(parts, "en", 100);
  assert.deepEqual(first.cues, [{ kind: "say", words: parts[0]?.words }]);
  const [state, cues, at] = passed(first.state, 100, 500);
  assert.equal(state.phase, "done");
  assert.deepEqual(cues.at(-1), { kind: "done" });
  assert.deepEqual(
    state.pieces.map((piece) => piece.label),
    parts.map((part) => part.label),
  );
  state.pieces.forEach((piece, k) => {
    const part = parts[k];
    assert.ok(part !== undefined);
    assert.ok(Math.abs(piece.endS - piece.startS - part.durationS) < 0.2);
    const before = k === 0 ? 100 : (state.pieces[k - 1]?.endS ?? NaN);
    assert.ok(piece.startS - before >= leadS(part, "en") - 1e-9);
    const went = cues.some((cue, n) => cue.kind === "go" && Math.abs((at[n] ?? 0) - piece.startS) < 1e-9);
    assert.equal(went, part.label !== "stop" && part.label !== "stand");
  });
});

test("go waits for a slow voice, but not for ever", () => {
  const parts = partsOf(LONG, FREE).slice(1, 2);
  const { state } = begin(parts, "en", 0);
  const due = leadS(parts[0]!, "en");
  assert.equal(tick(state, due + 0.1, true).state.phase, "lead");
  assert.equal(tick(state, due + 0.1, false).state.phase, "doing");
  assert.equal(tick(state, due + 9, true).state.phase, "doing");
});

test("a pause ends the label, and the part is asked again", () => {
  const parts = partsOf(LONG, FREE);
  let [state] = passed(begin(parts, "de", 0).state, 0, 6);
  assert.equal(state.phase, "doing");
  state = pause(state, 6.5);
  assert.equal(state.pieces.at(-1)?.endS, 6.5);
  assert.deepEqual(tick(state, 500).cues, []);
  assert.equal(pause(state, 7), state);
  const again = resume(state, 20);
  assert.deepEqual(again.cues, [{ kind: "say", words: parts[0]?.words }]);
  assert.equal(again.state.index, 0);
  assert.equal(passed(again.state, 20, 60)[0].pieces.filter((one) => one.label === "stand").length, 2);
});

test("missing samples are no label", () => {
  const [state] = passed(begin(partsOf(LONG, FREE), "en", 0).state, 0, 8);
  const turn = interrupted(state, 5, 30);
  assert.equal(turn.state.pieces.at(-1)?.endS, 5);
  assert.equal(turn.state.phase, "lead");
  const [short] = passed(begin(partsOf(LONG, FREE), "en", 0).state, 0, 4);
  assert.equal(interrupted(short, short.sinceS + 0.5, 30).state.pieces.length, 0);
});

test("a part can be left out, with its stop; ending keeps what was done", () => {
  const parts = partsOf(LONG, FREE);
  let state = begin(parts, "en", 0).state;
  state = skip(state, 1).state;
  assert.equal(parts[state.index]?.label, "forward");
  state = skip(state, 2).state;
  assert.equal(parts[state.index]?.label, "backward");
  const [going] = passed(state, 2, 20);
  const over = end(going, 20);
  assert.equal(over.phase, "done");
  assert.deepEqual([over.pieces.length, over.pieces[0]?.endS], [1, 20]);
  assert.deepEqual(tick(over, 99).cues, []);
});

function draft(): Draft {
  const timeS = Float64Array.from({ length: 600 }, (_, k) => 50 + k / 60);
  const three = (k: number): number[] => [0.1 * k, 9.8, -0.1];
  return {
    samples: {
      timeS,
      accelerationMs2: Float64Array.from(Array.from(timeS, (_, k) => three(k % 7)).flat()),
      angularRateRads: null,
    },
    pieces: [
      { label: "stand", startS: 50.5, endS: 52 },
      { label: "forward", startS: 52.5, endS: 55 },
      { label: "backward", startS: 56, endS: 59 },
    ],
    clockZero: "2026-11-25T08:00:00.000Z",
    worn: { placement: "pocket", side: "left", phone: "" },
  };
}

test("cutting takes samples and labels, and changes nothing else", () => {
  const whole = draft();
  const late = cutBefore(whole, 53);
  assert.equal(late.samples.timeS[0], 53);
  assert.deepEqual(late.pieces[0], { label: "forward", startS: 53, endS: 55 });
  const early = cutAfter(late, 56);
  assert.deepEqual(early.pieces.map((piece) => piece.label), ["forward"]);
  const without = withoutPiece(whole, 1);
  assert.deepEqual(without.pieces.map((piece) => piece.label), ["stand", "backward"]);
  assert.ok(!Array.from(without.samples.timeS).some((time) => time >= 52.5 && time < 55));
  assert.equal(without.samples.accelerationMs2.length, 3 * without.samples.timeS.length);
  assert.equal(whole.samples.timeS.length, 600);
  assert.equal(withoutPiece(whole, 9), whole);
});

test("too little or no label left is refused with a remedy", () => {
  assert.throws(() => checkDraft(cutBefore(draft(), 58.5)), /too little is left/);
  assert.throws(() => checkDraft({ ...draft(), pieces: [] }), /no labelled piece/);
  checkDraft(draft());
});

test("consent is to the text of today, whole in both languages", () => {
  const consent = agreed("de", new Date("2026-11-25T08:00:00Z"));
  assert.deepEqual(consent, {
    version: CONSENT_VERSION,
    agreedAt: "2026-11-25T08:00:00.000Z",
    language: "de",
  });
  assert.ok(isCurrent(consent));
  assert.ok(!isCurrent(null));
  assert.ok(!isCurrent({ ...consent, version: "retrowalk-0" }));
  assert.equal(consentParagraphs("en").length, consentParagraphs("de").length);
  assert.deepEqual(Object.keys(LABEL_WORDS), [...LABELS]);
  assert.ok(CONSENT_VERSION in LAYOUT.participants.consent.Levels);
});

const PERSON = { label: "abcd2345", ageYears: 93, sex: null, heightM: 1.7 } as const;

test("the folder holds what was said, and no more", () => {
  const consent = agreed("en", new Date("2026-11-25T08:00:00Z"));
  const measured = { draft: draft(), software: "Firefox\t140\n", nominalHz: null };
  const files = folderOf(PERSON, consent, [measured, measured]);
  const text = (path: string): string => new TextDecoder().decode(files.get(path));
  assert.match(text("participants.tsv"), /sub-abcd2345\t89\tn\/a\t1\.7\tretrowalk-1\t2026-11-25\n/);
  const stem = "sub-abcd2345/motion/sub-abcd2345_task-backwardwalk_tracksys-phone_run-2";
  assert.match(text(`${stem}_motion.tsv`), /^0\.000000\t0\t9\.8\t-0\.1\n/);
  assert.match(text(`${stem}_events.tsv`), /\n2\.500\t2\.500\tforward\tn\/a\n/);
  const side = JSON.parse(text(`${stem}_motion.json`)) as Record<string, unknown>;
  assert.equal(side["ManufacturersModelName"], "n/a");
  assert.equal(side["SamplingFrequency"], 60);
  assert.match(text("sub-abcd2345/sub-abcd2345_scans.tsv"), /2026-11-25T08:00:50Z/);
  assert.equal([...files.keys()].filter((path) => path.startsWith("consent/")).length, 2);
});

test("a label is drawn from letters that cannot be mistaken", () => {
  assert.match(labelFrom(Uint8Array.from([0, 31, 255, 7, 99, 128, 1, 2, 3])), /^[a-z2-9]{8}$/);
});

test("the archive is one that other programs open", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const bytes = new TextEncoder().encode("Grüße\n");
  const files = new Map([
    ["a/Straße.txt", bytes],
    ["empty.txt", new Uint8Array()],
  ]);
  const path = join(mkdtempSync(join(tmpdir(), "zip-")), "a.zip");
  writeFileSync(path, zipOf(files));
  const program =
    "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;" +
    "sys.stdout.buffer.write('|'.join(z.namelist()).encode()+z.read(z.namelist()[0]))";
  const told = execFileSync("python3", ["-c", program, path]).toString("utf8");
  assert.equal(told, "a/Straße.txt|empty.txtGrüße\n");
  assert.ok(readFileSync(path).length < 400);
});

test("a path that climbs out is refused", () => {
  for (const path of ["../a", "/a", "a/../b", "a\\b"]) {
    assert.throws(() => zipOf(new Map([[path, new Uint8Array()]])), /no path inside/);
  }
});
