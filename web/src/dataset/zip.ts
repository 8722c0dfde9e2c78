/**
 * A zip archive made in memory, nothing packed (APPNOTE 6.3.10, method 0).
 *
 *     local head + name + bytes   …   central head + name   …   end of central directory
 *
 * Names are UTF-8; the time of every file is 1 January 1980, so that it tells nothing.
 */

import { RetrowalkError } from "../errors.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Bit 11: the name is UTF-8. */
const FLAGS = 0x0800;
const FIRST_DAY = 0x0021;
/** Without the 64-bit extension. */
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 0xffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 as zip has it. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function numbers(widths: string, values: readonly number[]): Uint8Array {
  const size = [...widths].reduce((sum, width) => sum + (width === "I" ? 4 : 2), 0);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  [...widths].forEach((width, k) => {
    if (width === "I") view.setUint32(at, values[k] as number, true);
    else view.setUint16(at, values[k] as number, true);
    at += width === "I" ? 4 : 2;
  });
  return new Uint8Array(view.buffer);
}

/**
 * Join files into a zip.
 *
 * @param files bytes by path, with "/" between folders.
 * @throws RetrowalkError a path that climbs out, or more than a plain zip can hold.
 */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const heads: Uint8Array[] = [];
  let at = 0;
  for (const [path, bytes] of files) {
    if (path.startsWith("/") || path.split("/").includes("..") || path.includes("\\")) {
      throw new RetrowalkError(`"${path}" is no path inside an archive`);
    }
    const name = new TextEncoder().encode(path);
    const told = [VERSION, FLAGS, 0, 0, FIRST_DAY, crc32(bytes), bytes.length, bytes.length];
    const head = numbers("IHHHHHIIIHH", [LOCAL, ...told, name.length, 0]);
    parts.push(head, name, bytes);
    const more = [name.length, 0, 0, 0, 0, 0, at];
    heads.push(numbers("IHHHHHHIIIHHHHHII", [CENTRAL, VERSION, ...told, ...more]), name);
    at += head.length + name.length + bytes.length;
  }
  const directory = heads.reduce((sum, head) => sum + head.length, 0);
  if (at + directory > MOST_BYTES || files.size > MOST_FILES) {
    throw new RetrowalkError("the archive would be too large", { remedy: "export less at once" });
  }
  const end = numbers("IHHHHIIH", [END, 0, 0, files.size, files.size, directory, at, 0]);
  return joined([...parts, ...heads, end]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
