/** Pictures of the exercises: files without words, so the page says them. */

import type { Level } from "../../coach/base.ts";
import { figureFile, type Form } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";

const FILES = import.meta.glob<string>("@content/figures/*.svg", {
  query: "?url",
  import: "default",
  eager: true,
});
const BY_NAME = new Map(
  Object.entries(FILES).map(([path, url]) => [path.slice(path.lastIndexOf("/") + 1), url]),
);

function addressOf(exercise: string, level: Level, still: boolean): string {
  const file = figureFile(exercise, level, still);
  return BY_NAME.get(file.slice(file.lastIndexOf("/") + 1)) ?? "";
}

/** The key positions side by side; beside the name of the exercise it needs no words of its own. */
export function Still({ exercise, level }: { readonly exercise: string; readonly level: Level }) {
  return (
    <img class="figure" src={addressOf(exercise, level, true)} alt="" loading="lazy" decoding="async" />
  );
}

/** The moving picture; the key positions instead where less motion is asked for. */
export function Moving(props: {
  readonly exercise: string;
  readonly level: Level;
  readonly form: Form;
}) {
  const { exercise, level, form } = props;
  return (
    <picture>
      <source media="(prefers-reduced-motion: reduce)" srcset={addressOf(exercise, level, true)} />
      <img
        class="figure large"
        src={addressOf(exercise, level, false)}
        alt={form.poses.map(({ caption }) => say(caption)).join("; ")}
      />
    </picture>
  );
}
