import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { RetrowalkError } from "../src/errors.ts";
import { unzipped, zipOf } from "../src/views/data/zip.ts";

const FILES = [
  { name: "history.json", bytes: new TextEncoder().encode("{}") },
  { name: "walks/grün.json", bytes: new Uint8Array(70_000).map((_, at) => at % 251) },
  { name: "empty", bytes: new Uint8Array() },
];

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

test("what is zipped comes back byte for byte", async () => {
  assert.deepEqual(await unzipped(joined(zipOf(FILES))), FILES);
});

test("Python reads what is zipped, and what it deflates is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "retrowalk-"));
  try {
    const path = join(folder, "a.zip");
    writeFileSync(path, joined(zipOf(FILES)));
    const code = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as new:
    assert old.testzip() is None
    for name in old.namelist():
        new.writestr(name, old.read(name))`;
    execFileSync("python3", ["-c", code, path, join(folder, "b.zip")]);
    const read = await unzipped(new Uint8Array(readFileSync(join(folder, "b.zip"))));
    assert.deepEqual(read, FILES);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a cut or garbled file is refused in one sentence", async () => {
  const whole = joined(zipOf(FILES));
  await assert.rejects(unzipped(whole.subarray(0, whole.length - 30)), RetrowalkError);
  await assert.rejects(unzipped(new Uint8Array(10)), RetrowalkError);
  const garbled = whole.slice();
  garbled[45] = 1;
  await assert.rejects(unzipped(garbled), RetrowalkError);
});
