/** The rows of the evidence table that the dose computes with. */

import { CONTENT } from "./content.ts";

/** The value of a row. */
export function rowNumber(id: string): number {
  return part(id, "value");
}

/** The lower end of a row's interval. */
export function rowLow(id: string): number {
  return part(id, "low");
}

/** The upper end of a row's interval. */
export function rowHigh(id: string): number {
  return part(id, "high");
}

function part(id: string, name: "value" | "low" | "high"): number {
  const number = CONTENT.rows[id]?.[name] ?? null;
  if (number === null) throw new RangeError(`row ${id} has no ${name}`);
  return number;
}
