/** Keeps the screen on, because browsers stop the sensors with the screen off. */

export class Awake {
  #lock: WakeLockSentinel | null = null;
  #isWanted = false;
  readonly #onVisible = (): void => {
    // the browser lets go of it whenever the page is hidden
    if (document.visibilityState === "visible") void this.#request();
  };

  /** Whether this browser can keep the screen on. */
  static get isPossible(): boolean {
    return "wakeLock" in navigator;
  }

  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.#request();
  }

  stop(): void {
    this.#isWanted = false;
    document.removeEventListener("visibilitychange", this.#onVisible);
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }

  async #request(): Promise<void> {
    if (!this.#isWanted || !Awake.isPossible) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.#isWanted) this.#lock = lock;
      else await lock.release();
    } catch {
      // refused, as with a low battery: the walk goes on, and a dark screen will be a gap that is said
      this.#lock = null;
    }
  }
}

interface Battery extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

const LOW = 0.15;

/**
 * Watch the battery, where the browser tells of it.
 *
 * @param onLow once, when it is low.
 * @returns a call that ends it.
 */
export async function watchBattery(onLow: () => void): Promise<() => void> {
  const browser = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  const battery = await browser.getBattery?.().catch(() => null);
  if (battery === undefined || battery === null) return () => undefined;
  const check = (): void => {
    if (battery.charging || battery.level > LOW) return;
    battery.removeEventListener("levelchange", check);
    onLow();
  };
  battery.addEventListener("levelchange", check);
  check();
  return () => battery.removeEventListener("levelchange", check);
}
