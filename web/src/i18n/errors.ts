/** Errors in the language of the app. */

import { RetrowalkError } from "../errors.ts";
import { germanBy, PLACES, REMEDIES, WHATS } from "./german_errors.ts";
import { language } from "./language.ts";

/** The place of something in a file; of the server's own places nobody has heard. */
const IN_A_FILE = /\.\w+|\d/;

/** The same error in our words; a sentence without a rule stays as it came, and says whose it is. */
export function inOurWords(error: RetrowalkError): RetrowalkError {
  if (language.value !== "de") return error;
  const { what, where, remedy } = error;
  const isServers = error.name === "ServerError";
  const said = germanBy(WHATS, what) ?? (isServers ? `Der Server sagt: „${what}“` : what);
  const place = where === null ? null : germanBy(PLACES, where) ?? where;
  return new RetrowalkError(said, {
    ...(place === null || (isServers && !IN_A_FILE.test(place)) ? {} : { where: place }),
    ...(remedy === null ? {} : { remedy: germanBy(REMEDIES, remedy) ?? remedy }),
  });
}
