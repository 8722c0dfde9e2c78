/**
 * Whether this page may read the sensors, and if not, why, in words that help.
 *
 *     not https ─> insecure        iPhone ─> needs a tap ─> granted | denied
 *     no events known ─> absent    else ─> ready (whether samples come, the self-test tells)
 */

import type { Phrase } from "../i18n/phrase.ts";

export type Access = "ready" | "tap" | "insecure" | "absent" | "denied";

interface Asking {
  requestPermission?: () => Promise<"granted" | "denied" | "default">;
}

/** The parts of a window that matter here. */
export interface AccessScope {
  readonly isSecureContext: boolean;
  readonly DeviceMotionEvent?: unknown;
  readonly DeviceOrientationEvent?: unknown;
  readonly Accelerometer?: unknown;
}

/** What is known before anybody was asked. */
export function accessOf(scope: AccessScope): Access {
  if (!scope.isSecureContext) return "insecure";
  if (scope.DeviceMotionEvent === undefined && scope.Accelerometer === undefined) return "absent";
  const motion = scope.DeviceMotionEvent as Asking | undefined;
  return typeof motion?.requestPermission === "function" ? "tap" : "ready";
}

/** Ask; only inside a tap, as Safari demands. */
export async function askAccess(scope: AccessScope): Promise<Access> {
  const before = accessOf(scope);
  if (before !== "tap") return before;
  try {
    const motion = scope.DeviceMotionEvent as Asking;
    // one question for both; orientation tells the sign of acceleration, and may be missing
    const orientation = scope.DeviceOrientationEvent as Asking | undefined;
    void orientation?.requestPermission?.().catch(() => undefined);
    return (await motion.requestPermission?.()) === "granted" ? "ready" : "denied";
  } catch {
    // Safari throws where the call is not inside a tap
    return "tap";
  }
}

/** Why the sensors cannot be read and what helps. */
export const ACCESS_WORDS: Readonly<Record<Exclude<Access, "ready">, Phrase>> = {
  tap: {
    en: "This phone asks before it lets a page feel movement. Tap below and choose Allow.",
    de: "Dieses Telefon fragt, bevor eine Seite Bewegung spüren darf. Tippen Sie unten und wählen Sie Erlauben.",
  },
  insecure: {
    en: "The browser gives movement only to pages with https. Open this page by its https address; the page “Connect a phone” of the server shows how.",
    de: "Der Browser gibt Bewegung nur an Seiten mit https. Öffnen Sie diese Seite über ihre https-Adresse; die Seite „Telefon verbinden“ des Servers zeigt, wie.",
  },
  absent: {
    en: "This browser knows no motion sensor. Open the page on a phone.",
    de: "Dieser Browser kennt keinen Bewegungssensor. Öffnen Sie die Seite auf einem Telefon.",
  },
  denied: {
    en: "Movement is not allowed for this page. Close the page fully, open it again and choose Allow; or allow Motion in the settings of the browser.",
    de: "Bewegung ist für diese Seite nicht erlaubt. Schließen Sie die Seite ganz, öffnen Sie sie neu und wählen Sie Erlauben; oder erlauben Sie Bewegung in den Einstellungen des Browsers.",
  },
};
