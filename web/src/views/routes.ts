/** Every screen of the app; each is loaded when it is first asked for. */

import type { Route } from "../router.ts";

export const ROUTES: readonly Route[] = [
  {
    path: "home",
    title: { en: "Retrowalk", de: "Retrowalk" },
    load: () => import("./home.tsx"),
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
];
