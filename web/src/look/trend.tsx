/** A number over days: its interval as a band, a target as a line, the last value written beside it. */

import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { dayText, numberText, say } from "../i18n/language.ts";
import { settings } from "../settings.ts";
import "./coach.css";
import { Fold } from "./parts.tsx";

const WORDS = {
  table: { en: "As a table", de: "Als Tabelle" },
  day: { en: "Day", de: "Tag" },
  interval: { en: "Probably", de: "Wahrscheinlich" },
  to: { en: "{low} to {high}", de: "{low} bis {high}" },
};

const HEIGHT_PX = 240;

/** One value of one day. */
export interface TrendPoint {
  readonly at: Date;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What is plotted. */
export interface TrendProps {
  readonly title: string;
  /** By day. */
  readonly points: readonly TrendPoint[];
  readonly unit: string;
  readonly digits: number;
  /** A line with its word. */
  readonly target?: { readonly value: number; readonly label: string };
  /** Between these a change is no more than noise. */
  readonly noise?: { readonly low: number; readonly high: number; readonly label: string };
  /** Lowest value that the axis shows, such as 0. */
  readonly from?: number;
}

/** The plot, and the same as a table for whoever does not see it. */
export function Trend(props: TrendProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const draw = (): void => {
    if (place.current === null) return;
    drawn.current?.destroy();
    drawn.current = plotOf(props, place.current);
  };
  useEffect(() => {
    draw();
    const watch = new ResizeObserver(() => {
      if (place.current !== null) {
        drawn.current?.setSize({ width: place.current.clientWidth, height: HEIGHT_PX });
      }
    });
    if (place.current !== null) watch.observe(place.current);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      watch.disconnect();
      dark.removeEventListener("change", draw);
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [props.points, props.title]);
  useSignalEffect(() => {
    void settings.value.theme;
    requestAnimationFrame(draw);
  });
  const { digits, unit } = props;
  const last = props.points.at(-1);
  return (
    <figure class="trend">
      <figcaption>
        <strong>{props.title}</strong>
        {last !== undefined && ` · ${numberText(last.value, digits)} ${unit}`}
      </figcaption>
      <div class="plot" ref={place} aria-hidden="true" />
      <Fold title={say(WORDS.table)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say(WORDS.day)}</th>
              <th scope="col">{unit}</th>
              <th scope="col">{say(WORDS.interval)}</th>
            </tr>
          </thead>
          <tbody>
            {props.points.map(({ at, value, low, high }) => (
              <tr key={at.getTime()}>
                <th scope="row">{dayText(at, "short")}</th>
                <td>{numberText(value, digits)}</td>
                <td>
                  {low !== null && high !== null
                    ? say(WORDS.to, { low: numberText(low, digits), high: numberText(high, digits) })
                    : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  );
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function plotOf(props: TrendProps, place: HTMLElement): uPlot {
  const { points, digits, target, noise } = props;
  const ink = colour("--ink");
  const main = colour("--main");
  const aim = colour("--forward-ink");
  const font = "14px system-ui, sans-serif";
  const axis = { stroke: ink, font, ticks: { show: false }, border: { show: true, stroke: ink } };
  const times = points.map(({ at }) => at.getTime() / 1000);
  const spreadS = Math.max(86400, (times.at(-1) ?? 0) - (times[0] ?? 0));
  const seen = [
    ...points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
    ...(target === undefined ? [] : [target.value]),
    ...(noise === undefined ? [] : [noise.low, noise.high]),
    ...(props.from === undefined ? [] : [props.from]),
  ];
  const lowest = Math.min(...seen);
  const highest = Math.max(...seen);
  const margin = (highest - lowest || 1) * 0.1;
  return new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT_PX,
      cursor: { show: false },
      legend: { show: false },
      padding: [16, 56, 0, 0],
      scales: {
        x: {
          time: true,
          range: [(times[0] ?? 0) - spreadS * 0.04, (times.at(-1) ?? 0) + spreadS * 0.04],
        },
        y: { range: [lowest === props.from ? lowest : lowest - margin, highest + margin] },
      },
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: main, width: 2, points: { show: true, size: 8, fill: main, stroke: main } },
      ],
      bands: [{ series: [2, 1], fill: colour("--band") }],
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 80,
          splits: () => daysOf(points),
          values: (_, all) => all.map((at) => dayText(new Date(at * 1000), "short")),
        },
        {
          ...axis,
          size: 56,
          space: 60,
          grid: { stroke: colour("--hair"), width: 1 },
          values: (_, all) => all.map((value) => numberText(value, value % 1 === 0 ? 0 : digits || 1)),
        },
      ],
      hooks: {
        drawClear: [(plot) => noise !== undefined && shade(plot, noise, ink)],
        draw: [
          (plot) => {
            bars(plot, points, main);
            if (target !== undefined) line(plot, target.value, target.label, aim);
            lastValue(plot, points, digits, main);
          },
        ],
      },
    },
    [
      times,
      points.map(({ low, value }) => low ?? value),
      points.map(({ high, value }) => high ?? value),
      points.map(({ value }) => value),
    ],
    place,
  );
}

/** Few ticks: the first day, the last, and one or two between. */
function daysOf(points: readonly TrendPoint[]): number[] {
  const times = points.map(({ at }) => at.getTime() / 1000);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const apart = (last - first) / 3.5;
  const chosen = [first];
  for (const time of times) {
    if (time - (chosen.at(-1) ?? 0) >= apart && last - time >= apart) chosen.push(time);
  }
  return last > first ? [...chosen, last] : chosen;
}

/** The interval of each value, so that one alone shows it too. */
function bars(plot: uPlot, points: readonly TrendPoint[], stroke: string): void {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  for (const { at, low, high } of points) {
    if (low === null || high === null) continue;
    const x = plot.valToPos(at.getTime() / 1000, "x", true);
    ctx.moveTo(x, plot.valToPos(low, "y", true));
    ctx.lineTo(x, plot.valToPos(high, "y", true));
  }
  ctx.stroke();
  ctx.restore();
}

function line(plot: uPlot, value: number, label: string, stroke: string): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(value, "y", true);
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.fillStyle = stroke;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([8 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  write(ctx, 13);
  ctx.fillText(label, bbox.left + 4 * devicePixelRatio, y - 6 * devicePixelRatio);
  ctx.restore();
}

/** Grey between the ends of the noise, hatched so that it is more than a colour. */
function shade(
  plot: uPlot,
  noise: { readonly low: number; readonly high: number; readonly label: string },
  ink: string,
): void {
  const { ctx, bbox } = plot;
  const top = plot.valToPos(noise.high, "y", true);
  const bottom = plot.valToPos(noise.low, "y", true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, top, bbox.width, bottom - top);
  ctx.fillStyle = colour("--unknown");
  ctx.globalAlpha = 0.6;
  ctx.fill();
  ctx.clip();
  ctx.globalAlpha = 0.25;
  ctx.strokeStyle = ink;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  const step = 12 * devicePixelRatio;
  for (let x = bbox.left - (bottom - top); x < bbox.left + bbox.width; x += step) {
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + (bottom - top), top);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
  write(ctx, 13);
  ctx.fillText(noise.label, bbox.left + 6 * devicePixelRatio, top + 16 * devicePixelRatio);
  ctx.restore();
}

/** Letters from the left; the axes leave their own way behind. */
function write(ctx: CanvasRenderingContext2D, sizePx: number, weight = "normal"): void {
  ctx.font = `${weight} ${sizePx * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
}

function lastValue(plot: uPlot, points: readonly TrendPoint[], digits: number, ink: string): void {
  const last = points.at(-1);
  if (last === undefined) return;
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = ink;
  write(ctx, 15, "bold");
  ctx.fillText(
    numberText(last.value, digits),
    plot.valToPos(last.at.getTime() / 1000, "x", true) + 8 * devicePixelRatio,
    plot.valToPos(last.value, "y", true) + 5 * devicePixelRatio,
  );
  ctx.restore();
}
