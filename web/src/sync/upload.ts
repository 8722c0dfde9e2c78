/** A record goes up in pieces, from where the server stands: a broken line costs one piece. */

import type { StoredRecord } from "../store/records.ts";
import { ServerError, type Api } from "./api.ts";

/** Bytes of a piece: some seconds of a slow line. */
export const PIECE = 256 * 1024;
const MOST_CORRECTIONS = 5;

/** What became of a record that was given. */
export type Given = "kept" | "deleted";

/**
 * Give a record to the server.
 *
 * @param received how many bytes the server has of it.
 * @throws ServerError it is not reached or does not take the record.
 */
export async function upload(api: Api, record: StoredRecord, received: number): Promise<Given> {
  const { id, bytes } = record;
  const path = `/records/${id}`;
  let offset = Math.min(received, bytes.length);
  let corrections = 0;
  for (;;) {
    const answer = await api.ask(path, {
      method: "PATCH",
      bytes: bytes.subarray(offset, offset + PIECE),
      headers: {
        "Upload-Offset": String(offset),
        "Upload-Length": String(bytes.length),
        "Record-Kind": record.kind,
        "Record-Made-At": record.madeAt,
        "Content-Type": "application/offset+octet-stream",
      },
      accept: [409, 410],
    });
    if (answer.status === 410) return "deleted";
    if (answer.status === 200 || answer.status === 201) return "kept";
    const told = offsetOf(answer);
    const stands = answer.status === 409 && told === null ? await standsAt(api, path) : told;
    if (stands === "kept" || stands === "deleted") return stands;
    // A server that stands still or jumps about is asked a few times, and then again later.
    if (stands === null || stands > bytes.length || stands <= offset) {
      if (++corrections > MOST_CORRECTIONS) {
        throw new ServerError(0, "the server takes no more of a record", {
          where: `record ${id.slice(0, 12)}`,
          remedy: "it is tried again by itself; nothing is lost",
        });
      }
    }
    offset = stands === null || stands > bytes.length ? 0 : stands;
  }
}

/** How much of a record the server has; all of it, or that it was deleted there. */
async function standsAt(api: Api, path: string): Promise<number | Given | null> {
  const answer = await api.ask(path, { method: "HEAD", accept: [404, 410] });
  if (answer.status === 410) return "deleted";
  if (answer.status === 404) return 0;
  return isWhole(answer) ? "kept" : offsetOf(answer);
}

function isWhole(answer: Response): boolean {
  const length = answer.headers.get("Upload-Length");
  return length !== null && length === answer.headers.get("Upload-Offset");
}

function offsetOf(answer: Response): number | null {
  const text = answer.headers.get("Upload-Offset");
  const offset = text === null ? Number.NaN : Number(text);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : null;
}
