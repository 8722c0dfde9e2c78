/**
 * Where the records of the phone are kept: IndexedDB, written before a call returns.
 *
 *     heads       id -> kind, madeAt, size, seq       tombstones   id -> deletedAt, seq
 *     bytes       id -> the bytes
 *
 * `seq` counts every change of this phone, so that whoever follows asks `since(seq)`.
 */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";

import { RetrowalkError } from "../errors.ts";
import { KINDS, type Content, type Kind, type RecordHead, type StoredRecord } from "./records.ts";

const NAME = "retrowalk";
const VERSION = 1;
const JSON_FIRST = 0x7b; // {

interface KeptHead extends RecordHead {
  readonly seq: number;
}

/** That a record was deleted; its bytes are gone. */
export interface Tombstone {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  readonly seq: number;
}

interface Schema extends DBSchema {
  heads: { key: string; value: KeptHead; indexes: { kind: Kind; seq: number } };
  bytes: { key: string; value: Uint8Array };
  tombstones: { key: string; value: Tombstone; indexes: { seq: number } };
  meta: { key: string; value: number };
}

type Writing = IDBPTransaction<
  Schema,
  ("heads" | "bytes" | "tombstones" | "meta")[],
  "readwrite"
>;

/** What changed after an instant of the store. */
export interface Changes {
  readonly records: readonly KeptHead[];
  readonly deleted: readonly Tombstone[];
  /** To ask with the next time. */
  readonly seq: number;
}

/** What a JSON record holds beside what every one begins with. */
export type Body = Readonly<Record<string, unknown>>;

