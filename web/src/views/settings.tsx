/** What a person chooses once: language, look, what is spoken, size of the body. */

import { say } from "../i18n/language.ts";
import { LANGUAGES, type Language } from "../i18n/phrase.ts";
import { Choice, Toggle } from "../look/parts.tsx";
import { changeSettings, settings, type Settings } from "../settings.ts";
import { useLoaded } from "./kept.ts";

const WORDS = {
  title: { en: "Settings", de: "Einstellungen" },
  language: { en: "Language", de: "Sprache" },
  asPhone: { en: "As the phone", de: "Wie das Telefon" },
  theme: { en: "Colours", de: "Farben" },
  light: { en: "Light", de: "Hell" },
  dark: { en: "Dark", de: "Dunkel" },
  walking: { en: "While walking", de: "Beim Gehen" },
  voice: { en: "Speak", de: "Sprechen" },
  vibration: { en: "Vibrate with each message", de: "Bei jeder Ansage vibrieren" },
  telling: { en: "Tell how far I am", de: "Zwischenstand ansagen" },
  minutes: { en: "every minute", de: "jede Minute" },
  steps: { en: "every 50 steps", de: "alle 50 Schritte" },
  metronome: { en: "Metronome", de: "Metronom" },
  metronomeHint: {
    en: "A click for each step of today's plan",
    de: "Ein Klick für jeden Schritt im heutigen Plan",
  },
  body: { en: "About you", de: "Über Sie" },
  bodyWhy: {
    en: "Height narrows speed and distance, weight and age the energy. It stays on this phone.",
    de: "Die Größe macht Tempo und Strecke genauer, Gewicht und Alter die Energie. Es bleibt auf diesem Telefon.",
  },
  height: { en: "Height in cm", de: "Größe in cm" },
  mass: { en: "Weight in kg", de: "Gewicht in kg" },
  age: { en: "Age in years", de: "Alter in Jahren" },
};

const NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** The screen. */
export function Page() {
  const now = settings.value;
  const scales = useLoaded(() => import("./scales.tsx"));
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <Choice
        legend={say(WORDS.language)}
        value={now.language ?? "phone"}
        options={[
          { value: "phone", label: say(WORDS.asPhone) },
          ...LANGUAGES.map((one) => ({ value: one, label: NAMES[one] })),
        ]}
        onChange={(one) => void changeSettings({ language: one === "phone" ? null : one })}
      />
      <Choice
        legend={say(WORDS.theme)}
        value={now.theme}
        options={[
          { value: "system", label: say(WORDS.asPhone) },
          { value: "light", label: say(WORDS.light) },
          { value: "dark", label: say(WORDS.dark) },
        ]}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <h2>{say(WORDS.walking)}</h2>
      <Toggle
        label={say(WORDS.voice)}
        checked={now.voice}
        onChange={(voice) => void changeSettings({ voice })}
      />
      <Toggle
        label={say(WORDS.vibration)}
        checked={now.vibration}
        onChange={(vibration) => void changeSettings({ vibration })}
      />
      <Toggle
        label={say(WORDS.metronome)}
        hint={say(WORDS.metronomeHint)}
        checked={now.metronome}
        onChange={(metronome) => void changeSettings({ metronome })}
      />
      <Choice
        legend={say(WORDS.telling)}
        value={now.telling}
        options={[
          { value: "minutes", label: say(WORDS.minutes) },
          { value: "steps", label: say(WORDS.steps) },
        ]}
        onChange={(telling) => void changeSettings({ telling })}
      />
      <h2>{say(WORDS.body)}</h2>
      <p class="muted">{say(WORDS.bodyWhy)}</p>
      <BodyNumber name="heightM" scale={100} low={100} high={230} label={say(WORDS.height)} />
      <BodyNumber name="massKg" scale={1} low={25} high={300} label={say(WORDS.mass)} />
      <BodyNumber name="ageYears" scale={1} low={5} high={120} label={say(WORDS.age)} />
      {scales !== null && <scales.Scales />}
    </>
  );
}

/** A number of the body, kept once it is one that a body can have; empty means not said. */
function BodyNumber(props: {
  readonly name: keyof Settings & ("heightM" | "massKg" | "ageYears");
  readonly label: string;
  /** Shown for one of what is kept. */
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}) {
  const kept = settings.value[props.name];
  const shown = kept === null ? "" : String(Math.round(kept * props.scale));
  function keep(input: HTMLInputElement): void {
    if (input.value === "") void changeSettings({ [props.name]: null });
    else if (input.checkValidity()) {
      void changeSettings({ [props.name]: Number(input.value) / props.scale });
    } else input.reportValidity();
  }
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <input
        id={props.name}
        type="number"
        inputMode="numeric"
        min={props.low}
        max={props.high}
        value={shown}
        onChange={(event) => keep(event.currentTarget)}
      />
    </div>
  );
}
