/**
 * Times that only go forward, whatever a browser's clock does.
 *
 *     browser  10.0  10.0  10.016  9.99   3.2   3.216
 *     here     10.0   -    10.016   -    11.016 11.032
 *                  twice      late      set back: a gap of one second, and on
 *
 * Pure, so that every oddity can be tried.
 */

/** A clock that goes back further was set anew; less is one sample that came late. */
const SET_BACK_MS = 1000;
/** How long the gap is that a clock set anew leaves: its true length is unknown. */
const UNKNOWN_GAP_MS = 1000;

/** Puts the times of samples in order. */
export class Clock {
  #lastMs: number | null = null;
  #shiftMs = 0;
  /** Samples left out: told twice, late or without a time. */
  dropped = 0;
  /** How often the clock was set back. */
  setBack = 0;

  /**
   * @param timeMs what the browser says.
   * @returns the time to use, or null where the sample is to be left out.
   */
  timeMs(timeMs: number): number | null {
    if (!Number.isFinite(timeMs)) {
      this.dropped += 1;
      return null;
    }
    const last = this.#lastMs;
    let now = timeMs + this.#shiftMs;
    if (last !== null && now <= last) {
      if (last - now < SET_BACK_MS) {
        this.dropped += 1;
        return null;
      }
      this.#shiftMs += last + UNKNOWN_GAP_MS - now;
      this.setBack += 1;
      now = last + UNKNOWN_GAP_MS;
    }
    this.#lastMs = now;
    return now;
  }
}
