/** What the server says of accounts, sharing, mail and reminders; docs/server.md, docs/sharing.md. */

import type { Plan } from "../coach/base.ts";
import type { Phrase } from "../i18n/phrase.ts";
import type { Api, Me } from "./api.ts";

/** Whether the server is there, and who may make an account. */
export interface Health {
  readonly mode: "local" | "account";
  readonly version: string;
  readonly registration: "invitation" | "open" | "closed" | null;
}

/** A browser that is signed in. */
export interface OneSession {
  readonly id: string;
  readonly agent: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly current: boolean;
}

export interface OnePasskey {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly used_at: string | null;
}

export const SHARED_KINDS = [
  "plan",
  "log",
  "result",
  "walk",
  "attention",
  "screening",
  "motion",
] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export type ShareState = "waiting" | "lapsed" | "active" | "expired" | "ended";

/** A share as the person who made it sees it. */
export interface Share {
  readonly id: string;
  readonly label: string;
  readonly kinds: readonly SharedKind[];
  readonly data_from: string | null;
  readonly data_to: string | null;
  readonly created_at: string;
  readonly ends_at: string;
  readonly state: ShareState;
  readonly with_name: string | null;
  readonly accepted_at: string | null;
  readonly views: number;
  readonly last_view_at: string | null;
}

export interface NewShare {
  readonly label: string;
  readonly kinds: readonly SharedKind[];
  readonly data_from: string | null;
  readonly data_to: string | null;
  readonly ends_at: string;
  readonly email: string | null;
  readonly language: "en" | "de";
}

export interface MadeShare {
  readonly share: Share;
  readonly code: string;
  readonly link: string | null;
  readonly sent: boolean;
}

/** One look at what is shared. */
export interface View {
  readonly at: string;
  readonly viewer: string;
  readonly what: string;
}

/** A plan that a physiotherapist suggests. */
export interface Suggestion {
  readonly id: string;
  readonly by_name: string;
  readonly made_at: string;
  readonly message: string;
  readonly plan: Plan;
}

/** The JSON form of an Estimate. */
export interface EstimateJson {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly reason?: string | null;
}

export interface SharedTest {
  readonly test: string;
  readonly side: "left" | "right" | null;
  readonly name: Phrase;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly results: readonly (EstimateJson & { readonly date: string; readonly by: string })[];
  readonly change: "real change" | "noise" | "cannot tell" | "too few results";
  readonly by: EstimateJson;
  readonly is_better: boolean | null;
  readonly band: EstimateJson;
  readonly sentence: Phrase;
  readonly sources: readonly string[];
}

export interface Adherence {
  readonly planned: number;
  readonly done: number;
  readonly weeks: readonly {
    readonly week: number;
    readonly planned: number;
    readonly done: number;
    readonly minutes: number;
  }[];
}

export interface Pain {
  readonly days: readonly {
    readonly date: string;
    readonly during: number | null;
    readonly next_morning: number | null;
    readonly effort: number | null;
    readonly swelling: boolean;
  }[];
  readonly recent: number | null;
  readonly change: number | null;
}

export interface SharedWalk {
  readonly id: string;
  readonly made_at: string;
  readonly placement: string | null;
  readonly backward: Readonly<Record<string, EstimateJson>> | null;
  readonly forward: Readonly<Record<string, EstimateJson>> | null;
  readonly duration_s: number | null;
}

/** What a share shows; a part is null where it was not shared or there is nothing. */
export interface Overview {
  readonly plan: {
    readonly goal: Plan["goal"];
    readonly ability: Plan["ability"];
    readonly minutes: number;
    readonly start: string;
    readonly advice: string;
    readonly settings: readonly string[];
    readonly week: number;
  } | null;
  readonly adherence: Adherence | null;
  readonly pain: Pain | null;
  readonly tests: readonly SharedTest[] | null;
  readonly walks: readonly SharedWalk[] | null;
  readonly unread: number;
}

/** A person who shares with this account. */
export interface Patient {
  readonly share: string;
  readonly name: string;
  readonly kinds: readonly SharedKind[];
  readonly ends_at: string;
  readonly overview: Overview;
}

export interface PatientPage extends Patient {
  readonly suggestions: readonly {
    readonly id: string;
    readonly made_at: string;
    readonly message: string;
    readonly goal: Plan["goal"];
    readonly minutes: number;
    readonly answer: "accepted" | "declined" | null;
  }[];
}

export interface NewPlan {
  readonly goal: Plan["goal"];
  readonly ability: Plan["ability"];
  readonly minutes: number;
  readonly start: string;
  readonly message: string;
}

