/** What the exchange needs of the phone's store, and what it remembers between rounds. */

import type { RecordHead, StoredRecord } from "../store/records.ts";

/** The phone's records, as the exchange sees them; `Store` of store/store.ts is one. */
export interface Shelf {
  /** What was made and deleted here after an instant of the store; 0 asks for all. */
  since(seq: number): Promise<{
    readonly records: readonly RecordHead[];
    /** Oldest first. */
    readonly deleted: readonly { readonly id: string; readonly seq: number }[];
    readonly seq: number;
  }>;
  get(id: string): Promise<StoredRecord | null>;
  /** Keep a record from elsewhere; false where it was deleted here. */
  take(record: StoredRecord): Promise<boolean>;
  /** Delete, and stay known as deleted. */
  remove(id: string): Promise<void>;
}

/** How far phone and server know each other. Lost, it begins anew and comes to the same. */
export interface Memory {
  /** With whom: the account's name, or null on a server without accounts. */
  readonly account: string | null;
  /** Of the server's changes, the last one taken. */
  readonly cursor: number;
  /** Of the phone's changes, the last one whose records were given. */
  readonly given: number;
  /** Of the phone's changes, the last one whose deletions were told. */
  readonly told: number;
  /** Records of the server that did not arrive whole; asked for again. */
  readonly missed: readonly RecordHead[];
}

export interface MemoryPlace {
  load(): Memory | null;
  save(memory: Memory): void;
}

const KEY = "retrowalk-sync";

/** The part of `localStorage` that is needed. */
export interface SmallStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** In the browser's small storage; a browser without one begins anew each time. */
export function memoryIn(storage: SmallStorage): MemoryPlace {
  return {
    load(): Memory | null {
      try {
        return memoryOf(JSON.parse(storage.getItem(KEY) ?? "null"));
      } catch {
        return null; // damaged or forbidden: beginning anew loses nothing
      }
    },
    save(memory: Memory): void {
      try {
        storage.setItem(KEY, JSON.stringify(memory));
      } catch {
        return; // full or forbidden: the next round asks for more than it needs
      }
    },
  };
}

function memoryOf(kept: unknown): Memory | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { account, cursor, given, told, missed } = kept as Partial<Memory>;
  if (account !== null && typeof account !== "string") return null;
  if (!isCount(cursor) || !isCount(given) || !isCount(told) || !Array.isArray(missed)) return null;
  return { account, cursor, given, told, missed: missed as RecordHead[] };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
