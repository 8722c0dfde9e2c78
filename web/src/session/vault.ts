/**
 * Samples of a session that is not ended, safe from a page that is closed.
 *
 *     sessions   id -> header            one for each session that is going on
 *     chunks     [id, n] -> samples      about one a second
 *
 * A database of its own: it holds what is not a record yet, and is emptied when the walk is kept
 * or thrown away.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";

import type { Placement, Recording } from "../recording.ts";
import type { GivenTask, Parts } from "./announcements.ts";
import type { Pause } from "./walking.ts";

/** What is known of a session beside its samples. */
export interface Header {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  readonly placement: Placement;
  /** Wall clock at the walk's first sample. */
  readonly startMs: number;
  /** Wall clock at the calibration's first sample, or null. */
  readonly calibrationMs: number | null;
  readonly isCalibrated: boolean;
  /** The calibration attempt that holds. */
  readonly attempt: number;
  readonly targetS: number | null;
  readonly parts: Parts | null;
  /** Of walks that were begun with one. */
  readonly task?: GivenTask | null;
  readonly pauses: readonly Pause[];
}

/** Some samples of a session. */
export interface Chunk {
  readonly part: "calibration" | "walk";
  /** Of the calibration. */
  readonly attempt: number;
  /** As they are kept: the part's own clock, rounded. */
  readonly samples: Recording;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: Header };
  chunks: { key: [string, number]; value: Chunk };
}

/** Sessions that are not ended. */
export class Vault {
  readonly #db: IDBPDatabase<Schema>;
  readonly #next = new Map<string, number>();
  #last: Promise<void> = Promise.resolve();

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Open it, made where there is none. */
  static async open(name = "retrowalk-session"): Promise<Vault> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(made) {
        made.createObjectStore("sessions", { keyPath: "id" });
        made.createObjectStore("chunks");
      },
    });
    return new Vault(db);
  }

  close(): void {
    this.#db.close();
  }

  /** Keep more of a session; all of it or, where the page is closed meanwhile, nothing. */
  add(id: string, header: Header | null, chunks: readonly Chunk[]): Promise<void> {
    // one after the other, so that chunks are numbered in their order
    const done = this.#last.then(() => this.#add(id, header, chunks));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #add(id: string, header: Header | null, chunks: readonly Chunk[]): Promise<void> {
    if (header === null && !chunks.length) return;
    const first = this.#next.get(id) ?? (await this.#db.count("chunks", rangeOf(id)));
    const transaction = this.#db.transaction(["sessions", "chunks"], "readwrite");
    const puts: Promise<unknown>[] = chunks.map((chunk, k) =>
      transaction.objectStore("chunks").put(chunk, [id, first + k]),
    );
    if (header !== null) puts.push(transaction.objectStore("sessions").put(header));
    await Promise.all([...puts, transaction.done]);
    this.#next.set(id, first + chunks.length);
  }

  /** Sessions that can be gone on with, the newest first. */
  async unfinished(): Promise<Header[]> {
    const found = await this.#db.getAll("sessions");
    return found.sort((a, b) => b.startMs - a.startMs);
  }

  /** The samples of a session in their order. */
  async chunks(id: string): Promise<Chunk[]> {
    return this.#db.getAll("chunks", rangeOf(id));
  }

  /** Forget a session. */
  async remove(id: string): Promise<void> {
    await this.#last;
    const transaction = this.#db.transaction(["sessions", "chunks"], "readwrite");
    await Promise.all([
      transaction.objectStore("sessions").delete(id),
      transaction.objectStore("chunks").delete(rangeOf(id)),
      transaction.done,
    ]);
    this.#next.delete(id);
  }
}

function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}
