/** What the server refuses, in the language of the app. */

import { RetrowalkError } from "../../errors.ts";
import { language } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { Failure } from "../../look/parts.tsx";
import { ServerError } from "../../sync/api.ts";

/** German for the server's sentences; in English they are shown as they come. */
const GERMAN: readonly (readonly [RegExp, string])[] = [
  [/^the server cannot be reached/, "Der Server ist nicht erreichbar."],
  [/^the name or the password is wrong/, "Name oder Passwort stimmt nicht."],
  [/^the password is wrong/, "Das Passwort stimmt nicht."],
  [/^this name is taken/, "Dieser Name ist vergeben."],
  [/^the password has fewer than (\d+)/, "Das Passwort hat weniger als $1 Zeichen."],
  [/^the password has more than (\d+)/, "Das Passwort hat mehr als $1 Zeichen."],
  [/^the password is among those/, "Dieses Passwort wird zuerst ausprobiert."],
  [/^this server takes no new accounts/, "Dieser Server nimmt keine neuen Konten an."],
  [/^the invitation code is wrong/, "Der Einladungscode stimmt nicht."],
  [/^too many attempts/, "Zu viele Versuche."],
  [/^there is no valid session/, "Sie sind nicht angemeldet."],
  [/^the passkey was not accepted/, "Der Passkey wurde nicht angenommen."],
  [/^this code opens nothing/, "Dieser Code öffnet nichts oder nicht mehr."],
  [/^this code is your own/, "Das ist Ihr eigener Code."],
  [/^the code is wrong or too old/, "Der Code ist falsch oder zu alt."],
  [/^there is no such share/, "Diese Freigabe gibt es nicht oder nicht mehr."],
  [/^the letter was not sent/, "Der Brief wurde nicht gesendet."],
  [/^this server sends no letters/, "Dieser Server sendet keine Briefe."],
  [/^this server sends no reminders/, "Dieser Server sendet keine Erinnerungen."],
  [/^this push service is not one/, "Mit dem Dienst dieses Browsers spricht der Server nicht."],
  [/is no e-mail address$/, "Das ist keine E-Mail-Adresse."],
  [/^there is no plan on the server yet/, "Auf dem Server liegt noch kein Plan."],
  [/^there is no confirmed address/, "Es gibt keine bestätigte Adresse."],
  [/^the plan is not part of this share/, "Der Plan gehört nicht zu dieser Freigabe."],
  [
    /^the person has not answered the screening/,
    "Die Person hat die Fragen vor dem Beginn noch nicht beantwortet.",
  ],
  [/^the screening says/, "Die Fragen vor dem Beginn sagen: erst ärztlich klären."],
  [/suggestions are waiting for an answer/, "Mehrere Vorschläge warten noch auf Antwort."],
  [/^a session of .* minutes cannot be planned/, "Mit dieser Minutenzahl geht kein Plan."],
  [/^this server has one person and no login/, "Dieser Server hat eine Person und keine Anmeldung."],
  [/^an account has at most/, "Mehr davon nimmt ein Konto nicht auf."],
];

const GERMAN_REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^wait (\d+) s/, "$1 Sekunden warten"],
  [/^it is tried again by itself/, "Es wird von selbst wieder versucht; nichts geht verloren"],
  [/^try again later/, "später noch einmal versuchen"],
  [/^try again/, "noch einmal versuchen"],
  [/^begin again/, "noch einmal beginnen"],
  [/^choose another/, "etwas anderes wählen"],
  [/^take some words/, "ein paar Wörter nehmen, die nicht zusammengehören"],
  [/^ask who runs/, "fragen Sie, wer den Server betreibt"],
  [/^whoever runs (it|the server)/, "wer den Server betreibt, kann das einrichten (docs/server.md)"],
  [/^ask (for|the person for) a new/, "bitten Sie um einen neuen Code"],
  [/^log in/, "melden Sie sich an"],
  [/^write name@example.org/, "schreiben Sie name@example.org"],
  [/^make one in the app/, "einen Plan in der App erstellen und das Telefon den Server erreichen lassen"],
];

/** A text of the server in German, or as it came. */
export function german(text: string, rules: readonly (readonly [RegExp, string])[] = GERMAN): string {
  for (const [pattern, said] of rules) {
    const found = pattern.exec(text);
    if (found !== null) return said.replace("$1", found[1] ?? "");
  }
  return text;
}

/** The same error in the language of the app. */
export function inOurWords(error: unknown): unknown {
  if (!(error instanceof ServerError) || language.value !== "de") return error;
  const remedy =
    error.remedy === null ? {} : { remedy: german(error.remedy, GERMAN_REMEDIES) };
  return new RetrowalkError(german(error.what), remedy);
}

/** What went wrong with the server. */
export function ServerFailure({ error }: { readonly error: unknown }) {
  return <Failure error={inOurWords(error)} />;
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
