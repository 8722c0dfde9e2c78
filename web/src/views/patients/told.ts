/** The panel's numbers in words. */

import { numberText, say } from "../../i18n/language.ts";
import type { Adherence, Pain, SharedTest } from "../../sync/server.ts";
import { WORDS } from "./words.ts";

/** Such as `7 of 10 (70 %)`. */
export function adherenceText({ done, planned }: Adherence): string {
  if (planned === 0) return say(WORDS.nothing);
  return say(WORDS.of, { done, planned, percent: Math.round((100 * done) / planned) });
}

/** Such as `2.3 of 10, 0.7 more`. */
export function painText({ recent, change }: Pain): string {
  if (recent === null) return say(WORDS.nothing);
  const said = numberText(recent, 1);
  if (change === null) return say(WORDS.painAlone, { recent: said });
  const size = numberText(Math.abs(change), 1);
  const way =
    Math.abs(change) < 0.05
      ? say(WORDS.same)
      : `${size} ${say(change > 0 ? WORDS.more : WORDS.less)}`;
  return say(WORDS.painText, { recent: said, change: way });
}

/** Such as `3-metre backward walk: better, probably real`. */
export function testText(test: SharedTest): string {
  return `${testName(test)}: ${changeText(test)}`;
}

/** The test with its side. */
export function testName({ name, side }: SharedTest): string {
  const said = say(name);
  return side === null ? said : `${said}, ${say(WORDS[side])}`;
}

/** What the change is, by its noise. */
export function changeText({ change, is_better }: SharedTest): string {
  switch (change) {
    case "real change":
      if (is_better === null) return say(WORDS.real);
      return say(is_better ? WORDS.realBetter : WORDS.realWorse);
    case "noise":
      return say(WORDS.noise);
    case "cannot tell":
      return say(WORDS.open_);
    case "too few results":
      return say(WORDS.tooFew);
  }
}
