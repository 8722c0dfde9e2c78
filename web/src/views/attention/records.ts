/** An `attention` record: a task, two walks, what the task cost. */

import type { TaskCostJson } from "../../coach/attention/cost.ts";
import type { Content } from "../../store/records.ts";

export interface AttentionContent extends Content {
  /** Id of the task. */
  readonly task: string;
  /** Ids of the walks without and with it. */
  readonly without: string;
  readonly with: string;
  readonly cost: TaskCostJson;
}
