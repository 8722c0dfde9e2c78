/**
 * What Python computed for the dose when the app was built.
 *
 * Whoever needs a dose loads these modules when it does (`await import("../dose/session.ts")`), so
 * that the file is no part of the first load.
 */

import file from "@content/dose.json";

import type { DoseContent } from "../coach/content_library.ts";

export const CONTENT = file as DoseContent;
