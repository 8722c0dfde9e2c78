/** What the screens of "Help measure it" share; in memory only, gone with the page. */

import { computed, signal } from "@preact/signals";

import type { Consent } from "../../dataset/consent.ts";
import { allowedBy, partsOf, type Place, type ScreeningResult } from "../../dataset/course.ts";
import type { Draft, Worn } from "../../dataset/draft.ts";
import type { Measured, Person } from "../../dataset/folder.ts";
import { store } from "../../store/opened.ts";
import type { Content } from "../../store/records.ts";

/** The screens, in their order. */
export type Stage = "consent" | "about" | "ready" | "running" | "look" | "kept";

export const stage = signal<Stage>("consent");
/** Given anew for each measurement. */
export const consent = signal<Consent | null>(null);
export const place = signal<Place>({ room: "long", stairs: false });
export const worn = signal<Worn>({ placement: "pocket", side: "right", phone: "" });
export const person = signal<Omit<Person, "label">>({ ageYears: null, sex: null, heightM: null });
/** Not kept yet. */
export const draft = signal<Draft | null>(null);
/** Kept by the person, as files. */
export const measured = signal<readonly Measured[]>([]);
export const screening = signal<ScreeningResult | null>(null);

export const allowed = computed(() => allowedBy(screening.value));
export const parts = computed(() => partsOf(place.value, allowed.value));

interface ScreeningContent extends Content {
  readonly screening: ScreeningResult;
}

/** Read the newest screening that is kept. */
export async function loadScreening(): Promise<void> {
  const kept = await (await store()).contents<ScreeningContent>("screening");
  screening.value = kept.at(-1)?.content.screening ?? null;
}
