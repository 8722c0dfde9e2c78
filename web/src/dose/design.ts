/** Numbers of the dose that no readable source gives: design choices, in one place. */

import { CONTENT } from "./content.ts";

/** The value of a design choice. */
export function chosen(name: string): number {
  const choice = CONTENT.design[name];
  if (choice === undefined) throw new RangeError(`no design choice '${name}'`);
  return choice.value;
}
