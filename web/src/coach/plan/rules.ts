/**
 * The rules of the plan, as data: what each looks at, does, and its one sentence.
 *
 * The weekly rules are tried from the top; the first that fits decides. So pain and swelling come
 * before everything, and something is added only when nothing speaks against it.
 */

import { filledPhrase, type Phrase } from "../../i18n/phrase.ts";
import { reasonOf, type Reason } from "../base.ts";
import { PLAN, type PlanRule } from "../content.ts";

/** All rules. */
export const RULES = PLAN.rules;
const BY_ID: ReadonlyMap<string, PlanRule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** A rule by its id, or undefined: then it is one of the screening. */
export function planRule(id: string): PlanRule | undefined {
  return BY_ID.get(id);
}

/**
 * The reason that a rule gives, its blanks filled.
 *
 * @param blanks what goes into the blanks, in both languages where it is a phrase.
 * @param sources evidence rows besides the rule's own.
 */
export function because(
  id: string,
  blanks: Readonly<Record<string, Phrase | string>> = {},
  sources: readonly string[] = [],
): Reason {
  const rule = planRule(id);
  if (rule === undefined) throw new RangeError(`no rule '${id}'`);
  const all = [...new Set([...rule.sources, ...sources])];
  return reasonOf(rule.id, filledPhrase(rule.sentence, blanks), all);
}
