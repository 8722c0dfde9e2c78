/** A server in memory that speaks the exchange of docs/records.md, with faults on demand. */

import { createHash } from "node:crypto";

import type { Fetch, Init } from "../src/sync/api.ts";

interface Kept {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly made_at: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** What goes wrong with a request: nothing, a status, or the line breaks before or after it. */
export type Fault = null | number | "before" | "after" | Response;

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export class FakeServer {
  readonly kept = new Map<string, Kept>();
  readonly parts = new Map<string, Uint8Array>();
  readonly deleted = new Map<string, number>();
  readonly asked: string[] = [];
  readonly refuses = new Map<string, number>();
  account: string | null = "anna";
  mode: "local" | "account" = "account";
  clockOffS = 0;
  seq = 0;
  /** Asked before each request. */
  fault: (what: string, count: number) => Fault = () => null;

  readonly fetch: Fetch = async (url, init) => {
    const path = url.replace("/api/v1", "");
    const what = `${init.method} ${path}`;
    this.asked.push(what);
    const fault = this.fault(what, this.asked.length);
    if (fault === "before") throw new TypeError("network");
    if (fault instanceof Response) return fault;
    if (typeof fault === "number") return this.#answer(fault, { what: `made to fail: ${fault}` });
    if (init.signal.aborted) throw new TypeError("aborted");
    const answer = this.#serve(path, init);
    if (fault === "after") throw new TypeError("network");
    return answer;
  };

  /** Keep a record as if another device had given it. */
  give(kind: string, bytes: Uint8Array, madeAt = "2026-11-25T08:00:00.000Z"): string {
    const id = sha256(bytes);
    this.kept.set(id, {
      seq: ++this.seq,
      id,
      kind,
      made_at: madeAt,
      size: bytes.length,
      bytes,
    });
    return id;
  }

  /** Delete as if another device had. */
  bury(id: string): void {
    this.kept.delete(id);
    this.parts.delete(id);
    this.deleted.set(id, ++this.seq);
  }

  #serve(path: string, init: Init): Response {
    if (path === "/me") {
      return this.#answer(200, {
        mode: this.mode,
        name: this.account,
        csrf: "token",
        version: "0.1.0",
      });
    }
    if (this.mode === "account" && this.account === null) {
      return this.#answer(401, { what: "nobody is signed in" });
    }
    if (init.method !== "GET" && init.method !== "HEAD") {
      if (init.headers["X-Retrowalk-CSRF"] !== "token") return this.#answer(403, { what: "csrf" });
    }
    if (path === "/records/have") return this.#have(JSON.parse(String(init.body)));
    if (path.startsWith("/records?")) return this.#page(new URLSearchParams(path.split("?")[1]));
    return this.#record(path.split("/")[2] ?? "", init);
  }

  #have({ records }: { records: readonly { id: string }[] }): Response {
    const missing = records
      .filter(({ id }) => !this.kept.has(id) && !this.deleted.has(id))
      .map(({ id }) => ({ id, received: this.parts.get(id)?.length ?? 0 }));
    const deleted = records.map(({ id }) => id).filter((id) => this.deleted.has(id));
    return this.#answer(200, { missing, deleted });
  }

  #page(query: URLSearchParams): Response {
    const after = Number(query.get("after"));
    const limit = Number(query.get("limit"));
    const all = [
      ...[...this.kept.values()].map(({ bytes: _, ...head }) => ({ ...head, isDeleted: false })),
      ...[...this.deleted].map(([id, seq]) => ({ id, seq, isDeleted: true })),
    ]
      .filter(({ seq }) => seq > after)
      .sort((a, b) => a.seq - b.seq)
      .slice(0, limit);
    return this.#answer(200, {
      records: all.filter(({ isDeleted }) => !isDeleted),
      deleted: all.filter(({ isDeleted }) => isDeleted),
      next: all.at(-1)?.seq ?? after,
    });
  }

  #record(id: string, init: Init): Response {
    if (init.method === "DELETE") {
      if (!this.deleted.has(id)) this.bury(id);
      return this.#answer(204);
    }
    if (this.deleted.has(id)) return this.#answer(410, { what: "deleted" });
    if (init.method === "GET") {
      const kept = this.kept.get(id);
      return kept === undefined
        ? this.#answer(404, { what: "no such record" })
        : this.#answer(200, kept.bytes);
    }
    const refusal = this.refuses.get(id);
    if (refusal !== undefined) return this.#answer(refusal, { what: "not this one" });
    const part = this.parts.get(id) ?? new Uint8Array();
    if (init.method === "HEAD") {
      const kept = this.kept.get(id);
      const stands = String(kept?.size ?? part.length);
      return this.#answer(200, undefined, {
        "Upload-Offset": stands,
        "Upload-Length": String(kept?.size ?? -1),
      });
    }
    if (Number(init.headers["Upload-Offset"]) !== part.length || this.kept.has(id)) {
      return this.#answer(409, { what: "another offset" });
    }
    const whole = new Uint8Array([...part, ...(init.body as Uint8Array)]);
    this.parts.set(id, whole);
    const offset = { "Upload-Offset": String(whole.length) };
    if (whole.length < Number(init.headers["Upload-Length"])) return this.#answer(204, undefined, offset);
    this.parts.delete(id);
    if (sha256(whole) !== id) return this.#answer(422, { what: "the bytes are others" });
    this.give(init.headers["Record-Kind"] ?? "", whole, init.headers["Record-Made-At"]);
    return this.#answer(201, undefined, offset);
  }

  #answer(status: number, body?: unknown, headers: Record<string, string> = {}): Response {
    const isBytes = body instanceof Uint8Array;
    const said = body === undefined ? null : isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
    return new Response(said, {
      status,
      headers: { ...headers, Date: new Date(Date.now() + this.clockOffS * 1000).toUTCString() },
    });
  }
}
