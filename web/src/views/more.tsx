/** Everything that is not needed every day, one line each. */

import { say } from "../i18n/language.ts";
import type { Phrase } from "../i18n/phrase.ts";
import { Icon, type IconName } from "../look/icons.tsx";
import { hrefOf } from "../router.ts";

const TITLE = { en: "More", de: "Mehr" };

interface Line {
  readonly path: string;
  readonly icon: IconName;
  readonly name: Phrase;
  readonly hint: Phrase;
}

const LINES: readonly Line[] = [
  {
    path: "plan",
    icon: "today",
    name: { en: "Plan", de: "Plan" },
    hint: { en: "Weeks, log, why it is so", de: "Wochen, Tagebuch, warum es so ist" },
  },
  {
    path: "tests",
    icon: "clock",
    name: { en: "Tests", de: "Tests" },
    hint: { en: "Balance, strength, walking backward", de: "Gleichgewicht, Kraft, Rückwärtsgehen" },
  },
  {
    path: "attention",
    icon: "speaker",
    name: { en: "Walk with a task", de: "Gehen mit Aufgabe" },
    hint: { en: "With and without a task for the mind", de: "Mit und ohne Aufgabe für den Kopf" },
  },
  {
    path: "breaks",
    icon: "bell",
    name: { en: "Breaks from sitting", de: "Pausen vom Sitzen" },
    hint: { en: "Reminders, calendar", de: "Erinnerungen, Kalender" },
  },
  {
    path: "screening",
    icon: "check",
    name: { en: "Before you start", de: "Bevor Sie beginnen" },
    hint: { en: "Your answers and what they allow", de: "Ihre Antworten und was sie erlauben" },
  },
  {
    path: "stops",
    icon: "warning",
    name: { en: "When to stop", de: "Wann aufhören" },
    hint: { en: "Signs to stop at once", de: "Zeichen, sofort aufzuhören" },
  },
  {
    path: "claims",
    icon: "info",
    name: { en: "Is it true?", de: "Stimmt das?" },
    hint: { en: "Popular claims and what studies show", de: "Verbreitete Behauptungen und was Studien zeigen" },
  },
  {
    path: "sources",
    icon: "info",
    name: { en: "Sources", de: "Quellen" },
    hint: { en: "Every number and where it is from", de: "Jede Zahl und woher sie kommt" },
  },
  {
    path: "data",
    icon: "download",
    name: { en: "My data", de: "Meine Daten" },
    hint: { en: "Export, import, delete everything", de: "Exportieren, einlesen, alles löschen" },
  },
  {
    path: "account",
    icon: "person",
    name: { en: "Account", de: "Konto" },
    hint: { en: "Sign in, keep a copy on the server", de: "Anmelden, Kopie auf dem Server" },
  },
  {
    path: "share",
    icon: "share",
    name: { en: "Share", de: "Freigeben" },
    hint: { en: "With a physiotherapist, and who looked", de: "Für eine Physiotherapie, und wer hineinsah" },
  },
  {
    path: "mail",
    icon: "download",
    name: { en: "My plan by e-mail", de: "Mein Plan per E-Mail" },
    hint: { en: "As a PDF, when you ask for it", de: "Als PDF, wenn Sie es verlangen" },
  },
  {
    path: "patients",
    icon: "heart",
    name: { en: "Patients", de: "Patienten" },
    hint: { en: "For physiotherapists: what others share", de: "Für die Physiotherapie: was andere freigeben" },
  },
  {
    path: "settings",
    icon: "more",
    name: { en: "Settings", de: "Einstellungen" },
    hint: { en: "Language, colours, voice, about you", de: "Sprache, Farben, Stimme, über Sie" },
  },
  {
    path: "measure",
    icon: "plus",
    name: { en: "Help measure it", de: "Messen helfen" },
    hint: {
      en: "Three minutes for science, led by a voice",
      de: "Drei Minuten für die Forschung, mit Ansagen",
    },
  },
];

/** The screen. */
export function Page() {
  return (
    <>
      <h1>{say(TITLE)}</h1>
      <ul class="list">
        {LINES.map(({ path, icon, name, hint }) => (
          <li key={path}>
            <a href={hrefOf(path)}>
              <Icon name={icon} />
              <span>
                {say(name)}
                <small>{say(hint)}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
