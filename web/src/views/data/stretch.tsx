/** Which part of a recording was ordinary forward walking: it tells directions more surely. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { RetrowalkError } from "../../errors.ts";
import { durationText, say } from "../../i18n/language.ts";
import { Button } from "../../look/parts.tsx";
import { Form } from "../account/form.tsx";

const WORDS = {
  title: { en: "Was a part of it ordinary forward walking?", de: "War ein Teil davon gewöhnliches Vorwärtsgehen?" },
  why: {
    en: "{name} lasts {length} min. Name a part of at least 12 seconds in which you walked forward as usual, with the phone where it stayed: directions are then told more surely. Without one they may stay unknown.",
    de: "{name} dauert {length} min. Nennen Sie einen Teil von mindestens 12 Sekunden, in dem Sie wie gewohnt vorwärts gingen, das Telefon dort, wo es blieb: Die Richtungen sind dann sicherer. Ohne einen bleiben sie vielleicht unbekannt.",
  },
  from: { en: "From second", de: "Ab Sekunde" },
  to: { en: "To second", de: "Bis Sekunde" },
  use: { en: "Use this part", de: "Diesen Teil nehmen" },
  none: { en: "None, add it without", de: "Keiner, ohne hinzufügen" },
  order: { en: "the part ends before it begins", de: "der Teil endet, bevor er beginnt" },
};
const USUAL_S = 12;

/** What is asked of one recording. */
export interface Question {
  readonly name: string;
  readonly durationS: number;
  /**
   * Take a part, in seconds from the first sample.
   *
   * @throws RetrowalkError it is no even forward walking of 8 s.
   */
  readonly take: (fromS: number, toS: number) => void;
  readonly without: () => void;
}

/** The form; a part that cannot be used is said in it, and another one may be named. */
export function Stretch({ name, durationS, take, without }: Question) {
  const fromS = useSignal("0");
  const toS = useSignal(String(Math.floor(Math.min(USUAL_S, durationS))));
  return (
    <section aria-labelledby="stretch">
      <h3 id="stretch">{say(WORDS.title)}</h3>
      <p>{say(WORDS.why, { name, length: durationText(durationS) })}</p>
      <Form
        label={say(WORDS.title)}
        button={say(WORDS.use)}
        onSubmit={async () => {
          const [from, to] = [Number(fromS.value), Number(toS.value)];
          if (!(from < to)) throw new RetrowalkError(say(WORDS.order));
          take(from, to);
        }}
      >
        <Second label={say(WORDS.from)} value={fromS} most={durationS} />
        <Second label={say(WORDS.to)} value={toS} most={durationS} />
      </Form>
      <Button onClick={without}>{say(WORDS.none)}</Button>
    </section>
  );
}

function Second(props: {
  readonly label: string;
  readonly value: { value: string };
  readonly most: number;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        required
        min={0}
        max={Math.ceil(props.most)}
        step="any"
        value={props.value.value}
        onInput={(event) => {
          props.value.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}
