/** Reads a recording as JSON on stdin and writes the app's export of it to the given file. */

import { readFileSync, writeFileSync } from "node:fs";

import type { Consent } from "../src/dataset/consent.ts";
import type { Draft } from "../src/dataset/draft.ts";
import { folderOf, type Person } from "../src/dataset/folder.ts";
import { zipOf } from "../src/dataset/zip.ts";

interface Given {
  readonly person: Person;
  readonly consent: Consent;
  readonly drafts: readonly Draft[];
}

const given = JSON.parse(readFileSync(0, "utf8")) as Given;
const measured = given.drafts.map((draft) => ({
  draft,
  software: "Retrowalk 0.1.0; Chromium",
  nominalHz: 60,
}));
writeFileSync(process.argv[2] as string, zipOf(folderOf(given.person, given.consent, measured)));
