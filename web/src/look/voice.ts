/** The one voice of the app, and its tones. */

import type { Language } from "../i18n/phrase.ts";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE" };

/**
 * Say a text; what was being said is cut off, so that a cue is never late. Where the device has no
 * voice of its own a tone sounds: a voice of a service would send the sentences away.
 */
export function speak(text: string, language: Language): void {
  if (text === "") return;
  const voice = "speechSynthesis" in globalThis ? voiceOf(language) : null;
  if (voice === null) {
    beep(520, 0.12);
    return;
  }
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = LOCALES[language];
  words.voice = voice;
  speechSynthesis.speak(words);
}

function voiceOf(language: Language): SpeechSynthesisVoice | null {
  const mine = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(language));
  return mine.find(({ localService }) => localService) ?? null;
}

/** Stop speaking. */
export function hush(): void {
  if ("speechSynthesis" in globalThis) speechSynthesis.cancel();
}

let sound: AudioContext | null = null;

/** Sound a tone; must first be called from a tap, or browsers keep it silent. */
export function beep(frequencyHz = 880, durationS = 0.2): void {
  if (!("AudioContext" in globalThis)) return;
  sound ??= new AudioContext();
  void sound.resume();
  const tone = sound.createOscillator();
  const loudness = sound.createGain();
  const now = sound.currentTime;
  tone.frequency.value = frequencyHz;
  // no click at either end
  loudness.gain.setValueAtTime(0, now);
  loudness.gain.linearRampToValueAtTime(0.4, now + 0.01);
  loudness.gain.setValueAtTime(0.4, now + durationS - 0.02);
  loudness.gain.linearRampToValueAtTime(0, now + durationS);
  tone.connect(loudness).connect(sound.destination);
  tone.start(now);
  tone.stop(now + durationS);
}
