/**
 * A click for each step, by WebAudio's own clock.
 *
 *     timer, every 50 ms ──> clicks of the next 120 ms handed to the audio clock
 *
 * The look-ahead keeps the beat even when the page is busy.
 */

const AHEAD_S = 0.12;
const EVERY_MS = 50;

/**
 * Clicks to plan now; pure.
 *
 * @param lastS the last planned click on the audio clock, or null before the first.
 * @param aheadS how far to plan.
 * @param nowS of the audio clock.
 * @param cadenceSpm steps per minute.
 */
export function clicksUntil(
  lastS: number | null,
  aheadS: number,
  nowS: number,
  cadenceSpm: number,
): { readonly atS: readonly number[]; readonly lastS: number | null } {
  const periodS = 60 / cadenceSpm;
  const atS: number[] = [];
  let next = lastS === null ? nowS : lastS + periodS;
  if (next < nowS) next = nowS;
  for (; next <= nowS + aheadS; next += periodS) atS.push(next);
  return { atS, lastS: atS.at(-1) ?? lastS };
}

/** The metronome. */
export class Metronome {
  readonly #audio: () => AudioContext | null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #lastS: number | null = null;

  /** @param audio asked at each beat: the browser may allow sound only later. */
  constructor(audio: () => AudioContext | null) {
    this.#audio = audio;
  }

  get isRunning(): boolean {
    return this.#timer !== null;
  }

  start(cadenceSpm: number): void {
    this.stop();
    this.#timer = setInterval(() => this.#plan(cadenceSpm), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#lastS = null;
  }

  #plan(cadenceSpm: number): void {
    const audio = this.#audio();
    if (audio?.state !== "running") return;
    const { atS, lastS } = clicksUntil(this.#lastS, AHEAD_S, audio.currentTime, cadenceSpm);
    this.#lastS = lastS;
    for (const at of atS) click(audio, at, 1000, 0.03, 0.35);
  }
}

/**
 * A short tone.
 *
 * @param audio where.
 * @param atS when, on its clock.
 * @param hz how high.
 * @param lengthS how long.
 * @param loud from 0 to 1.
 */
export function click(
  audio: AudioContext,
  atS: number,
  hz: number,
  lengthS: number,
  loud: number,
): void {
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.frequency.value = hz;
  gain.gain.setValueAtTime(0, atS);
  gain.gain.linearRampToValueAtTime(loud, atS + 0.005);
  gain.gain.exponentialRampToValueAtTime(0.001, atS + lengthS);
  tone.connect(gain).connect(audio.destination);
  tone.start(atS);
  tone.stop(atS + lengthS + 0.01);
}
