/** What the server refuses, in the language of the app. */

import type { Phrase } from "../../i18n/phrase.ts";
import { Failure } from "../../look/parts.tsx";

/** What went wrong with the server. */
export function ServerFailure({ error }: { readonly error: unknown }) {
  return <Failure error={error} />;
}

/** Words that several of these screens say. */
export const COMMON = {
  asking: { en: "Asking the server …", de: "Der Server wird gefragt …" },
  notSignedIn: { en: "Sign in first.", de: "Melden Sie sich zuerst an." },
  signIn: { en: "Sign in", de: "Anmelden" },
  oneAlone: {
    en: "This server keeps the data of one person and has no accounts, so there is nobody to share with. Whoever runs it can start it with accounts.",
    de: "Dieser Server bewahrt die Daten einer Person auf und hat keine Konten; es gibt also niemanden, mit dem sich teilen ließe. Wer ihn betreibt, kann ihn mit Konten starten.",
  },
} satisfies Readonly<Record<string, Phrase>>;
