/** Everything that is not needed every day, one line each. */

import { say } from "../i18n/language.ts";
import type { Phrase } from "../i18n/phrase.ts";
import { Icon, type IconName } from "../look/icons.tsx";
import { hrefOf } from "../router.ts";

const TITLE = { en: "More", de: "Mehr" };

interface Line {
  readonly path: string;
  readonly icon: IconName;
  readonly name: Phrase;
  readonly hint: Phrase;
}

const LINES: readonly Line[] = [
  {
    path: "settings",
    icon: "more",
    name: { en: "Settings", de: "Einstellungen" },
    hint: { en: "Language, colours, voice, about you", de: "Sprache, Farben, Stimme, über Sie" },
  },
  {
    path: "measure",
    icon: "plus",
    name: { en: "Help measure it", de: "Messen helfen" },
    hint: {
      en: "Three minutes for science, led by a voice",
      de: "Drei Minuten für die Forschung, mit Ansagen",
    },
  },
];

/** The screen. */
export function Page() {
  return (
    <>
      <h1>{say(TITLE)}</h1>
      <ul class="list">
        {LINES.map(({ path, icon, name, hint }) => (
          <li key={path}>
            <a href={hrefOf(path)}>
              <Icon name={icon} />
              <span>
                {say(name)}
                <small>{say(hint)}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
