/** A field with its label, and a form that says what went wrong. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import { ServerFailure } from "./told.tsx";

/** One line of input. */
export function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "password" | "email" | "date" | "time";
  readonly autocomplete?: AutoFill;
  readonly hint?: string;
  readonly least?: number;
  readonly most?: number;
  readonly min?: string;
  readonly max?: string;
  readonly isOptional?: boolean;
  readonly isCode?: boolean;
}) {
  const id = useId();
  // the types know each kind of input apart; here it is said by whoever uses the field
  const attributes: Readonly<Record<string, unknown>> = {
    type: props.type ?? "text",
    autocomplete: props.autocomplete ?? "off",
    autocapitalize: props.isCode === true ? "characters" : "off",
    ...(props.hint === undefined ? {} : { "aria-describedby": `${id}-hint` }),
    ...(props.least === undefined ? {} : { minLength: props.least }),
    ...(props.most === undefined ? {} : { maxLength: props.most }),
    ...(props.min === undefined ? {} : { min: props.min }),
    ...(props.max === undefined ? {} : { max: props.max }),
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && <small id={`${id}-hint`}>{props.hint}</small>}
      <input
        id={id}
        value={props.value}
        required={props.isOptional !== true}
        spellcheck={false}
        {...attributes}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

/** A form with one button; what fails is said above it, and the button waits while it works. */
export function Form(props: {
  readonly label: string;
  readonly button: string;
  readonly look?: "main" | "second" | "danger";
  readonly onSubmit: () => Promise<void>;
  readonly children?: ComponentChildren;
}) {
  const failed = useSignal<unknown>(null);
  const isBusy = useSignal(false);
  async function submit(): Promise<void> {
    isBusy.value = true;
    failed.value = null;
    try {
      await props.onSubmit();
    } catch (error) {
      failed.value = error;
    } finally {
      isBusy.value = false;
    }
  }
  return (
    <form
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy.value) void submit();
      }}
    >
      {props.children}
      {failed.value !== null && <ServerFailure error={failed.value} />}
      <button type="submit" class={props.look ?? "main"} aria-disabled={isBusy.value}>
        {props.button}
      </button>
    </form>
  );
}
