/** The one exception that users of Retrowalk see for bad input. */

export interface ErrorPlace {
  readonly where?: string;
  readonly remedy?: string;
}

/** Bad input, said in one sentence: what is wrong, where, and what to do. */
export class RetrowalkError extends Error {
  readonly what: string;
  readonly where: string | null;
  readonly remedy: string | null;

  constructor(what: string, { where, remedy }: ErrorPlace = {}) {
    const text = where === undefined ? what : `${where}: ${what}`;
    super(remedy === undefined ? text : `${text} (${remedy})`);
    this.name = "RetrowalkError";
    this.what = what;
    this.where = where ?? null;
    this.remedy = remedy ?? null;
  }
}
