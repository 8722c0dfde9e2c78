/** The switch of the language, wherever somebody may land for the first time. */

import { language } from "../../i18n/language.ts";
import { LANGUAGES, type Language } from "../../i18n/phrase.ts";
import { changeSettings } from "../../settings.ts";

const NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** One button for each language, in its own language. */
export function Languages() {
  return (
    <div class="languages" role="group" aria-label="Language · Sprache">
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language.value}
          onClick={() => void changeSettings({ language: one })}
        >
          {NAMES[one]}
        </button>
      ))}
    </div>
  );
}
