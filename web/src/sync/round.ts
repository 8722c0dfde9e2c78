/**
 * One exchange between phone and server, in this order:
 *
 *     who is signed in ── take what is new there ── tell what was deleted here ── give what is new
 *
 * Records never change, so nothing can conflict: what one side lacks, it takes, and what either side
 * deleted goes on both. Every step may be repeated; a round that breaks off begins again where it was.
 */

import { RetrowalkError } from "../errors.ts";
import type { Kind, RecordHead } from "../store/records.ts";
import { ServerError, type Api } from "./api.ts";
import type { Memory, MemoryPlace, Shelf } from "./shelf.ts";
import { upload } from "./upload.ts";

const PAGE = 200;
const BATCH = 500;

/** A record as the server names it. */
export interface ServerHead {
  readonly seq: number;
  readonly id: string;
  readonly kind: Kind;
  readonly made_at: string;
  readonly size: number;
}

interface Page {
  readonly records: readonly ServerHead[];
  readonly deleted: readonly { readonly seq: number; readonly id: string }[];
  readonly next: number;
}

interface Have {
  readonly missing: readonly { readonly id: string; readonly received: number }[];
  readonly deleted: readonly string[];
}

/** A record that one side does not take; it stays where it is. */
export interface Refused {
  readonly id: string;
  readonly why: RetrowalkError;
}

/** Somebody else's data is on this phone: nothing was exchanged. */
export class OtherAccount extends RetrowalkError {
  readonly before: string | null;
  readonly now: string | null;

  constructor(before: string | null, now: string | null) {
    super("what is on this phone belongs to another account", {
      remedy: "sign in with that account, or say that it shall be joined with this one",
    });
    this.name = "OtherAccount";
    this.before = before;
    this.now = now;
  }
}

export interface Round {
  readonly api: Api;
  readonly shelf: Shelf;
  readonly memory: MemoryPlace;
  /** Compare everything, not only what is new; once each time the app begins. */
  readonly isFull: boolean;
  /** Records that were refused since the app began; more are added. */
  readonly refused: Map<string, RetrowalkError>;
  /** Told after each record that went. */
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Make one exchange.
 *
 * @throws ServerError the server is not reached, or nobody is signed in.
 * @throws OtherAccount the phone was last exchanged with another account.
 */
export async function exchange(round: Round): Promise<void> {
  const { api, shelf, memory } = round;
  const me = await api.me();
  if (me.mode === "account" && me.name === null) throw new ServerError(401, "nobody is signed in");
  const account = me.mode === "local" ? null : me.name;
  const here = await shelf.since(0);
  let known = memory.load();
  if (known !== null && known.given > 0 && known.account !== account && here.records.length > 0) {
    throw new OtherAccount(known.account, account);
  }
  // A store with fewer changes than were given is a new one.
  if (known === null || known.account !== account || Math.max(known.given, known.told) > here.seq) {
    known = { account, cursor: 0, given: 0, told: 0, missed: [] };
  }
  const taken = await takeAll(round, known, idsOf(here.records), idsOf(here.deleted));
  memory.save(await giveAll(round, taken.known, taken.buriedThere));
}

function idsOf(some: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(some.map(({ id }) => id));
}

/** Take what the server has and the phone has not; delete what was deleted elsewhere. */
async function takeAll(
  { api, shelf, memory, refused }: Round,
  before: Memory,
  here: ReadonlySet<string>,
  buriedHere: ReadonlySet<string>,
): Promise<{ readonly known: Memory; readonly buriedThere: ReadonlySet<string> }> {
  let known = before;
  const missed: RecordHead[] = [];
  const buriedThere = new Set<string>();
  const takeOne = async (head: RecordHead): Promise<void> => {
    if (here.has(head.id) || buriedHere.has(head.id) || buriedThere.has(head.id)) return;
    try {
      const bytes = await api.bytes(`/records/${head.id}`);
      await shelf.take({ ...head, bytes });
      refused.delete(head.id);
    } catch (error) {
      if (error instanceof ServerError && [404, 410].includes(error.status)) return;
      if (!(error instanceof RetrowalkError) || error instanceof ServerError) throw error;
      missed.push(head); // damaged on the way, or of a newer kind: said, and asked for again
      refused.set(head.id, error);
    }
  };
  for (const head of known.missed) await takeOne(head);
  for (;;) {
    const page = await api.json<Page>(`/records?after=${known.cursor}&limit=${PAGE}`);
    for (const { id } of page.deleted) {
      if (!buriedHere.has(id)) await shelf.remove(id);
      buriedThere.add(id);
    }
    for (const { id, kind, made_at: madeAt, size } of page.records) {
      await takeOne({ id, kind, madeAt, size });
    }
    known = { ...known, cursor: Math.max(known.cursor, page.next), missed };
    memory.save(known);
    if (page.records.length + page.deleted.length < PAGE) return { known, buriedThere };
  }
}

/** Tell what was deleted here, and give what the server lacks. */
async function giveAll(
  round: Round,
  before: Memory,
  buriedThere: ReadonlySet<string>,
): Promise<Memory> {
  const { api, shelf, memory, isFull, refused } = round;
  let known = before;
  const fresh = await shelf.since(known.given);
  for (const { id, seq } of (await shelf.since(known.told)).deleted) {
    if (!buriedThere.has(id)) {
      await api.ask(`/records/${id}`, { method: "DELETE", accept: [404, 410] });
    }
    known = { ...known, told: seq };
    memory.save(known);
  }
  const { records } = isFull ? await shelf.since(0) : fresh;
  const heads = records.filter(({ id }) => !refused.has(id));
  let done = 0;
  for (let at = 0; at < heads.length; at += BATCH) {
    const batch = heads.slice(at, at + BATCH);
    const later = heads.length - at - batch.length;
    const { missing, deleted } = await api.json<Have>("/records/have", {
      method: "POST",
      json: {
        records: batch.map(({ id, kind, madeAt, size }) => ({ id, kind, made_at: madeAt, size })),
      },
    });
    for (const id of deleted) await shelf.remove(id);
    const of = done + missing.length + later;
    for (const { id, received } of missing) {
      await giveOne(round, id, received);
      round.onProgress(++done, of);
    }
  }
  return { ...known, given: fresh.seq };
}

async function giveOne({ api, shelf, refused }: Round, id: string, received: number): Promise<void> {
  const record = await shelf.get(id);
  if (record === null) return; // deleted here in the meantime
  try {
    if ((await upload(api, record, received)) === "deleted") await shelf.remove(id);
  } catch (error) {
    if (!(error instanceof ServerError) || error.isPassing || isForAll(error)) throw error;
    refused.set(id, error); // it stays on the phone, and the others go on
  }
}

function isForAll(error: ServerError): boolean {
  return error.status === 401 || error.status === 426;
}
