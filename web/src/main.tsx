/** Opens the app: settings first, so that it never flashes in the wrong language or colour. */

import { effect } from "@preact/signals";
import { render } from "preact";

import { App } from "./app.tsx";
import "./look/tokens.css";
import "./look/base.css";
import "./look/parts.css";
import { loadSettings, settings } from "./settings.ts";
import { followUpdates } from "./updates.ts";

const root = document.getElementById("app") as HTMLElement;

await loadSettings();
render(<App />, root);
followUpdates();
// whoever wants no reminders never loads them
effect(() => {
  if (settings.value.breaks) {
    void import("./views/breaks/reminder.tsx").then(({ startBreaks }) => startBreaks());
  }
});
// the exchange with the server never keeps the screen waiting
void import("./sync/background.ts").then(({ sync }) => sync());
