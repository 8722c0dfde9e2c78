/** What was exported comes back: the ZIP of this app or of its server, or a plan file. */

import type { LogEntry } from "../../coach/logs.ts";
import { logFromData, planFromData, resultFromData } from "../../coach/plan/contract.ts";
import type { TestResult } from "../../coach/results.ts";
import { RetrowalkError } from "../../errors.ts";
import { KINDS, type Kind } from "../../store/records.ts";
import { idOf, type Store } from "../../store/store.ts";
import { HISTORY_KIND } from "./export.ts";
import { unzipped, type ZipEntry } from "./zip.ts";

/** How many records came in, were here already, or had been deleted here. */
export interface Imported {
  readonly added: number;
  readonly known: number;
  readonly deleted: number;
}

const GZIP = [0x1f, 0x8b] as const;
const ZIP = [0x50, 0x4b] as const;

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

/** Whether these bytes are a ZIP. */
export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP);
}

/**
 * Take every record of an exported ZIP.
 *
 * @throws RetrowalkError when the file is damaged or holds no record.
 */
export async function importZip(store: Store, bytes: Uint8Array): Promise<Imported> {
  const entries = await unzipped(bytes);
  const dates = datesOf(entries);
  let [added, known, deleted, found] = [0, 0, 0, 0];
  for (const entry of entries) {
    if (!/(^|\/)records\//.test(entry.name)) continue;
    const id = await idOf(entry.bytes);
    const told = toldBy(entry, dates.get(id));
    if (told === null) continue;
    found += 1;
    if ((await store.get(id)) !== null) {
      known += 1;
      continue;
    }
    const record = { id, ...told, size: entry.bytes.length, bytes: entry.bytes };
    if (await store.take(record)) added += 1;
    else deleted += 1;
  }
  if (found === 0) {
    throw new RetrowalkError("there is no record of Retrowalk in this ZIP", {
      remedy: "choose the ZIP that “Export everything” made",
    });
  }
  return { added, known, deleted };
}

/**
 * When samples were made, by their ids: what is packed does not say it itself. The index of the
 * phone's export says it; in that of a server it is the date of the walk that names them.
 */
function datesOf(entries: readonly ZipEntry[]): ReadonlyMap<string, string> {
  const dates = new Map<string, string>();
  for (const { name, bytes } of entries) {
    if (/(^|\/)records\/walk\//.test(name)) {
      const { made_at: madeAt, motion, calibration } = parsed(bytes) as WalkNames;
      for (const id of [motion, calibration]) if (id !== undefined) dates.set(id, madeAt);
    }
  }
  const index = entries.find(({ name }) => /(^|\/)index\.json$/.test(name));
  const { records } = (index === undefined ? {} : parsed(index.bytes)) as {
    readonly records?: readonly { readonly id: string; readonly made_at: string }[];
  };
  for (const one of records ?? []) dates.set(one.id, one.made_at);
  return dates;
}

interface WalkNames {
  readonly made_at: string;
  readonly motion?: string;
  readonly calibration?: string;
}

function toldBy(
  { bytes }: ZipEntry,
  date: string | undefined,
): { readonly kind: Kind; readonly madeAt: string } | null {
  if (startsWith(bytes, GZIP)) {
    return { kind: "motion", madeAt: date ?? new Date().toISOString() };
  }
  const { kind, made_at: madeAt } = parsed(bytes) as { readonly kind?: unknown; readonly made_at?: unknown };
  const found = KINDS.find((one) => one === kind);
  return found === undefined || typeof madeAt !== "string" ? null : { kind: found, madeAt };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof data === "object" && data !== null ? data : {};
  } catch {
    return {};
  }
}

/** Whether JSON is a plan with its log and tests, as `retrowalk plan export` writes it. */
export function isHistory(data: unknown): boolean {
  return historyIn(data) !== null;
}

function historyIn(data: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof data !== "object" || data === null) return null;
  const given = data as Readonly<Record<string, unknown>>;
  if (given["history"] !== undefined) return historyIn(given["history"]);
  return given["kind"] === HISTORY_KIND ? given : null;
}

/**
 * Take plan, log and tests; the same entry twice is one.
 *
 * @throws RetrowalkError where a part of it is damaged or newer.
 */
export async function importHistory(store: Store, data: unknown): Promise<Imported> {
  const history = historyIn(data);
  if (history === null) throw new RetrowalkError("this is no plan of Retrowalk");
  // all is read before anything is kept
  const plan = planFromData(history["plan"]);
  const logs = listOf(history["logs"]).map(logFromData);
  const results = listOf(history["results"]).map(resultFromData);
  let [added, known] = [0, 0];
  const put = async (kind: Kind, key: string, values: readonly unknown[]): Promise<void> => {
    const kept = await store.contents(kind);
    const here = new Set(kept.map(({ content }) => stable((content as unknown as Keyed)[key])));
    for (const value of values) {
      if (here.has(stable(value))) known += 1;
      else {
        await store.put(kind, { [key]: value });
        added += 1;
      }
    }
  };
  await put("plan", "plan", [plan]);
  await put("log", "entry", logs satisfies readonly LogEntry[]);
  await put("result", "result", results satisfies readonly TestResult[]);
  return { added, known, deleted: 0 };
}

type Keyed = Readonly<Record<string, unknown>>;

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new RetrowalkError("the file is damaged: a list is missing");
  return value;
}

/** JSON with sorted keys, so that equal things are equal texts. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
