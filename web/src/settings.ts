/** What a person chose once: kept as records like everything else, so that it comes along. */

import { signal } from "@preact/signals";

import type { Consent } from "./dataset/consent.ts";
import type { Language } from "./i18n/phrase.ts";
import { store } from "./store/opened.ts";
import type { Content } from "./store/records.ts";

/** When steps are told while walking. */
export type Telling = "minutes" | "steps";

export interface Settings {
  /** Null: as the phone says. */
  readonly language: Language | null;
  readonly theme: "system" | "light" | "dark";
  readonly voice: boolean;
  readonly vibration: boolean;
  readonly telling: Telling;
  readonly metronome: boolean;
  readonly heightM: number | null;
  readonly massKg: number | null;
  readonly ageYears: number | null;
  /** Remind of sitting breaks while the app is open. */
  readonly breaks: boolean;
  /** Working hours, `HH:MM`. */
  readonly breaksFrom: string;
  readonly breaksTo: string;
  /** Of "Help measure it": the label drawn at random, and the consent given last. */
  readonly measuring: { readonly label: string; readonly consent: Consent } | null;
}

export const DEFAULTS: Settings = {
  language: null,
  theme: "system",
  voice: true,
  vibration: true,
  telling: "minutes",
  metronome: false,
  heightM: null,
  massKg: null,
  ageYears: null,
  breaks: false,
  breaksFrom: "09:00",
  breaksTo: "17:00",
  measuring: null,
};

interface SettingsContent extends Content {
  readonly values: Partial<Settings>;
}

export const settings = signal<Settings>(DEFAULTS);

/** Read what is kept; of two records the newer one holds. */
export async function loadSettings(): Promise<void> {
  const kept = await (await store()).contents<SettingsContent>("settings");
  settings.value = Object.assign({}, DEFAULTS, ...kept.map(({ content }) => content.values)) as Settings;
}

/** Change some, and keep all in one record in place of the ones before. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  settings.value = { ...settings.value, ...change };
  const kept = await store();
  const before = await kept.heads("settings");
  const made = await kept.put("settings", { values: settings.value });
  for (const head of before) if (head.id !== made.id) await kept.remove(head.id);
}
