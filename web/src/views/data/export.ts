/**
 * Everything of this phone as one ZIP of open formats.
 *
 *     README.txt      what is what, in both languages
 *     index.json      every record: id, kind, made_at, size, file
 *     history.json    plan, log and tests as `retrowalk plan` and its reports read them
 *     walks/          each walk as docs/json.md describes it
 *     records/KIND/   every record byte for byte; motion/ holds recordings that `retrowalk track`
 *                     reads; what is imported comes from here
 */

import type { Plan } from "../../coach/base.ts";
import type { LogEntry } from "../../coach/logs.ts";
import type { TestResult } from "../../coach/results.ts";
import type { WalkContent } from "../../session/result.ts";
import type { RecordHead } from "../../store/records.ts";
import type { Store } from "../../store/store.ts";
import type { ZipEntry } from "./zip.ts";

export const KIND = "retrowalk-export";
export const HISTORY_KIND = "retrowalk-plan";
export const VERSION = 1;

const README = `Retrowalk

index.json     every record with its kind, date and file
history.json   plan, log and tests: retrowalk plan, reports
walks/         each walk (docs/json.md)
records/       every record as the phone kept it; records/motion/ are recordings: retrowalk track FILE

Deutsch
index.json     jeder Datensatz mit Art, Datum und Datei
history.json   Plan, Tagebuch und Tests: retrowalk plan, Berichte
walks/         jeder Gang (docs/json.md)
records/       jeder Datensatz, wie das Telefon ihn hielt; records/motion/ sind Aufzeichnungen:
               retrowalk track DATEI
`;

/** The History JSON of `retrowalk.coach.contract`. */
export function historyOf(
  plan: Plan,
  logs: readonly LogEntry[],
  results: readonly TestResult[],
): Readonly<Record<string, unknown>> {
  return { kind: HISTORY_KIND, version: VERSION, plan, logs, results };
}

function nameOf({ kind, id, madeAt }: RecordHead): string {
  const day = madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  const suffix = kind === "motion" ? "json.gz" : "json";
  return `records/${kind}/${day}-${id.slice(0, 12)}.${suffix}`;
}

/** All files of the export; `history` where there is a plan. */
export async function exported(
  store: Store,
  history: Readonly<Record<string, unknown>> | null,
): Promise<ZipEntry[]> {
  const text = (data: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(data, null, 1)}\n`);
  const files: ZipEntry[] = [];
  const index: unknown[] = [];
  for (const head of await store.heads()) {
    const record = await store.get(head.id);
    if (record === null) continue;
    const file = nameOf(head);
    files.push({ name: file, bytes: record.bytes });
    index.push({ id: head.id, kind: head.kind, made_at: head.madeAt, size: head.size, file });
    if (head.kind === "walk") {
      const content = JSON.parse(new TextDecoder().decode(record.bytes)) as WalkContent;
      files.push({ name: file.replace("records/walk/", "walks/"), bytes: text(content.walk) });
    }
  }
  const whole = {
    kind: KIND,
    version: VERSION,
    exported_utc: new Date().toISOString(),
    records: index,
  };
  return [
    { name: "README.txt", bytes: new TextEncoder().encode(README) },
    { name: "index.json", bytes: text(whole) },
    ...(history === null ? [] : [{ name: "history.json", bytes: text(history) }]),
    ...files,
  ];
}
