/** The service worker: keeps the app on the phone, and says when a newer one is there. */

import { signal } from "@preact/signals";
import { Workbox } from "workbox-window";

/** Set once a newer version waits; calling it takes it. */
export const update = signal<(() => void) | null>(null);

/** Register the service worker, where the browser has them and the page may. */
export function followUpdates(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const worker = new Workbox("/sw.js");
  worker.addEventListener("waiting", () => {
    update.value = () => {
      worker.addEventListener("controlling", () => location.reload());
      worker.messageSkipWaiting();
    };
  });
  void worker.register();
}
