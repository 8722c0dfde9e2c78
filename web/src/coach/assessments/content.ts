/** The tests as Python wrote them when the app was built. */

import file from "@content/assessments.json";

import type { AssessmentsContent } from "../content_library.ts";

export const CONTENT = file as AssessmentsContent;
