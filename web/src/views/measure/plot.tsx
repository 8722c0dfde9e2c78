/**
 * The recording as a picture: the size of the acceleration, and the labels under it.
 *
 *     |‾\/\/\___/\/\/\/\____|    one column a pixel: lowest to highest value inside
 *     [st][ forward ][stop]      what is cut away is shaded
 */

import type { Draft } from "../../dataset/draft.ts";
import { spanOf } from "../../dataset/draft.ts";
import type { Label } from "../../dataset/labels.ts";
import { numberText, say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { WORDS } from "./words.ts";

const WIDTH = 360;
const HEIGHT = 130;
const BAND = 24;
const COLUMNS = 360;
/** Shown from 0 to this; higher is cut off. */
const TOP_MS2 = 30;
/** A label is written where it fits: this wide for each letter. */
const LETTER = 6.4;

/** The picture; `fromS` and `toS` are where it is cut, `gone` the pieces left out. */
export function Plot(props: {
  readonly draft: Draft;
  readonly fromS: number;
  readonly toS: number;
  readonly gone: ReadonlySet<number>;
}) {
  const { draft, fromS, toS } = props;
  const [startS, endS] = spanOf(draft);
  const lengthS = Math.max(endS - startS, 1e-3);
  const x = (timeS: number): number => (WIDTH * (timeS - startS)) / lengthS;
  const words = say(WORDS.plot, {
    seconds: numberText(lengthS),
    pieces: draft.pieces.length,
  });
  return (
    <svg class="measure-plot" viewBox={`0 0 ${WIDTH} ${HEIGHT + BAND + 20}`} role="img" aria-label={words}>
      <path class="curve" d={curve(draft, startS, lengthS)} />
      {draft.pieces.map((piece, k) => {
        const width = x(piece.endS) - x(piece.startS);
        const long = say(SHORT[piece.label]);
        const text = width > LETTER * long.length ? long : SIGNS[piece.label];
        return (
          <g key={piece.startS} class={`piece ${piece.label}${props.gone.has(k) ? " gone" : ""}`}>
            <rect x={x(piece.startS)} y={HEIGHT} width={width} height={BAND} />
            {width > LETTER && (
              <text x={x(piece.startS) + width / 2} y={HEIGHT + 16}>
                {text}
              </text>
            )}
          </g>
        );
      })}
      {draft.pieces.map(
        (piece, k) =>
          props.gone.has(k) && (
            <rect
              key={piece.startS}
              class="away"
              x={x(piece.startS)}
              y={0}
              width={x(piece.endS) - x(piece.startS)}
              height={HEIGHT + BAND}
            />
          ),
      )}
      <rect class="away" x={0} y={0} width={Math.max(0, x(fromS))} height={HEIGHT + BAND} />
      <rect class="away" x={x(toS)} y={0} width={Math.max(0, WIDTH - x(toS))} height={HEIGHT + BAND} />
      {Array.from({ length: Math.floor((0.93 * lengthS) / 60) + 1 }, (_, k) => (
        <text key={k} class="tick" x={x(startS + 60 * k)} y={HEIGHT + BAND + 16}>
          {k} min
        </text>
      ))}
    </svg>
  );
}

const SHORT: Readonly<Record<Label, Phrase>> = {
  stand: { en: "stand", de: "stehen" },
  forward: { en: "forward", de: "vorwärts" },
  stop: { en: "stop", de: "Stopp" },
  backward: { en: "backward", de: "rückwärts" },
  sideways: { en: "sideways", de: "seitwärts" },
  turn: { en: "turn", de: "drehen" },
  stairs_up: { en: "up", de: "hinauf" },
  stairs_down: { en: "down", de: "hinunter" },
};

/** Where no word fits: colour is never alone. */
const SIGNS: Readonly<Record<Label, string>> = {
  stand: "·",
  forward: "→",
  stop: "·",
  backward: "←",
  sideways: "↔",
  turn: "↻",
  stairs_up: "↗",
  stairs_down: "↘",
};

function curve({ samples }: Draft, startS: number, lengthS: number): string {
  const low = new Float64Array(COLUMNS).fill(Infinity);
  const high = new Float64Array(COLUMNS).fill(-Infinity);
  const { timeS, accelerationMs2: a } = samples;
  for (let k = 0; k < timeS.length; k++) {
    const share = ((timeS[k] ?? 0) - startS) / lengthS;
    const column = Math.min(COLUMNS - 1, Math.floor(COLUMNS * share));
    const size = Math.hypot(a[3 * k] ?? 0, a[3 * k + 1] ?? 0, a[3 * k + 2] ?? 0);
    low[column] = Math.min(low[column] ?? 0, size);
    high[column] = Math.max(high[column] ?? 0, size);
  }
  const y = (value: number): string =>
    (HEIGHT * (1 - Math.min(value, TOP_MS2) / TOP_MS2)).toFixed(1);
  const parts: string[] = [];
  for (let column = 0; column < COLUMNS; column++) {
    // a column without samples is a gap, and stays one
    if (!Number.isFinite(low[column])) continue;
    const at = ((WIDTH * (column + 0.5)) / COLUMNS).toFixed(1);
    parts.push(`M${at} ${y(low[column] ?? 0)}V${Number(y(high[column] ?? 0)) - 0.8}`);
  }
  return parts.join("");
}
