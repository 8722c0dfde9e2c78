/** Looking at the recording and cutting it; only then is it made into a file. */

import { useSignal } from "@preact/signals";

import {
  checkDraft,
  cutAfter,
  cutBefore,
  spanOf,
  withoutPiece,
  type Draft,
} from "../../dataset/draft.ts";
import { LABEL_WORDS, type Piece } from "../../dataset/labels.ts";
import { durationText, say } from "../../i18n/language.ts";
import { Icon } from "../../look/icons.tsx";
import { Button, Failure } from "../../look/parts.tsx";
import { softwareText } from "./device.ts";
import { Plot } from "./plot.tsx";
import { draft, measured, stage } from "./state.ts";
import { WORDS } from "./words.ts";

/** What is left of a draft after cutting. */
export function cutDraft(whole: Draft, fromS: number, toS: number, gone: ReadonlySet<number>): Draft {
  const without = [...gone].sort((p, q) => q - p).reduce(withoutPiece, whole);
  return cutAfter(cutBefore(without, fromS), toS);
}

/** The screen. */
export function Look() {
  const whole = draft.value;
  const [startS, endS] = whole === null ? [0, 0] : spanOf(whole);
  const fromS = useSignal(startS);
  // the last sample stays
  const lastS = endS + 0.001;
  const toS = useSignal(lastS);
  const gone = useSignal<ReadonlySet<number>>(new Set());
  const failed = useSignal<unknown>(null);
  if (whole === null) return null;

  function keep(): void {
    if (whole === null) return;
    try {
      const left = cutDraft(whole, fromS.value, toS.value, gone.value);
      checkDraft(left);
      const one = { draft: left, software: softwareText(navigator.userAgent), nominalHz: null };
      measured.value = [...measured.value, one];
      draft.value = null;
      stage.value = "kept";
    } catch (error) {
      failed.value = error;
    }
  }

  function throwAway(): void {
    draft.value = null;
    stage.value = measured.value.length ? "kept" : "ready";
  }

  function change(index: number): void {
    const next = new Set(gone.value);
    if (!next.delete(index)) next.add(index);
    gone.value = next;
  }

  return (
    <>
      <h1>{say(WORDS.look)}</h1>
      <p>{say(WORDS.lookWhy)}</p>
      <Plot draft={whole} fromS={fromS.value} toS={toS.value} gone={gone.value} />
      <Edge
        label={say(WORDS.from)}
        valueS={fromS.value - startS}
        longestS={endS - startS}
        onChange={(atS) => {
          fromS.value = Math.min(startS + atS, toS.value);
        }}
      />
      <Edge
        label={say(WORDS.to)}
        valueS={toS.value - startS}
        longestS={endS - startS}
        onChange={(atS) => {
          const at = atS >= endS - startS ? lastS : startS + atS;
          toS.value = Math.max(at, fromS.value);
        }}
      />
      <h2>{say(WORDS.pieces)}</h2>
      <ul class="measure-pieces">
        {whole.pieces.map((piece, k) => (
          <PieceLine
            key={piece.startS}
            piece={piece}
            zeroS={startS}
            isGone={gone.value.has(k)}
            onChange={() => change(k)}
          />
        ))}
      </ul>
      {failed.value !== null && <Failure error={failed.value} />}
      <div class="stack">
        <Button look="main" icon="download" onClick={keep}>
          {say(WORDS.keep)}
        </Button>
        <Button look="danger" icon="trash" onClick={throwAway}>
          {say(WORDS.throwAway)}
        </Button>
      </div>
    </>
  );
}

function Edge(props: {
  readonly label: string;
  readonly valueS: number;
  readonly longestS: number;
  readonly onChange: (atS: number) => void;
}) {
  const id = `measure-${props.label.replace(/\W/g, "-")}`;
  const text = durationText(Math.min(props.valueS, props.longestS));
  return (
    <div class="scale">
      <label for={id}>{props.label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.ceil(props.longestS)}
        step={0.5}
        value={props.valueS}
        aria-valuetext={text}
        onInput={(event) => props.onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}

function PieceLine(props: {
  readonly piece: Piece;
  readonly zeroS: number;
  readonly isGone: boolean;
  readonly onChange: () => void;
}) {
  const { piece, zeroS, isGone } = props;
  const values = {
    label: say(LABEL_WORDS[piece.label]),
    start: durationText(piece.startS - zeroS),
    end: durationText(piece.endS - zeroS),
  };
  return (
    <li>
      <span class={`swatch ${piece.label}`} aria-hidden="true" />
      <span class={isGone ? "words gone" : "words"}>
        {values.label}
        <small>
          {values.start}–{values.end}
          {isGone && `, ${say(WORDS.leftOut)}`}
        </small>
      </span>
      <button
        type="button"
        class="plain"
        aria-label={say(isGone ? WORDS.back : WORDS.away, values)}
        onClick={props.onChange}
      >
        <Icon name={isGone ? "plus" : "trash"} />
      </button>
    </li>
  );
}
