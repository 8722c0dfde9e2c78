/** Small parts of every screen: one main button, cards, choices, numbers with their intervals. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import { RetrowalkError } from "../errors.ts";
import { inOurWords } from "../i18n/errors.ts";
import { numberText, say } from "../i18n/language.ts";
import { Icon, type IconName } from "./icons.tsx";

const WORDS = {
  probably: { en: "probably {low} to {high}", de: "wahrscheinlich {low} bis {high}" },
  unknown: { en: "not known", de: "nicht bekannt" },
  wrong: { en: "That did not work.", de: "Das hat nicht geklappt." },
  remedy: { en: "What helps: {remedy}", de: "Was hilft: {remedy}" },
};

/** A button; `main` is the one that most will press. */
export function Button(props: {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly look?: "main" | "second" | "plain" | "danger";
  readonly icon?: IconName;
  readonly disabled?: boolean;
}) {
  return (
    <button
      type="button"
      class={props.look ?? "second"}
      disabled={props.disabled === true}
      onClick={props.onClick}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton(props: {
  readonly children: ComponentChildren;
  readonly href: string;
  readonly look?: "main" | "second" | "plain";
  readonly icon?: IconName;
}) {
  return (
    <a class={`button ${props.look ?? "second"}`} href={props.href}>
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

/** A card with a heading. */
export function Card(props: {
  readonly title?: string;
  readonly level?: 2 | 3;
  readonly children: ComponentChildren;
  readonly tone?: "plain" | "strong" | "warn";
}) {
  const Heading = `h${props.level ?? 2}` as "h2";
  return (
    <section class={`card ${props.tone ?? "plain"}`}>
      {props.title !== undefined && <Heading>{props.title}</Heading>}
      {props.children}
    </section>
  );
}

/** One of a few answers, as large radio buttons. */
export function Choice<T extends string>(props: {
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={props.hideLegend === true ? "unseen" : ""}>{props.legend}</legend>
      {props.options.map(({ value, label, hint }) => (
        <label key={value} class={value === props.value ? "chosen" : ""}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span>
            {label}
            {hint !== undefined && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** On or off, with its words. */
export function Toggle(props: {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label class="toggle">
      <span>
        {props.label}
        {props.hint !== undefined && <small>{props.hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

/** A scale from 0 to 10 with a word for the number. */
export function Scale(props: {
  readonly label: string;
  readonly value: number;
  readonly word: (value: number) => string;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  const text = `${props.value}: ${props.word(props.value)}`;
  return (
    <div class="scale">
      <label for={id}>{props.label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={10}
        step={1}
        value={props.value}
        aria-valuetext={text}
        onInput={(event) => props.onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}

/** The JSON form of an Estimate. */
export interface EstimateData {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly reason?: string | null;
  readonly sources?: readonly string[];
}

/** A big number with its interval in small; an unknown one says why. */
export function BigNumber(props: {
  readonly label: string;
  readonly estimate: EstimateData;
  readonly digits?: number;
  readonly unit?: string;
  readonly reason?: string;
}) {
  const { value, low, high } = props.estimate;
  const digits = props.digits ?? 0;
  return (
    <div class="number">
      <dt>{props.label}</dt>
      {value === null ? (
        <dd>
          <b class="unknown">{say(WORDS.unknown)}</b>
          {props.reason !== undefined && <small>{props.reason}</small>}
        </dd>
      ) : (
        <dd>
          <b>
            {numberText(value, digits)}
            {props.unit !== undefined && <span class="unit"> {props.unit}</span>}
          </b>
          {low !== null && high !== null && low !== high && (
            <small>
              {say(WORDS.probably, { low: numberText(low, digits), high: numberText(high, digits) })}
            </small>
          )}
        </dd>
      )}
    </div>
  );
}

/** More to read under a fold. */
export function Fold(props: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>{props.title}</summary>
      <div>{props.children}</div>
    </details>
  );
}

/** What went wrong, in one sentence with what helps. */
export function Failure({ error }: { readonly error: unknown }) {
  const ours = error instanceof RetrowalkError ? inOurWords(error) : null;
  const what = ours?.what ?? (error instanceof Error ? error.message : String(error));
  const where = ours?.where ?? null;
  const remedy = ours?.remedy ?? null;
  return (
    <div class="card warn" role="alert">
      <p>
        <strong>{say(WORDS.wrong)}</strong> {where === null ? "" : `${where}: `}
        {what}
      </p>
      {remedy !== null && <p>{say(WORDS.remedy, { remedy })}</p>}
    </div>
  );
}