/** SHA-256 in lower-case hexadecimal. */
export async function idOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The records of one person on one phone. */
export class Store {
  readonly #db: IDBPDatabase<Schema>;
  readonly #listeners = new Set<() => void>();

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Open the store, made where there is none. */
  static async open(name = NAME): Promise<Store> {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade(made) {
        const heads = made.createObjectStore("heads", { keyPath: "id" });
        heads.createIndex("kind", "kind");
        heads.createIndex("seq", "seq");
        made.createObjectStore("bytes");
        made.createObjectStore("tombstones", { keyPath: "id" }).createIndex("seq", "seq");
        made.createObjectStore("meta");
      },
    });
    return new Store(db);
  }

  /** Close it; nothing can be asked any more. */
  close(): void {
    this.#db.close();
  }

  /** Call whenever anything changed; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keep a JSON record; what it replaces goes, and stays known as deleted. */
  async put(kind: Kind, body: Body, madeAt = new Date().toISOString()): Promise<RecordHead> {
    const content = { kind, version: 1, made_at: madeAt, ...body };
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    return this.#keep(kind, bytes, madeAt, replacedBy(content));
  }

  /** Keep bytes, such as the samples of a walk. */
  async putBytes(
    kind: Kind,
    bytes: Uint8Array,
    madeAt = new Date().toISOString(),
  ): Promise<RecordHead> {
    return this.#keep(kind, bytes, madeAt, null);
  }

  /**
   * Keep a record that came from elsewhere; false when it was deleted here before.
   *
   * @throws RetrowalkError when its bytes are not those of its name, or it is of no known kind.
   */
  async take(record: StoredRecord): Promise<boolean> {
    if ((await idOf(record.bytes)) !== record.id) {
      throw new RetrowalkError("the bytes are not those of the record's name", {
        where: `record ${record.id.slice(0, 12)}`,
        remedy: "fetch it again",
      });
    }
    if (!KINDS.includes(record.kind)) {
      throw new RetrowalkError(`there is no kind "${record.kind}"`, {
        where: `record ${record.id.slice(0, 12)}`,
        remedy: "update Retrowalk",
      });
    }
    if ((await this.#db.get("tombstones", record.id)) !== undefined) return false;
    const replaces = record.bytes[0] === JSON_FIRST ? replacedBy(contentOf(record.bytes)) : null;
    await this.#keep(record.kind, record.bytes, record.madeAt, replaces);
    return true;
  }

  /** The record of this name, or null. */
  async get(id: string): Promise<StoredRecord | null> {
    const transaction = this.#db.transaction(["heads", "bytes"]);
    const head = await transaction.objectStore("heads").get(id);
    const bytes = await transaction.objectStore("bytes").get(id);
    await transaction.done;
    return head === undefined || bytes === undefined ? null : { ...head, bytes };
  }

  /** The content of a JSON record, or null where there is none of this name. */
  async content<T extends Content>(id: string): Promise<T | null> {
    const record = await this.get(id);
    return record === null ? null : (contentOf(record.bytes) as unknown as T);
  }

  /** Every record of a kind, oldest first, with its content. */
  async contents<T extends Content>(kind: Kind): Promise<{ head: RecordHead; content: T }[]> {
    const found: { head: RecordHead; content: T }[] = [];
    for (const head of await this.heads(kind)) {
      const content = await this.content<T>(head.id);
      if (content !== null) found.push({ head, content });
    }
    return found;
  }

  /** Names of all records, or of one kind, oldest first. */
  async heads(kind?: Kind): Promise<RecordHead[]> {
    const found =
      kind === undefined
        ? await this.#db.getAll("heads")
        : await this.#db.getAllFromIndex("heads", "kind", kind);
    return found.sort((a, b) => (a.madeAt < b.madeAt ? -1 : a.madeAt > b.madeAt ? 1 : a.seq - b.seq));
  }

  /** Delete a record: the bytes go, the name stays so that other devices delete it too. */
  async remove(id: string, deletedAt = new Date().toISOString()): Promise<void> {
    const transaction = this.#writing();
    await this.#bury(transaction, id, deletedAt);
    await transaction.done;
    this.#changed();
  }

  /** Delete everything; with `forget` even the names, as if the app had never been used. */
  async removeAll({ forget = false }: { readonly forget?: boolean } = {}): Promise<void> {
    const deletedAt = new Date().toISOString();
    const transaction = this.#writing();
    if (forget) {
      for (const part of ["heads", "bytes", "tombstones", "meta"] as const) {
        await transaction.objectStore(part).clear();
      }
    } else {
      for (const id of await transaction.objectStore("heads").getAllKeys()) {
        await this.#bury(transaction, id, deletedAt);
      }
    }
    await transaction.done;
    this.#changed();
  }

  /** What changed after a `seq` of `Changes`; 0 asks for all. */
  async since(seq: number): Promise<Changes> {
    const after = IDBKeyRange.lowerBound(seq, true);
    const transaction = this.#db.transaction(["heads", "tombstones", "meta"]);
    const records = await transaction.objectStore("heads").index("seq").getAll(after);
    const deleted = await transaction.objectStore("tombstones").index("seq").getAll(after);
    const last = (await transaction.objectStore("meta").get("seq")) ?? 0;
    await transaction.done;
    return { records, deleted, seq: last };
  }

  async #keep(
    kind: Kind,
    bytes: Uint8Array,
    madeAt: string,
    replaces: string | null,
  ): Promise<RecordHead> {
    const id = await idOf(bytes);
    const transaction = this.#writing();
    const heads = transaction.objectStore("heads");
    const known = await heads.get(id);
    if (known === undefined) {
      const head: KeptHead = { id, kind, madeAt, size: bytes.length, seq: await next(transaction) };
      await heads.put(head);
      await transaction.objectStore("bytes").put(bytes, id);
      await transaction.objectStore("tombstones").delete(id);
      if (replaces !== null) await this.#bury(transaction, replaces, madeAt);
    }
    await transaction.done;
    if (known === undefined) this.#changed();
    return known ?? { id, kind, madeAt, size: bytes.length };
  }

  async #bury(transaction: Writing, id: string, deletedAt: string): Promise<void> {
    const tombstones = transaction.objectStore("tombstones");
    if ((await tombstones.get(id)) !== undefined) return;
    await transaction.objectStore("heads").delete(id);
    await transaction.objectStore("bytes").delete(id);
    await tombstones.put({ id, deletedAt, seq: await next(transaction) });
  }

  #writing(): Writing {
    return this.#db.transaction(["heads", "bytes", "tombstones", "meta"], "readwrite", {
      durability: "strict",
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

async function next(transaction: Writing): Promise<number> {
  const meta = transaction.objectStore("meta");
  const seq = ((await meta.get("seq")) ?? 0) + 1;
  await meta.put(seq, "seq");
  return seq;
}

function contentOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
}

function replacedBy(content: Readonly<Record<string, unknown>>): string | null {
  const replaces = content["replaces"];
  return typeof replaces === "string" ? replaces : null;
}
