/** What the plan asks for on a full day, for the line in a trend. */

import { useCoach } from "../plan/kept.ts";

/** Seconds backward; null without a plan. */
export function usePlanned(): number | null {
  const week = useCoach()?.now?.plan.weeks.at(-1);
  const most = Math.max(0, ...(week?.sessions ?? []).map(({ backward_s: seconds }) => seconds));
  return most > 0 ? most : null;
}
