/**
 * The ribbon: a walk from left to right, each bout a band on the thread of time.
 *
 *        ┌──────────────┐
 *    ┌───┤  backward    ├───┐          height and texture say the direction,
 *  ──┤ > │ <  <  <  <   │ > ├──── ┄┄┄  the thread says "recorded, not walking",
 *    └───┤  1:00        ├───┘          nothing says "no samples here"
 *        └──────────────┘
 *
 * The twin of src/retrowalk/report/ribbon.py: the same heights, colours and strokes.
 */

import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";

import { durationText, numberText, say } from "../i18n/language.ts";
import type { Phrase } from "../i18n/phrase.ts";
import type { Direction } from "../tracker/base.ts";
import "./ribbon.css";

/** What is drawn of a walk (docs/json.md). */
export interface RibbonWalk {
  readonly recording: {
    readonly duration_s: number;
    readonly gaps: readonly { readonly start_s: number; readonly end_s: number }[];
  };
  readonly bouts: readonly {
    readonly start_s: number;
    readonly end_s: number;
    readonly direction: Direction;
    readonly steps: { readonly value: number | null };
  }[];
}

type Bout = RibbonWalk["bouts"][number];

/** Share of the full height, as in report/look.py. */
const HEIGHTS: Readonly<Record<Direction, number>> = {
  backward: 1,
  forward: 0.72,
  sideways: 0.54,
  unknown: 0.54,
  still: 0.09,
};
const NAMES: Readonly<Record<Direction, Phrase>> = {
  backward: { en: "backward", de: "rückwärts" },
  forward: { en: "forward", de: "vorwärts" },
  sideways: { en: "sideways", de: "seitwärts" },
  unknown: { en: "unknown", de: "unbekannt" },
  still: { en: "not walking", de: "kein Gehen" },
};
const WORDS = {
  steps: { en: "{steps} steps", de: "{steps} Schritte" },
  picture: { en: "The walk from left to right", de: "Der Gang von links nach rechts" },
  bout: {
    en: "{from} to {until}: {direction}, {steps} steps",
    de: "{from} bis {until}: {direction}, {steps} Schritte",
  },
  gap: { en: "{from} to {until}: no samples", de: "{from} bis {until}: keine Messwerte" },
  none: { en: "no walking was recognised", de: "es wurde kein Gehen erkannt" },
};
const STROKE_PX = 15;
const LEAST_PX = 2;
/** Room above and below for names that do not fit inside. */
const ROOM_PX = 20;
const FULL_PX = 96;
const SMALL_PX = 44;

