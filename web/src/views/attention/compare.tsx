/** Two kept walks, compared: the cost of a task with its interval. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { costSentence, reasonSaid, taskCost, taskCostToDict } from "../../coach/attention/cost.ts";
import { clockText, dayText, language, say } from "../../i18n/language.ts";
import { Button, Failure } from "../../look/parts.tsx";
import type { WalkContent } from "../../session/result.ts";
import { store } from "../../store/opened.ts";
import { startOf, stepsShort } from "../history/words.ts";
import type { Kept } from "../kept.ts";
import { CostNumbers } from "./numbers.tsx";

const WORDS = {
  without: { en: "Walk without the task", de: "Gang ohne Aufgabe" },
  with: { en: "Walk with the task", de: "Gang mit Aufgabe" },
  same: { en: "Choose two different walks.", de: "Wählen Sie zwei verschiedene Gänge." },
  pairs: { en: "Pairs of pieces compared: {pairs}.", de: "Verglichene Paare von Stücken: {pairs}." },
  keep: { en: "Keep the comparison", de: "Vergleich behalten" },
  kept: { en: "Kept.", de: "Behalten." },
};

/** Walks with a piece backward, the newest first. */
export function Compare(props: {
  readonly task: string;
  readonly walks: readonly Kept<WalkContent>[];
}) {
  const { task, walks } = props;
  const without = useSignal(walks[1]?.head.id ?? "");
  const withTask = useSignal(walks[0]?.head.id ?? "");
  const isKept = useSignal(false);
  const failed = useSignal<unknown>(null);
  const before = walks.find(({ head }) => head.id === without.value);
  const after = walks.find(({ head }) => head.id === withTask.value);
  const isSame = before === after;
  const cost =
    before === undefined || after === undefined || isSame
      ? null
      : taskCost(before.content.walk, after.content.walk);
  const choose = (signal: typeof without) => (id: string): void => {
    signal.value = id;
    isKept.value = false;
  };
  return (
    <>
      <Pick label={say(WORDS.without)} walks={walks} value={without.value} onPick={choose(without)} />
      <Pick label={say(WORDS.with)} walks={walks} value={withTask.value} onPick={choose(withTask)} />
      <div aria-live="polite">
        {cost === null ? (
          <p>{say(WORDS.same)}</p>
        ) : (
          <>
            <p>
              <strong>{say(costSentence(cost))}</strong>
            </p>
            <CostNumbers cost={taskCostToDict(cost)} reason={(one) => reasonSaid(one, language.value)} />
            <p class="muted">
              {say(WORDS.pairs, { pairs: cost.pairs })} {say(cost.method)}
            </p>
          </>
        )}
      </div>
      {failed.value !== null && <Failure error={failed.value} />}
      {cost !== null &&
        (isKept.value ? (
          <p role="status">{say(WORDS.kept)}</p>
        ) : (
          <p>
            <Button
              onClick={() => {
                store()
                  .then((kept) =>
                    kept.put("attention", {
                      task,
                      without: without.value,
                      with: withTask.value,
                      cost: taskCostToDict(cost),
                    }),
                  )
                  .then(
                    () => {
                      isKept.value = true;
                    },
                    (error: unknown) => {
                      failed.value = error;
                    },
                  );
              }}
            >
              {say(WORDS.keep)}
            </Button>
          </p>
        ))}
    </>
  );
}

function Pick(props: {
  readonly label: string;
  readonly walks: readonly Kept<WalkContent>[];
  readonly value: string;
  readonly onPick: (id: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onPick(event.currentTarget.value)}>
        {props.walks.map((kept) => (
          <option key={kept.head.id} value={kept.head.id}>
            {dayText(startOf(kept), "short")}, {clockText(startOf(kept))} · {stepsShort(kept.content.walk)}
          </option>
        ))}
      </select>
    </div>
  );
}
