/** The screening that holds: the newest one kept. */

import type { Answers } from "../../coach/screening/base.ts";
import { screen } from "../../coach/screening/screen.ts";
import { language } from "../../i18n/language.ts";
import { store } from "../../store/opened.ts";
import { useLatest } from "../kept.ts";
import type { ScreeningContent } from "../records.ts";

/** Undefined while it is read, null where none was kept. */
export function useScreening(): ScreeningContent | null | undefined {
  const latest = useLatest<ScreeningContent>("screening");
  return latest === undefined || latest === null ? latest : latest.content;
}

/** Keep the answers with what they allow, in place of the ones before. */
export async function keepScreening(answers: Answers): Promise<void> {
  const kept = await store();
  const before = await kept.heads("screening");
  const last = before.at(-1);
  await kept.put("screening", {
    answers,
    screening: screen(answers),
    language: language.value,
    ...(last === undefined ? {} : { replaces: last.id }),
  });
}
