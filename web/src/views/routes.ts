/** Every screen of the app; each is loaded when it is first asked for. */

import type { Route } from "../router.ts";

export const ROUTES: readonly Route[] = [
  {
    path: "home",
    title: { en: "Retrowalk", de: "Retrowalk" },
    load: () => import("./home/page.tsx"),
  },
  {
    path: "walk",
    title: { en: "Walk", de: "Gehen" },
    whole: true,
    load: () => import("./walk/page.tsx"),
  },
  {
    path: "after",
    title: { en: "Your walk", de: "Ihr Gang" },
    tab: "home",
    load: () => import("./walk/after.tsx"),
  },
  {
    path: "screening",
    title: { en: "Before you start", de: "Bevor Sie beginnen" },
    whole: true,
    load: () => import("./screening/page.tsx"),
  },
  {
    path: "plan",
    title: { en: "Plan", de: "Plan" },
    tab: "home",
    load: () => import("./plan/page.tsx"),
  },
  {
    path: "session",
    title: { en: "Session", de: "Einheit" },
    tab: "home",
    load: () => import("./session/page.tsx"),
  },
  {
    path: "stops",
    title: { en: "When to stop", de: "Wann aufhören" },
    tab: "home",
    load: () => import("./session/stops_page.tsx"),
  },
  {
    path: "exercises",
    title: { en: "Exercises", de: "Übungen" },
    load: () => import("./exercises/page.tsx"),
  },
  {
    path: "tests",
    title: { en: "Tests", de: "Tests" },
    tab: "more",
    load: () => import("./tests/page.tsx"),
  },
  {
    path: "history",
    title: { en: "History", de: "Verlauf" },
    load: () => import("./history/page.tsx"),
  },
  {
    path: "claims",
    title: { en: "Is it true?", de: "Stimmt das?" },
    tab: "more",
    load: () => import("./claims/page.tsx"),
  },
  {
    path: "sources",
    title: { en: "Sources", de: "Quellen" },
    tab: "more",
    load: () => import("./sources/page.tsx"),
  },
  {
    path: "breaks",
    title: { en: "Breaks from sitting", de: "Pausen vom Sitzen" },
    tab: "more",
    load: () => import("./breaks/page.tsx"),
  },
  {
    path: "attention",
    title: { en: "Walk with a task", de: "Gehen mit Aufgabe" },
    tab: "more",
    load: () => import("./attention/page.tsx"),
  },
  {
    path: "data",
    title: { en: "My data", de: "Meine Daten" },
    tab: "more",
    load: () => import("./data/page.tsx"),
  },
  {
    path: "more",
    title: { en: "More", de: "Mehr" },
    load: () => import("./more.tsx"),
  },
  {
    path: "settings",
    title: { en: "Settings", de: "Einstellungen" },
    tab: "more",
    load: () => import("./settings.tsx"),
  },
  {
    path: "measure",
    title: { en: "Help measure it", de: "Messen helfen" },
    tab: "more",
    load: () => import("./measure/measure.tsx"),
  },
  {
    path: "account",
    title: { en: "Account", de: "Konto" },
    tab: "more",
    load: () => import("./account/page.tsx"),
  },
  {
    path: "share",
    title: { en: "Share", de: "Freigeben" },
    tab: "more",
    load: () => import("./share/page.tsx"),
  },
  {
    path: "patients",
    title: { en: "Patients", de: "Patienten" },
    tab: "more",
    load: () => import("./patients/page.tsx"),
  },
  {
    path: "mail",
    title: { en: "My plan by e-mail", de: "Mein Plan per E-Mail" },
    tab: "more",
    load: () => import("./mail/page.tsx"),
  },
];
