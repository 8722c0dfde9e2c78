/** What a test of balance, strength or walking gave, as it is stored. */

import type { EstimateData } from "../estimate.ts";

/** One result of one test on one day: `result_to_dict` of Python. */
export interface TestResult {
  /** Id of the test, such as "3mbwt". */
  readonly test: string;
  /** The wearer's own day, such as "2026-11-25". */
  readonly date: string;
  /** The result with its unit; for a stopwatch the interval is that of timing by hand. */
  readonly value: EstimateData;
  readonly by: "stopwatch" | "sensor";
  /** Where each leg is tested, else null. */
  readonly side: "left" | "right" | null;
}
