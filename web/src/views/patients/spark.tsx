/** Pain over the sessions in a small picture; the numbers stand beside it in words. */

import { say } from "../../i18n/language.ts";
import type { Pain } from "../../sync/server.ts";
import { WORDS } from "./words.ts";

const WIDTH = 120;
const HEIGHT = 32;
const MOST = 20;

/** The newest twenty sessions, 0 at the bottom, 10 at the top. */
export function Spark({ pain }: { readonly pain: Pain }) {
  const felt = pain.days
    .map(({ during }) => during)
    .filter((value): value is number => value !== null)
    .slice(-MOST);
  if (felt.length < 2) return null;
  const x = (at: number): number => (at * (WIDTH - 6)) / (felt.length - 1) + 3;
  const y = (value: number): number => HEIGHT - 3 - (value * (HEIGHT - 6)) / 10;
  const points = felt.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  const last = felt.length - 1;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${say(WORDS.painDuring)}: ${felt.join(", ")}`}
    >
      <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />
      <line x1="0" x2={WIDTH} y1={y(10)} y2={y(10)} />
      <path d={`M${points.join("L")}`} />
      <circle cx={x(last)} cy={y(felt[last] ?? 0)} r="3" />
    </svg>
  );
}
