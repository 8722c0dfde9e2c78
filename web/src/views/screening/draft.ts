/** Answers while they are given; kept in the tab, so that a reload loses none. */

import { signal } from "@preact/signals";

import type { Question, Value } from "../../coach/content.ts";
import type { Answers } from "../../coach/screening/base.ts";
import { QUESTIONS, answersFrom, checkAnswer, isAsked } from "../../coach/screening/questions.ts";
import { mayBeCleared, screen } from "../../coach/screening/screen.ts";

const KEY = "retrowalk-screening";

function read(): Answers {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      QUESTIONS.filter(({ id }) => kept[id] !== undefined).map((one) => [
        one.id,
        checkAnswer(one, kept[one.id]),
      ]),
    );
  } catch {
    // of an older version, or not ours: begin anew
    return {};
  }
}

export const draft = signal<Answers>(read());

/** Keep an answer in the draft. */
export function answer(id: string, value: Value): void {
  draft.value = { ...draft.value, [id]: value };
  sessionStorage.setItem(KEY, JSON.stringify(draft.value));
}

/** Begin with these answers. */
export function beginWith(answers: Answers): void {
  draft.value = answers;
  sessionStorage.setItem(KEY, JSON.stringify(answers));
}

let kept: Answers | null = null;

/** The draft was kept as a record: the tab need not hold it any more. */
export function settle(): void {
  kept = draft.value;
  sessionStorage.removeItem(KEY);
}

/** Forget every answer, kept or not. */
export function forgetDraft(): void {
  draft.value = {};
  settle();
}

/** Whether the draft is kept as a record. */
export function isSettled(): boolean {
  return kept === draft.value;
}

const LAST = "cleared";

/** The questions that these answers lead to, in their order; the last only where a yes helps. */
export function asked(answers: Answers): readonly Question[] {
  const found: Question[] = [];
  const values: Record<string, Value> = {};
  for (const question of QUESTIONS) {
    if (question.id === LAST) continue;
    const isKnown = question.asked_when.every((when) => values[when.question] !== undefined);
    if (isKnown && !isAsked(question, values)) continue;
    const value = answers[question.id];
    if (value !== undefined) values[question.id] = value;
    found.push(question);
  }
  const last = QUESTIONS.find(({ id }) => id === LAST);
  if (last !== undefined && found.every(({ id }) => values[id] !== undefined)) {
    if (mayBeCleared(screen(answersFrom(values)))) found.push(last);
  }
  return found;
}

/** The checked answers to what is asked now; an answer to what is not asked any more is left out. */
export function finished(answers: Answers): Answers {
  const ids = new Set(asked(answers).map(({ id }) => id));
  return answersFrom(Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id))));
}
