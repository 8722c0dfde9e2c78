/** Where the phone is worn, how much room there is, and what the person wants to say. */

import { useSignal } from "@preact/signals";

import type { Place } from "../../dataset/course.ts";
import type { Worn } from "../../dataset/draft.ts";
import type { Person } from "../../dataset/folder.ts";
import { say } from "../../i18n/language.ts";
import { Button, Choice, Fold, Toggle } from "../../look/parts.tsx";
import type { Placement } from "../../recording.ts";
import { settings } from "../../settings.ts";
import { allowed, person, place, stage, worn } from "./state.ts";
import { WORDS } from "./words.ts";

const PLACES = ["pocket", "waist", "ankle", "hand"] as const satisfies readonly Placement[];
type Sex = NonNullable<Person["sex"]>;

/** The screen. */
export function About() {
  const isFirst = useSignal(true);
  if (isFirst.value) {
    isFirst.value = false;
    const { ageYears, heightM } = settings.peek();
    const said = person.peek();
    person.value = { ...said, ageYears: said.ageYears ?? ageYears, heightM: said.heightM ?? heightM };
  }
  const now = worn.value;
  const change = (part: Partial<Worn>): void => {
    worn.value = { ...worn.value, ...part };
  };
  const changePlace = (part: Partial<Place>): void => {
    place.value = { ...place.value, ...part };
  };
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <Choice
        legend={say(WORDS.where)}
        value={now.placement}
        options={PLACES.map((value) => ({ value, label: say(WORDS[value]) }))}
        onChange={(placement) =>
          change({ placement, side: placement === "waist" ? null : (now.side ?? "right") })
        }
      />
      <Choice
        legend={say(WORDS.side)}
        value={now.side ?? "middle"}
        options={(now.placement === "waist"
          ? (["left", "middle", "right"] as const)
          : (["left", "right"] as const)
        ).map((value) => ({ value, label: say(WORDS[value]) }))}
        onChange={(side) => change({ side: side === "middle" ? null : side })}
      />
      <Choice
        legend={say(WORDS.room)}
        value={place.value.room}
        options={[
          { value: "long", label: say(WORDS.long), hint: say(WORDS.longHint) },
          { value: "short", label: say(WORDS.short) },
        ]}
        onChange={(room) => changePlace({ room })}
      />
      {!allowed.value.careful && (
        <Toggle
          label={say(WORDS.stairs)}
          checked={place.value.stairs}
          onChange={(stairs) => changePlace({ stairs })}
        />
      )}
      <div class="field">
        <label for="measure-phone">{say(WORDS.phone)}</label>
        <input
          id="measure-phone"
          type="text"
          maxLength={60}
          autocomplete="off"
          value={now.phone}
          aria-describedby="measure-phone-hint"
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        <small id="measure-phone-hint">{say(WORDS.phoneHint)}</small>
      </div>
      <Fold title={say(WORDS.you)}>
        <NumberField name="ageYears" label={say(WORDS.age)} scale={1} low={18} high={120} />
        <NumberField name="heightM" label={say(WORDS.height)} scale={100} low={100} high={230} />
        <Choice
          legend={say(WORDS.sex)}
          value={person.value.sex ?? "unsaid"}
          options={[
            { value: "unsaid", label: say(WORDS.unsaid) },
            { value: "F", label: say(WORDS.female) },
            { value: "M", label: say(WORDS.male) },
            { value: "O", label: say(WORDS.other) },
          ]}
          onChange={(sex) => {
            person.value = { ...person.value, sex: sex === "unsaid" ? null : (sex as Sex) };
          }}
        />
      </Fold>
      <Button
        look="main"
        onClick={() => {
          stage.value = "ready";
        }}
      >
        {say(WORDS.next)}
      </Button>
    </>
  );
}

function NumberField(props: {
  readonly name: "ageYears" | "heightM";
  readonly label: string;
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}) {
  const kept = person.value[props.name];
  const id = `measure-${props.name}`;
  function change(input: HTMLInputElement): void {
    if (!input.checkValidity()) {
      input.reportValidity();
      return;
    }
    const value = input.value === "" ? null : Number(input.value) / props.scale;
    person.value = { ...person.value, [props.name]: value };
  }
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={props.low}
        max={props.high}
        value={kept === null ? "" : String(Math.round(kept * props.scale))}
        onChange={(event) => change(event.currentTarget)}
      />
    </div>
  );
}
