/** How the app speaks with its server: JSON both ways, and one kind of error for all that fails. */

import { version } from "../../package.json";
import { RetrowalkError } from "../errors.ts";

/** What goes with a question. */
export interface Init {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly credentials: "same-origin";
  readonly cache: "no-store";
  readonly redirect: "error";
  readonly signal: AbortSignal;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** The part of `fetch` that is needed; tests put a server of their own here. */
export type Fetch = (url: string, init: Init) => Promise<Response>;

/** Where the server's interface begins. */
export const BASE = "/api/v1";
const TIMEOUT_MS = 60_000;
/** What may be asked before anybody is signed in. */
const OPEN = /^\/(accounts|session|passkeys\/authentication\/\w+)$/;

/** What the server says of whoever asks. */
export interface Me {
  readonly mode: "local" | "account";
  readonly name: string | null;
  readonly used_bytes?: number;
  /** Goes back with everything that changes something; null before signing in. */
  readonly csrf: string | null;
  readonly version: string;
}

/** The server's answer to something that did not work; `status` 0: it was not reached. */
export class ServerError extends RetrowalkError {
  readonly status: number;
  /** How long it asks to be left alone, or null. */
  readonly retryAfterS: number | null;

  constructor(
    status: number,
    what: string,
    place: { readonly where?: string; readonly remedy?: string } = {},
    retryAfterS: number | null = null,
  ) {
    super(what, place);
    this.name = "ServerError";
    this.status = status;
    this.retryAfterS = retryAfterS;
  }

  /** Whether the same may work a little later. */
  get isPassing(): boolean {
    return (
      this.status === 0 || [403, 408, 423, 425, 429].includes(this.status) || this.status >= 500
    );
  }
}

export interface Ask {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers that are no errors besides those of 200 to 299. */
  readonly accept?: readonly number[];
}

/** One server, asked by one browser. */
export class Api {
  readonly #fetch: Fetch;
  readonly #base: string;
  #csrf: string | null = null;
  /** Server's clock less the phone's in seconds, as of the last answer; null before it. */
  skewS: number | null = null;

  constructor(fetch: Fetch, base = BASE) {
    this.#fetch = fetch;
    this.#base = base;
  }

  /** Who is signed in; what it tells protects all later changes. */
  async me(): Promise<Me> {
    return this.keep(await this.json<Me>("/me"));
  }

  /** Remember what signing in answered; changes go in this name from now on. */
  keep(me: Me): Me {
    this.#csrf = me.csrf;
    return me;
  }

  /** Ask for JSON; null where the answer has none. */
  async json<T>(path: string, ask: Ask = {}): Promise<T> {
    const answer = await this.ask(path, ask);
    const text = await readBody(answer, (one) => one.text());
    return (text === "" ? null : JSON.parse(text)) as T;
  }

  /** Ask for bytes. */
  async bytes(path: string): Promise<Uint8Array> {
    const answer = await this.ask(path);
    return new Uint8Array(await readBody(answer, (one) => one.arrayBuffer()));
  }

  /**
   * Ask.
   *
   * @throws ServerError what the server says, or that it was not reached.
   */
  async ask(path: string, ask: Ask = {}): Promise<Response> {
    const method = ask.method ?? "GET";
    if (this.#csrf === null && method !== "GET" && method !== "HEAD" && !OPEN.test(path)) {
      await this.me(); // a page that changes something before anything was asked
    }
    const headers: Record<string, string> = {
      Accept: "application/json",
      "Retrowalk-Client": version,
      ...ask.headers,
    };
    if (method !== "GET" && method !== "HEAD" && this.#csrf !== null) {
      headers["X-Retrowalk-CSRF"] = this.#csrf;
    }
    let body: { body?: string | Uint8Array<ArrayBuffer> } = {};
    if (ask.json !== undefined) {
      headers["Content-Type"] = "application/json";
      body = { body: JSON.stringify(ask.json) };
    } else if (ask.bytes !== undefined) {
      headers["Content-Type"] ??= "application/octet-stream";
      body = { body: ask.bytes as Uint8Array<ArrayBuffer> };
    }
    const init: Init = {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...body,
    };
    let answer: Response;
    try {
      answer = await this.#fetch(`${this.#base}${path}`, init);
    } catch (error) {
      throw notReached(error);
    }
    this.#hearClock(answer);
    if (answer.ok || ask.accept?.includes(answer.status) === true) return answer;
    throw await errorOf(answer);
  }

  #hearClock(answer: Response): void {
    const server = Date.parse(answer.headers.get("Date") ?? "");
    if (!Number.isNaN(server)) this.skewS = (server - Date.now()) / 1000;
  }
}

async function readBody<T>(answer: Response, read: (one: Response) => Promise<T>): Promise<T> {
  try {
    return await read(answer);
  } catch (error) {
    throw notReached(error); // the line broke in the middle of the answer
  }
}

function notReached(error: unknown): ServerError {
  const why = error instanceof Error ? error.message : String(error);
  return new ServerError(0, `the server cannot be reached (${why})`, {
    remedy: "it is tried again by itself; nothing is lost",
  });
}

async function errorOf(answer: Response): Promise<ServerError> {
  const told: { what?: unknown; where?: unknown; remedy?: unknown } = await answer
    .json()
    .then((body: unknown) => (typeof body === "object" && body !== null ? body : {}))
    .catch(() => ({}));
  const place: { where?: string; remedy?: string } = {};
  if (typeof told.where === "string") place.where = told.where;
  if (typeof told.remedy === "string") place.remedy = told.remedy;
  const what =
    typeof told.what === "string" ? told.what : `the server answered with ${answer.status}`;
  const after = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return new ServerError(answer.status, what, place, Number.isFinite(after) ? after : null);
}
