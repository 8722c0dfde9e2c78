/** What a test of balance, strength or walking gave. */

import type { EstimateData } from "../estimate.ts";

/** One result of one test on one day, as it is stored. */
export interface TestResult {
  /** Id of the test, such as "3mbwt". */
  readonly test: string;
  /** The wearer's own day. */
  readonly date: string;
  /** With its unit; for a stopwatch the interval is that of timing by hand. */
  readonly value: EstimateData;
  readonly by: "stopwatch" | "sensor";
  /** Where each leg is tested, else null. */
  readonly side: "left" | "right" | null;
}
