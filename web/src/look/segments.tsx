/** A few short answers in a row, as radio buttons: levels, sides, spans of time. */

import { useId } from "preact/hooks";

/** One of a few. */
export function Segments<T extends string>(props: {
  readonly legend: string;
  readonly showLegend?: boolean;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class={props.showLegend === true ? "" : "unseen"}>{props.legend}</legend>
      {props.options.map(({ value, label }) => (
        <label key={value} class={value === props.value ? "chosen" : ""}>
          <input
            class="unseen"
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** The numbers 0 to 10, none of them chosen at first: no answer is made up. */
export function Tens(props: {
  readonly legend: string;
  readonly showLegend?: boolean;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
}) {
  const { legend, showLegend = false, value, onChange } = props;
  return (
    <div class="tens">
      <Segments
        legend={legend}
        showLegend={showLegend}
        options={Array.from({ length: 11 }, (_, at) => ({ value: String(at), label: String(at) }))}
        value={value === null ? null : String(value)}
        onChange={(chosen) => onChange(Number(chosen))}
      />
    </div>
  );
}
