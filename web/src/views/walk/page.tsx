/** The walk, from "where is the phone?" to its end: one screen at a time. */

import { useEffect } from "preact/hooks";

import { TASKS } from "../../coach/attention/tasks.ts";
import { say } from "../../i18n/language.ts";
import { Icon } from "../../look/icons.tsx";
import { Failure } from "../../look/parts.tsx";
import { go, mayLeave, type PageProps } from "../../router.ts";
import { finish } from "../../session/live.ts";
import { loadScales } from "../../session/scales.ts";
import { FREE, failure, isLive, isPocket, spoken, view, type Target } from "../../session/shown.ts";
import { useCoach } from "../plan/kept.ts";
import { Gate } from "../screening/gate.tsx";
import { CalibrateScreen, CountdownScreen, StuckScreen } from "./calibrate.tsx";
import { PocketScreen } from "./pocket.tsx";
import { PlaceScreen, TestScreen } from "./start.tsx";
import { Unfinished } from "./unfinished.tsx";
import { WalkScreen } from "./walking.tsx";
import { WORDS } from "./words.ts";
import "./walk.css";

/** What today's session asks of the walk; nothing on a day of rest. */
function useTarget(task: Target["task"]): Target {
  const now = useCoach()?.now ?? null;
  const walk = now?.session?.blocks.find((block) => block.kind === "walk");
  if (now === null || !now.now || walk === undefined || task !== null) return { ...FREE, task };
  const parts = { count: walk.bouts, lengthS: walk.bout_s, restS: walk.rest_s };
  return { backwardS: now.backwardS, cadenceSpm: walk.cadence_spm, parts, task };
}

async function stop(): Promise<void> {
  try {
    const id = await finish();
    go(id === null ? ["home"] : ["after", id], { replace: true });
  } catch (error) {
    // what was walked is in the safety copy and is offered again
    failure.value = error;
  }
}

/** The screen; `walk/task/ID` is a walk with a task for the mind. */
export function Page({ rest }: PageProps) {
  const { phase } = view.value;
  const task = rest[0] === "task" ? (TASKS.get(rest[1] ?? "") ?? null) : null;
  const target = useTarget(task === null ? null : { id: task.id, say: task.say });
  const isBusy = isLive.value && !["placing", "testing", "finished"].includes(phase);
  useEffect(() => void loadScales(), []);
  useEffect(() => {
    mayLeave.value = () => !isBusy;
    return () => {
      mayLeave.value = () => true;
    };
  }, [isBusy]);
  return (
    <>
      <p class="unseen" role="status" aria-live="assertive">
        {spoken.value}
      </p>
      {isLive.value && isPocket.value ? <PocketScreen /> : <Shown target={target} />}
    </>
  );
}

function Shown({ target }: { readonly target: Target }) {
  const { phase } = view.value;
  if (phase === "walking" || phase === "paused") {
    return <WalkScreen onStop={() => void stop()} />;
  }
  return (
    <div class="page walk-page">
      {!isLive.value && (
        <button
          type="button"
          class="plain icon-only"
          aria-label={say(WORDS.back)}
          onClick={() => go(["home"], { replace: true })}
        >
          <Icon name="back" />
        </button>
      )}
      {failure.value !== null && phase !== "testing" && <Failure error={failure.value} />}
      {!isLive.value && <Unfinished />}
      <Step target={target} />
    </div>
  );
}

function Step({ target }: { readonly target: Target }) {
  switch (view.value.phase) {
    case "testing":
      return <TestScreen />;
    case "countdown":
      return <CountdownScreen />;
    case "calibrating":
      return <CalibrateScreen />;
    case "stuck":
      return <StuckScreen />;
    default:
      return (
        <Gate title={say(WORDS.where)}>
          <PlaceScreen target={target} />
        </Gate>
      );
  }
}
