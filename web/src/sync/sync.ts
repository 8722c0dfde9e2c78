/**
 * Exchanges with the server whenever it can, in the background; nothing waits for it.
 *
 *     resting ── request() ──> working ──> resting
 *                                 ├─ not reached ──> waiting ── in a while ──> working
 *                                 ├─ 401 ──> signedOut      (until resume())
 *                                 ├─ 426 ──> oldApp         (until the app is newer)
 *                                 └─ another's data ──> otherAccount (until join() or sign-out)
 */

import { RetrowalkError } from "../errors.ts";
import { ServerError, type Api } from "./api.ts";
import { exchange, OtherAccount, type Refused } from "./round.ts";
import type { MemoryPlace, Shelf } from "./shelf.ts";

const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 600;
/** A phone's clock that is further off is said: days of a plan are told by it. */
export const CLOCK_OFF_S = 300;

/** What the exchange is doing. */
export type Doing =
  | { readonly kind: "resting" }
  | { readonly kind: "working"; readonly done: number; readonly of: number }
  | { readonly kind: "waiting"; readonly forS: number; readonly why: RetrowalkError }
  | { readonly kind: "signedOut" }
  | { readonly kind: "oldApp"; readonly why: RetrowalkError }
  | { readonly kind: "otherAccount"; readonly before: string | null; readonly now: string | null }
  | { readonly kind: "broken"; readonly why: RetrowalkError };

export interface SyncState {
  readonly doing: Doing;
  /** When phone and server last were the same, or null. */
  readonly lastAt: Date | null;
  /** How far the phone's clock is behind the server's (negative: ahead), where it is too far. */
  readonly clockBehindS: number | null;
  /** Records that one side does not take; they stay where they are. */
  readonly refused: readonly Refused[];
}

/** Time and chance, so that tests have their own. */
export interface Surroundings {
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly now: () => Date;
}

const REAL: Surroundings = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  now: () => new Date(),
};

/** The exchange of one phone with one server. */
export class Sync {
  readonly #api: Api;
  readonly #shelf: Shelf;
  readonly #memory: MemoryPlace;
  readonly #around: Surroundings;
  readonly #refused = new Map<string, RetrowalkError>();
  readonly #listeners = new Set<(state: SyncState) => void>();
  #state: SyncState = {
    doing: { kind: "resting" },
    lastAt: null,
    clockBehindS: null,
    refused: [],
  };
  #isRunning = false;
  #isAsked = false;
  #isFull = true;
  #failures = 0;
  #stopWaiting: (() => void) | null = null;
  #isEnded = false;

  constructor(api: Api, shelf: Shelf, memory: MemoryPlace, around: Surroundings = REAL) {
    this.#api = api;
    this.#shelf = shelf;
    this.#memory = memory;
    this.#around = around;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Follow the state; returns how to stop that. */
  onChange(listener: (state: SyncState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Something changed: exchange soon. Returns at once.
   *
   * With `now`, such as when the network is back, what it waits for is cut short.
   */
  request({ now = false }: { readonly now?: boolean } = {}): void {
    const { kind } = this.#state.doing;
    if (kind === "signedOut" || kind === "oldApp" || kind === "otherAccount") return;
    if (kind === "waiting" && !now) return; // it goes with the round that is waited for
    this.#start();
  }

  /** Somebody signed in or out: look again who it is. */
  resume(): void {
    this.#failures = 0;
    this.#isFull = true;
    this.#refused.clear();
    this.#start();
  }

  /** Join what is on this phone with the account that is signed in now. */
  join(): void {
    this.#memory.save({ account: null, cursor: 0, given: 0, told: 0, missed: [] });
    this.resume();
  }

  /** End; a round that is going on stops at its next step. */
  end(): void {
    this.#isEnded = true;
    this.#stopWaiting?.();
    this.#listeners.clear();
  }

  #start(): void {
    if (this.#isEnded) return;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#isAsked = true;
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#isAsked && !this.#isEnded) {
        this.#isAsked = false;
        if (!(await this.#once())) break;
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** One round; false where another one at once makes no sense. */
  async #once(): Promise<boolean> {
    this.#tell({ kind: "working", done: 0, of: 0 });
    try {
      await exchange({
        api: this.#api,
        shelf: this.#shelf,
        memory: this.#memory,
        isFull: this.#isFull,
        refused: this.#refused,
        onProgress: (done, of) => {
          this.#failures = 0;
          this.#tell({ kind: "working", done, of });
        },
      });
    } catch (error) {
      this.#failed(error);
      return false;
    }
    this.#failures = 0;
    this.#isFull = false;
    this.#state = { ...this.#state, lastAt: this.#around.now() };
    this.#tell({ kind: "resting" });
    return true;
  }

  #failed(error: unknown): void {
    if (error instanceof OtherAccount) {
      this.#tell({ kind: "otherAccount", before: error.before, now: error.now });
    } else if (error instanceof ServerError && error.status === 401) {
      this.#tell({ kind: "signedOut" });
    } else if (error instanceof ServerError && error.status === 426) {
      this.#tell({ kind: "oldApp", why: error });
    } else if (error instanceof ServerError && error.isPassing) {
      this.#wait(error, error.retryAfterS);
    } else if (error instanceof ServerError) {
      this.#tell({ kind: "broken", why: error });
    } else {
      // The phone's own store failed, such as a full disk: said, and tried again.
      const why = error instanceof Error ? error.message : String(error);
      this.#wait(new RetrowalkError(`the exchange broke off (${why})`), null);
    }
  }

  #wait(why: RetrowalkError, askedS: number | null): void {
    if (this.#isEnded) return;
    const grown = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    // Chance keeps phones apart that all lost the same server.
    const forS = Math.max(grown * (0.5 + 0.5 * this.#around.random()), Math.min(askedS ?? 0, 3600));
    this.#stopWaiting = this.#around.after(forS * 1000, () => this.#start());
    this.#tell({ kind: "waiting", forS, why });
  }

  #tell(doing: Doing): void {
    const skewS = this.#api.skewS;
    this.#state = {
      ...this.#state,
      doing,
      clockBehindS: skewS !== null && Math.abs(skewS) > CLOCK_OFF_S ? skewS : null,
      refused: [...this.#refused].map(([id, why]) => ({ id, why })),
    };
    for (const listener of this.#listeners) listener(this.#state);
  }
}
