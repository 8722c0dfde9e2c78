/** "I know how far this was": metres of a piece of a walk make the next distances personal. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { RetrowalkError } from "../../errors.ts";
import { durationText, numberText, say } from "../../i18n/language.ts";
import { Button, Choice, Failure, Fold, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import type { WalkContent } from "../../session/result.ts";
import type { Kept } from "../kept.ts";
import type { Part } from "./known.ts";

const WORDS = {
  title: { en: "I know how far this was", de: "Ich weiß, wie weit das war" },
  why: {
    en: "A stretch that you measured, best 20 m, makes your next distances more exact. Measure forward and backward: one tells little of the other.",
    de: "Eine abgemessene Strecke, am besten 20 m, macht Ihre nächsten Strecken genauer. Messen Sie vorwärts und rückwärts: Das eine sagt wenig über das andere.",
  },
  which: { en: "Which piece?", de: "Welches Stück?" },
  all: { en: "Everything backward ({metres} m told)", de: "Alles rückwärts ({metres} m erkannt)" },
  backward: {
    en: "Backward, from {from} ({metres} m told)",
    de: "Rückwärts, ab {from} ({metres} m erkannt)",
  },
  forward: {
    en: "Forward, from {from} ({metres} m told)",
    de: "Vorwärts, ab {from} ({metres} m erkannt)",
  },
  metres: { en: "True metres", de: "Wirkliche Meter" },
  keep: { en: "Use it from now on", de: "Ab jetzt verwenden" },
  busy: { en: "One moment …", de: "Einen Moment …" },
  kept: {
    en: "Kept. The next walks with the phone in this place are told with it. You find it in the settings.",
    de: "Behalten. Die nächsten Gänge mit dem Telefon an diesem Platz rechnen damit. Sie finden es in den Einstellungen.",
  },
  settings: { en: "To the settings", de: "Zu den Einstellungen" },
  refused: {
    en: "That does not fit what was recognised. Check the metres and the piece.",
    de: "Das passt nicht zu dem, was erkannt wurde. Prüfen Sie die Meter und das Stück.",
  },
};

const SHORTEST_M = 5;
const LONGEST_M = 20_000;

interface Choosable extends Part {
  readonly label: string;
}

/** The fold on a walk's page; nothing where no piece has a distance, or no samples are kept. */
export function KnownDistance({ kept }: { readonly kept: Kept<WalkContent> }) {
  const id = useId();
  const parts = partsOf(kept.content);
  const chosen = useSignal("0");
  const metres = useSignal("");
  const state = useSignal<"asking" | "busy" | "kept">("asking");
  const failed = useSignal<unknown>(null);
  const part = parts[Number(chosen.value)];
  if (part === undefined || kept.content.motion === undefined) return null;
  async function keep(): Promise<void> {
    const value = Number(metres.value);
    if (part === undefined || !(value >= SHORTEST_M && value <= LONGEST_M)) {
      const input = document.getElementById(id);
      if (input instanceof HTMLInputElement) input.reportValidity();
      return;
    }
    failed.value = null;
    state.value = "busy";
    try {
      const { keepLearnt } = await import("./known.ts");
      await keepLearnt(kept.head.id, kept.content, part, value);
      state.value = "kept";
    } catch (error) {
      state.value = "asking";
      failed.value = error instanceof RetrowalkError ? new RetrowalkError(say(WORDS.refused)) : error;
    }
  }
  return (
    <Fold title={say(WORDS.title)}>
      <p>{say(WORDS.why)}</p>
      {state.value === "kept" ? (
        <>
          <p role="status">{say(WORDS.kept)}</p>
          <LinkButton href={hrefOf("settings")}>{say(WORDS.settings)}</LinkButton>
        </>
      ) : (
        <>
          <Choice
            legend={say(WORDS.which)}
            value={chosen.value}
            options={parts.map(({ label }, k) => ({ value: String(k), label }))}
            onChange={(value) => (chosen.value = value)}
          />
          <div class="field">
            <label for={id}>{say(WORDS.metres)}</label>
            <input
              id={id}
              type="number"
              inputMode="decimal"
              required
              min={SHORTEST_M}
              max={LONGEST_M}
              step="any"
              value={metres.value}
              onInput={(event) => (metres.value = event.currentTarget.value)}
            />
          </div>
          {failed.value !== null && <Failure error={failed.value} />}
          <Button disabled={state.value === "busy"} onClick={() => void keep()}>
            {say(state.value === "busy" ? WORDS.busy : WORDS.keep)}
          </Button>
        </>
      )}
    </Fold>
  );
}

/** Pieces whose distance is known and long enough; of several backward first all of them. */
function partsOf({ walk }: WalkContent): readonly Choosable[] {
  const told = walk.bouts.filter(
    ({ direction, distance_m: distance }) =>
      (direction === "backward" || direction === "forward") &&
      (distance.value ?? 0) > SHORTEST_M / 2,
  );
  const backward = walk.bouts.filter(
    ({ direction, distance_m: distance }) => direction === "backward" && distance.value !== null,
  );
  const total = backward.reduce((sum, { distance_m: distance }) => sum + (distance.value ?? 0), 0);
  const all: Choosable = {
    startS: 0,
    endS: walk.recording.duration_s + 1,
    isAllBackward: true,
    label: say(WORDS.all, { metres: numberText(total) }),
  };
  const pieces = told.map((bout): Choosable => {
    const { direction, start_s: startS, end_s: endS, distance_m: distance } = bout;
    const words = direction === "backward" ? WORDS.backward : WORDS.forward;
    const values = { from: durationText(startS), metres: numberText(distance.value ?? 0) };
    return { startS, endS, isAllBackward: false, label: say(words, values) };
  });
  return backward.length > 1 && total > SHORTEST_M / 2 ? [all, ...pieces] : pieces;
}
