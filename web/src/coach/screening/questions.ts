/** The questions before the first step backward, and the check of answers. */

import { RetrowalkError } from "../../errors.ts";
import { SCREENING, type Question, type Value } from "../content.ts";
import { holds, type Answers } from "./base.ts";

/** In the order in which they are asked. */
export const QUESTIONS = SCREENING.questions;
const BY_ID: ReadonlyMap<string, Question> = new Map(QUESTIONS.map((one) => [one.id, one]));

/**
 * Checked answers; questions that are not asked in this case may be left out.
 *
 * Throws a RetrowalkError for an answer that is missing, unknown or out of range; the sentence
 * names the question and what may be said.
 */
export function answersFrom(given: unknown): Answers {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refused("answers are one object with a key for each question");
  }
  for (const name of Object.keys(given)) {
    if (!BY_ID.has(name)) {
      throw refused(`there is no question '${name}'`, `questions: ${[...BY_ID.keys()].join(", ")}`);
    }
  }
  const told = given as Readonly<Record<string, unknown>>;
  const values: Record<string, Value> = {};
  for (const question of QUESTIONS) {
    if (Object.hasOwn(told, question.id)) {
      values[question.id] = checkAnswer(question, told[question.id]);
    } else if (question.unasked !== null && !isAsked(question, values)) {
      values[question.id] = question.unasked;
    } else if (question.id === "cleared") {
      values[question.id] = "no";
    } else {
      throw refused(`question '${question.id}' has no answer`, remedyOf(question));
    }
  }
  return values;
}

/** Whether a question is asked after these answers. */
export function isAsked(question: Question, values: Answers): boolean {
  const { asked_when: conditions } = question;
  return conditions.length === 0 || conditions.some((when) => holds(when, values));
}

/** One checked answer; throws a RetrowalkError where it is unknown or out of range. */
export function checkAnswer(question: Question, value: unknown): Value {
  if (question.kind === "number" || question.kind === "scale") {
    const whole = typeof value === "number" && Number.isInteger(value);
    if (whole && question.low <= value && value <= question.high) return value;
    throw refused(`the answer to '${question.id}' is ${shown(value)}`, remedyOf(question));
  }
  const known = question.options.map(({ id }) => id);
  if (question.kind === "several") {
    const picked = pickedOf(value);
    for (const option of picked) {
      if (!known.includes(option as string)) throw unknown(question, option);
    }
    return known.filter((option) => picked.includes(option));
  }
  if (typeof value === "boolean" && question.kind === "yes-no") return value ? "yes" : "no";
  if (typeof value !== "string" || !known.includes(value)) throw unknown(question, value);
  return value;
}

function pickedOf(value: unknown): readonly unknown[] {
  if (value === null || value === "none" || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

/** A value as Python writes it, so that both say the same. */
function shown(value: unknown): string {
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "None" : String(value);
}

function unknown(question: Question, option: unknown): RetrowalkError {
  const text = typeof option === "string" ? option : shown(option);
  return refused(`'${text}' is no answer to '${question.id}'`, remedyOf(question));
}

function remedyOf(question: Question): string {
  if (question.kind === "number" || question.kind === "scale") {
    return `say a whole number from ${question.low} to ${question.high}`;
  }
  const names = question.options.map(({ id }) => id).join(", ");
  if (question.kind === "several") return `give a list of any of: ${names}; an empty list for none`;
  return `say one of: ${names}`;
}

function refused(what: string, remedy?: string): RetrowalkError {
  const where = "screening";
  return new RetrowalkError(what, remedy === undefined ? { where } : { where, remedy });
}
