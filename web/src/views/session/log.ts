/** Writing what was done into the log: a correction stands in place of the entry before. */

import { logEntry, type LogEntry, type Told } from "../../coach/logs.ts";
import { store } from "../../store/opened.ts";
import type { Kept } from "../kept.ts";
import type { LogContent } from "../records.ts";

/**
 * Keep an entry.
 *
 * @throws RetrowalkError for a number outside its range.
 */
export async function keepEntry(told: Told, before: Kept<LogContent> | null = null): Promise<LogEntry> {
  const entry = logEntry(told);
  const walk = before?.content.walk;
  await (await store()).put("log", {
    entry,
    ...(walk === undefined ? {} : { walk }),
    ...(before === null ? {} : { replaces: before.head.id }),
  });
  return entry;
}
