/** Known distances that the next walks are told with: shown, and deleted. */

import { dayText, numberText, say } from "../i18n/language.ts";
import type { ScaleContent } from "../session/scales.ts";
import { store } from "../store/opened.ts";
import { useKept } from "./kept.ts";
import { Delete } from "./tests/delete.tsx";
import { PLACES } from "./walk/words.ts";

const WORDS = {
  title: { en: "Known distances", de: "Bekannte Strecken" },
  why: {
    en: "What you measured makes the distances of later walks more exact. Of two for the same place and direction the later one holds.",
    de: "Was Sie abgemessen haben, macht die Strecken späterer Gänge genauer. Von zweien für denselben Platz und dieselbe Richtung gilt die spätere.",
  },
  backward: { en: "{metres} m backward", de: "{metres} m rückwärts" },
  forward: { en: "{metres} m forward", de: "{metres} m vorwärts" },
  remove: { en: "Delete", de: "Löschen" },
  sure: { en: "Delete for good", de: "Endgültig löschen" },
};

/** The part of the settings; nothing before the first. */
export function Scales() {
  const all = useKept<ScaleContent>("scale");
  if (all === null || all.length === 0) return null;
  return (
    <>
      <h2>{say(WORDS.title)}</h2>
      <p class="muted">{say(WORDS.why)}</p>
      <ul class="steps">
        {[...all].reverse().map(({ head, content }) => {
          const { scale, distance_m: distanceM } = content;
          const words = scale["backward"] === null ? WORDS.forward : WORDS.backward;
          const place = PLACES.find(({ placement }) => placement === scale["placement"]);
          return (
            <li key={head.id}>
              {place !== undefined && `${say(place.name)}: `}
              {say(words, { metres: numberText(distanceM, distanceM % 1 === 0 ? 0 : 1) })},{" "}
              {dayText(new Date(head.madeAt))}{" "}
              <Delete
                label={WORDS.remove}
                sure={WORDS.sure}
                onDelete={() => void store().then((kept) => kept.remove(head.id))}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
