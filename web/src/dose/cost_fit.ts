/**
 * How much more walking backward costs: the factors that Python fitted to the evidence rows.
 *
 *     forward:  VO2 = 3.5 + c·0.1·S        + 1.8·S·G        mL/kg/min, S in m/min, G as a fraction
 *     backward: VO2 = 3.5 + c·ρ·0.1·S·p    + κ·1.8·S·G·p
 *
 * The fit itself is in Python alone; its result comes with the app's content.
 */

import type { Factor } from "../coach/content_library.ts";
import { CONTENT } from "./content.ts";

/** Coefficients of the ACSM equation, row E-36, in mL/kg/min per m/min. */
export const HORIZONTAL = CONTENT.horizontal;
export const VERTICAL = CONTENT.vertical;
/** Oxygen uptake at rest in the ACSM equation, row E-36; one MET. */
export const REST_ML_KG_MIN = CONTENT.rest_ml_kg_min;

/** Speeds of rows E-02 and E-21. */
export const MEASURED_BACKWARD_MPS = CONTENT.measured_backward_mps;
/** Range of validity that row E-36 prints. */
export const ACSM_RANGE_MPS = CONTENT.acsm_range_mps;
/** Middle of the speeds that row E-23 prints. */
export const PRACTICE_SPEED_MPS = CONTENT.practice_speed_mps;

/** The fitted factors of the energy model. */
export interface CostFit {
  /** Forward walking against the ACSM equation. */
  readonly c: Factor;
  /** Net cost backward over forward. */
  readonly rho: Factor;
  /** Cost of climbing backward over forward. */
  readonly kappa: Factor;
  /** Gross cost after practice over before. */
  readonly practice: Factor;
  /** Spread of net cost between people. */
  readonly personLogSd: number;
  /** The net cost factor of walking backward over the ACSM equation, c·ρ. */
  readonly k: number;
}

const { c, rho, kappa, practice, person_log_sd: personLogSd } = CONTENT.fit;
const FIT: CostFit = { c, rho, kappa, practice, personLogSd, k: c.value * rho.value };

/** The fitted factors. */
export function costFit(): CostFit {
  return FIT;
}
