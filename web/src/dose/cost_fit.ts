/**
 * How much more walking backward costs: the factors that Python fitted to the evidence rows.
 *
 *     forward:  VO2 = 3.5 + c·0.1·S        + 1.8·S·G        mL/kg/min, S in m/min, G as a fraction
 *     backward: VO2 = 3.5 + c·ρ·0.1·S·p    + κ·1.8·S·G·p
 *
 * The fit itself is in Python alone; its result comes with the app's content.
 */

import { CONTENT, type Factor } from "./content.ts";

export const HORIZONTAL = 0.1;
/** Coefficients of the ACSM equation, row E-36, in mL/kg/min per m/min. */
export const VERTICAL = 1.8;
/** Oxygen uptake at rest in the ACSM equation, row E-36; one MET. */
export const REST_ML_KG_MIN = 3.5;
const METRES_PER_MINUTE_PER_MPH = 26.8224;

/** Speeds of rows E-02 and E-21. */
export const MEASURED_BACKWARD_MPS = { slowest: 80.45 / 60, fastest: 93.8 / 60 } as const;
/** Range of validity that row E-36 prints. */
export const ACSM_RANGE_MPS = [50 / 60, 100 / 60] as const;
/** Middle of the speeds that row E-23 prints. */
export const PRACTICE_SPEED_MPS = (((3.2 + 3.7) / 2) * METRES_PER_MINUTE_PER_MPH) / 60;

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
