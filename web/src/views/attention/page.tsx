/** Walks with a spoken task: choose one, walk without and with it, compare. */

import { useSignal } from "@preact/signals";

import { taskCost } from "../../coach/attention/cost.ts";
import { AFTER, BEFORE, GRADE_WORDS, TASKS } from "../../coach/attention/tasks.ts";
import type { Task } from "../../coach/content.ts";
import { language, say } from "../../i18n/language.ts";
import { Button, Card, Choice, LinkButton } from "../../look/parts.tsx";
import { speak } from "../../look/voice.ts";
import { hrefOf, type PageProps } from "../../router.ts";
import { useWalks } from "../history/walks.ts";
import { Gate } from "../screening/gate.tsx";
import { Brain } from "./brain.tsx";
import { Compare } from "./compare.tsx";
import { Earlier } from "./earlier.tsx";
import "../../look/coach.css";

const WORDS = {
  title: { en: "Walk with a task", de: "Gehen mit Aufgabe" },
  intro: {
    en: "Walk backward twice at the same place: once as usual, once with a task for the mind. What the task costs your steps is the difference.",
    de: "Gehen Sie zweimal an derselben Stelle rückwärts: einmal wie sonst, einmal mit einer Aufgabe für den Kopf. Was die Aufgabe Ihre Schritte kostet, ist der Unterschied.",
  },
  choose: { en: "Which task?", de: "Welche Aufgabe?" },
  one: { en: "1. Walk without the task", de: "1. Ohne Aufgabe gehen" },
  oneText: {
    en: "Two or three pieces backward, each at least ten seconds, with a short stop between.",
    de: "Zwei oder drei Stücke rückwärts, jedes mindestens zehn Sekunden, dazwischen kurz anhalten.",
  },
  two: { en: "2. Walk with the task", de: "2. Mit Aufgabe gehen" },
  twoText: {
    en: "The same pieces, the phone in the same place.",
    de: "Dieselben Stücke, das Telefon am selben Platz.",
  },
  hear: { en: "Hear the task", de: "Aufgabe anhören" },
  start: { en: "Start the walk", de: "Gehen starten" },
  three: { en: "3. Compare", de: "3. Vergleichen" },
  few: {
    en: "Two walks with a piece backward are needed.",
    de: "Dafür braucht es zwei Gänge mit einem Stück rückwärts.",
  },
};

/** The screen; the rest of the address is the task that was walked with. */
export function Page({ rest }: PageProps) {
  const asked = TASKS.get(rest[0] ?? "")?.id ?? [...TASKS.keys()][0];
  const chosen = useSignal<string>(asked ?? "");
  const walks = useWalks();
  const task = TASKS.get(chosen.value);
  const able = (walks ?? []).filter(({ content }) => taskCost(content.walk, content.walk).pairs > 0);
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro)}</p>
      <Choice
        legend={say(WORDS.choose)}
        value={chosen.value}
        options={[...TASKS.values()].map((one) => ({
          value: one.id,
          label: say(one.name),
          hint: say(GRADE_WORDS[one.grade]),
        }))}
        onChange={(id) => {
          chosen.value = id;
        }}
      />
      <Gate>
        <Card title={say(WORDS.one)}>
          <p>{say(WORDS.oneText)}</p>
          <LinkButton icon="start" href={hrefOf("walk")}>
            {say(WORDS.start)}
          </LinkButton>
        </Card>
        {task !== undefined && <WithTask task={task} />}
      </Gate>
      <h2>{say(WORDS.three)}</h2>
      {able.length < 2 ? (
        <p class="muted">{say(WORDS.few)}</p>
      ) : (
        <Compare key={`${able[0]?.head.id}`} task={chosen.value} walks={able} />
      )}
      <p>{say(AFTER)}</p>
      <Earlier />
      <Brain />
    </>
  );
}

function WithTask({ task }: { readonly task: Task }) {
  return (
    <Card title={say(WORDS.two)}>
      <p>
        <strong>{say(task.say)}</strong>
      </p>
      <p>{say(BEFORE)}</p>
      <p>{say(WORDS.twoText)}</p>
      <div class="stack">
        <Button
          icon="speaker"
          onClick={() => speak(`${say(task.say)} ${say(BEFORE)}`, language.value)}
        >
          {say(WORDS.hear)}
        </Button>
        <LinkButton icon="start" href={hrefOf("walk", "task", task.id)}>
          {say(WORDS.start)}
        </LinkButton>
      </div>
    </Card>
  );
}