/** The picture, as wide as its place; with words for those who do not see it. */
export function Ribbon(props: {
  readonly walk: RibbonWalk;
  /** Without names and times, for a card. */
  readonly small?: boolean;
}) {
  const { walk, small = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(340);
  useEffect(() => {
    const shown = box.current;
    if (shown === null) return;
    const seen = new ResizeObserver(() => {
      width.value = Math.max(120, shown.clientWidth);
    });
    seen.observe(shown);
    return () => seen.disconnect();
  }, []);
  const fullPx = small ? SMALL_PX : FULL_PX;
  const roomPx = small ? 2 : ROOM_PX;
  const heightPx = fullPx + 2 * roomPx;
  const scale = width.value / Math.max(walk.recording.duration_s, 1e-9);
  return (
    <div ref={box} class="ribbon">
      <svg
        width={width.value}
        height={heightPx}
        viewBox={`0 0 ${width.value} ${heightPx}`}
        role="img"
        aria-label={textOf(walk)}
      >
        <Thread walk={walk} scale={scale} middlePx={heightPx / 2} heightPx={HEIGHTS.still * fullPx} />
        {walk.bouts.map((bout, k) => (
          <Band
            key={bout.start_s}
            bout={bout}
            leftPx={bout.start_s * scale}
            widthPx={Math.max(LEAST_PX, (bout.end_s - bout.start_s) * scale)}
            freePx={freeOf(walk, k) * scale}
            middlePx={heightPx / 2}
            fullPx={fullPx}
            isNamed={!small}
          />
        ))}
      </svg>
      {!small && (
        <p class="ribbon-ends" aria-hidden="true">
          <span>0:00</span>
          <span>{durationText(walk.recording.duration_s)}</span>
        </p>
      )}
    </div>
  );
}

/** The walk in words. */
function textOf(walk: RibbonWalk): string {
  const parts = [
    ...walk.bouts.map((bout) => ({
      atS: bout.start_s,
      text: say(WORDS.bout, {
        from: durationText(bout.start_s),
        until: durationText(bout.end_s),
        direction: say(NAMES[bout.direction]),
        steps: numberText(bout.steps.value ?? 0),
      }),
    })),
    ...walk.recording.gaps.map((gap) => ({
      atS: gap.start_s,
      text: say(WORDS.gap, { from: durationText(gap.start_s), until: durationText(gap.end_s) }),
    })),
  ].sort((a, b) => a.atS - b.atS);
  const told = walk.bouts.length ? parts.map(({ text }) => text).join("; ") : say(WORDS.none);
  return `${say(WORDS.picture)}: ${told}.`;
}

/** Seconds around a band that its name may take without touching its neighbours'. */
function freeOf({ bouts, recording }: RibbonWalk, k: number): number {
  const bout = bouts[k] as Bout;
  const before = bouts[k - 1]?.end_s ?? 0;
  const after = bouts[k + 1]?.start_s ?? recording.duration_s;
  return Math.max(0, Math.min(bout.start_s - before, after - bout.end_s));
}

function Thread(props: {
  readonly walk: RibbonWalk;
  readonly scale: number;
  readonly middlePx: number;
  readonly heightPx: number;
}) {
  const { gaps, duration_s: durationS } = props.walk.recording;
  const edges = [0, ...gaps.flatMap((gap) => [gap.start_s, gap.end_s]), durationS];
  const y = props.middlePx - props.heightPx / 2;
  return (
    <>
      {edges.map((startS, k) => {
        if (k % 2 || k + 1 >= edges.length) return null;
        const x = startS * props.scale;
        const width = Math.max(0.5, ((edges[k + 1] ?? 0) - startS) * props.scale);
        return (
          <rect key={startS} class="ribbon-still" x={x} y={y} width={width} height={props.heightPx} />
        );
      })}
      {gaps.map((gap) => (
        <line
          key={gap.start_s}
          class="ribbon-gap"
          x1={gap.start_s * props.scale}
          x2={gap.end_s * props.scale}
          y1={props.middlePx}
          y2={props.middlePx}
        />
      ))}
    </>
  );
}

function Band(props: {
  readonly bout: Bout;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly freePx: number;
  readonly middlePx: number;
  readonly fullPx: number;
  readonly isNamed: boolean;
}) {
  const { bout, leftPx, widthPx, middlePx, fullPx } = props;
  const id = useId();
  const { direction } = bout;
  const heightPx = HEIGHTS[direction] * fullPx;
  const top = middlePx - heightPx / 2;
  const round = Math.min(7, widthPx / 2, heightPx / 3);
  const shape = { x: leftPx, y: top, width: widthPx, height: heightPx, rx: round };
  return (
    <g class={`ribbon-${direction}`}>
      <clipPath id={id}>
        <rect {...shape} />
      </clipPath>
      <rect class="ribbon-band" {...shape} />
      <path
        class="ribbon-texture"
        clip-path={`url(#${id})`}
        d={strokes(direction, leftPx, leftPx + widthPx, top, heightPx)}
      />
      {props.isNamed && <Name {...props} heightPx={heightPx} />}
    </g>
  );
}

/** Strokes of a direction: chevrons point the way the body went. */
function strokes(
  direction: Direction,
  left: number,
  right: number,
  top: number,
  height: number,
): string {
  if (direction === "still") return "";
  const tip = Math.min(height * 0.16, 9);
  const middle = top + height / 2;
  const reach = 0.2 * height;
  const lean = direction === "forward" ? tip : direction === "backward" ? -tip : null;
  const found: string[] = [];
  const step = lean === null ? STROKE_PX / 2 : STROKE_PX;
  for (let x = left + STROKE_PX / 2; x < right + height; x += step) {
    if (lean !== null) {
      found.push(
        `M${x - lean / 2} ${middle - reach}L${x + lean / 2} ${middle}L${x - lean / 2} ${middle + reach}`,
      );
    } else {
      const slant = direction === "unknown" ? height : 0;
      found.push(`M${x - slant} ${top + height}L${x} ${top}`);
    }
  }
  return found.join("");
}

/** About how wide a line of text is. */
function widthOf(text: string, sizePx: number): number {
  return 0.56 * sizePx * text.length;
}

/** Name, duration and steps inside the band, or around it where it is too narrow. */
function Name(props: {
  readonly bout: Bout;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly freePx: number;
  readonly middlePx: number;
  readonly heightPx: number;
}) {
  const { bout, widthPx, middlePx, heightPx } = props;
  const name = say(NAMES[bout.direction]);
  const lasted = durationText(bout.end_s - bout.start_s);
  const counted =
    bout.steps.value === null
      ? lasted
      : `${lasted} · ${say(WORDS.steps, { steps: numberText(bout.steps.value) })}`;
  const at = props.leftPx + widthPx / 2;
  const half = heightPx / 2;
  const inside = Math.max(widthOf(name, 15), widthOf(lasted, 13)) + 10 < widthPx;
  if (inside && heightPx > 56) {
    const second = widthOf(counted, 13) + 10 < widthPx ? counted : lasted;
    return (
      <>
        <text class="ribbon-name" x={at} y={middlePx - half + 19}>
          {name}
        </text>
        <text class="ribbon-time" x={at} y={middlePx + half - 9}>
          {second}
        </text>
      </>
    );
  }
  if (widthOf(name, 13) > widthPx + props.freePx) return null;
  return (
    <text class="ribbon-outside" x={at} y={middlePx - half - 6}>
      {name}
    </text>
  );
}