/** Where letters go. */
export interface MailAddress {
  readonly address: string | null;
  readonly confirmed_at: string | null;
}

/** When a browser is to be reminded. */
export interface Reminder {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  readonly language: "en" | "de";
  readonly zone: string;
  readonly begin: string;
  readonly end: string;
}

const post = (json: unknown = {}) => ({ method: "POST", json }) as const;
const REMOVE = { method: "DELETE" } as const;

/** The server, call by call; every call throws ServerError. */
export class Server {
  readonly api: Api;

  constructor(api: Api) {
    this.api = api;
  }

  health(): Promise<Health> {
    return this.api.json("/health");
  }

  async signIn(name: string, password: string): Promise<Me> {
    return this.api.keep(await this.api.json<Me>("/session", post({ name, password })));
  }

  async register(name: string, password: string, invitation: string | null): Promise<Me> {
    return this.api.keep(
      await this.api.json<Me>("/accounts", post({ name, password, invitation })),
    );
  }

  async signOut(): Promise<void> {
    await this.api.ask("/session", REMOVE);
  }

  async changePassword(current: string, next: string): Promise<Me> {
    return this.api.keep(
      await this.api.json<Me>("/accounts/me/password", post({ current, new: next })),
    );
  }

  async deleteAccount(password: string | null): Promise<void> {
    await this.api.ask("/accounts/me", { ...REMOVE, json: { password } });
  }

  async sessions(): Promise<readonly OneSession[]> {
    return (await this.api.json<{ sessions: OneSession[] }>("/sessions")).sessions;
  }

  async endSession(id: string): Promise<void> {
    await this.api.ask(`/sessions/${id}`, REMOVE);
  }

  async passkeys(): Promise<readonly OnePasskey[]> {
    return (await this.api.json<{ passkeys: OnePasskey[] }>("/passkeys")).passkeys;
  }

  async removePasskey(id: string, password: string | null): Promise<void> {
    await this.api.ask(`/passkeys/${id}`, { ...REMOVE, json: { password } });
  }

  async shares(): Promise<readonly Share[]> {
    return (await this.api.json<{ shares: Share[] }>("/shares")).shares;
  }

  makeShare(share: NewShare): Promise<MadeShare> {
    return this.api.json("/shares", post(share));
  }

  async endShare(id: string): Promise<void> {
    await this.api.ask(`/shares/${id}`, REMOVE);
  }

  async views(id: string): Promise<readonly View[]> {
    return (await this.api.json<{ views: View[] }>(`/shares/${id}/views`)).views;
  }

  takeCode(code: string): Promise<{ readonly share: string; readonly name: string }> {
    return this.api.json("/shares/accept", post({ code }));
  }

  async suggestions(): Promise<readonly Suggestion[]> {
    return (await this.api.json<{ suggestions: Suggestion[] }>("/suggestions")).suggestions;
  }

  async answer(id: string, answer: "accepted" | "declined"): Promise<void> {
    await this.api.ask(`/suggestions/${id}/answer`, post({ answer }));
  }

  async patients(today: string): Promise<readonly Patient[]> {
    return (await this.api.json<{ patients: Patient[] }>(`/patients?today=${today}`)).patients;
  }

  patient(share: string, today: string): Promise<PatientPage> {
    return this.api.json(`/patients/${encodeURIComponent(share)}?today=${today}`);
  }

  async suggest(share: string, plan: NewPlan): Promise<void> {
    await this.api.ask(`/patients/${share}/plan`, post(plan));
  }

  async leave(share: string): Promise<void> {
    await this.api.ask(`/patients/${share}`, REMOVE);
  }

  mailAddress(): Promise<MailAddress> {
    return this.api.json("/mail/address");
  }

  nameAddress(address: string, language: "en" | "de"): Promise<MailAddress> {
    return this.api.json("/mail/address", { method: "PUT", json: { address, language } });
  }

  confirmAddress(code: string): Promise<MailAddress> {
    return this.api.json("/mail/confirmation", post({ code }));
  }

  async forgetAddress(): Promise<void> {
    await this.api.ask("/mail/address", REMOVE);
  }

  async sendPlan(language: "en" | "de", today: string): Promise<void> {
    await this.api.ask("/mail/plan", post({ language, today }));
  }

  async pushKey(): Promise<string> {
    return (await this.api.json<{ key: string }>("/push/key")).key;
  }

  async remind(reminder: Reminder): Promise<void> {
    await this.api.ask("/push/subscription", post(reminder));
  }

  async remindNoMore(endpoint: string): Promise<void> {
    await this.api.ask("/push/subscription", { ...REMOVE, json: { endpoint } });
  }
}
