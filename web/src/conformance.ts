/**
 * The tracker as a program: one input of a golden vector on stdin, its answer on stdout.
 *
 *     retrowalk conformance check conformance --command "node web/dist/conformance.js"
 */

import { readFileSync } from "node:fs";

import { answer } from "./conformance/answer.ts";
import type { VectorData } from "./conformance/vector.ts";

const input = JSON.parse(readFileSync(0, "utf8")) as VectorData;
process.stdout.write(`${JSON.stringify(answer(input))}\n`);
