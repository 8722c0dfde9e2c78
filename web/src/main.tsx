/** Opens the app: settings first, so that it never flashes in the wrong language or colour. */

import { render } from "preact";

import { App } from "./app.tsx";
import "./look/tokens.css";
import "./look/base.css";
import "./look/parts.css";
import { loadSettings } from "./settings.ts";
import { followUpdates } from "./updates.ts";

const root = document.getElementById("app") as HTMLElement;

await loadSettings();
render(<App />, root);
followUpdates();
