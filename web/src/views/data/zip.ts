/**
 * ZIP files without a library: written uncompressed (what is large in them is packed already),
 * read stored or deflated.
 *
 *     local header, bytes │ … │ central directory │ end of central directory
 */

import { RetrowalkError } from "../../errors.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
const COMMENT_MOST = 0xffff;
/** More than this unpacked is refused: a phone holds it in memory. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** One file inside. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as ZIP has it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A ZIP of these files, as parts of one blob. */
export function zipOf(entries: readonly ZipEntry[], at = new Date()): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = new TextEncoder().encode(name);
    const crc = crc32(bytes);
    const local = header(LOCAL, LOCAL_BYTES, path, crc, bytes.length, at);
    const central = header(CENTRAL, CENTRAL_BYTES, path, crc, bytes.length, at);
    new DataView(central.buffer).setUint32(42, offset, true);
    directory.push(central);
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new Uint8Array(END_BYTES);
  const view = new DataView(end.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return [...parts, ...directory, end];
}

function header(
  mark: number,
  length: number,
  path: Uint8Array,
  crc: number,
  size: number,
  at: Date,
): Uint8Array {
  const made = new Uint8Array(length + path.length);
  const view = new DataView(made.buffer);
  // what both headers share stands two bytes later in the central one
  const from = mark === CENTRAL ? 2 : 0;
  view.setUint32(0, mark, true);
  view.setUint16(4, 20, true);
  view.setUint16(4 + from, 20, true);
  view.setUint16(6 + from, UTF8, true);
  view.setUint16(8 + from, STORED, true);
  view.setUint16(10 + from, (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1), true);
  view.setUint16(12 + from, ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(), true);
  view.setUint32(14 + from, crc, true);
  view.setUint32(18 + from, size, true);
  view.setUint32(22 + from, size, true);
  view.setUint16(26 + from, path.length, true);
  made.set(path, length);
  return made;
}

/**
 * The files of a ZIP.
 *
 * @throws RetrowalkError when it is none, is cut off, or holds what cannot be unpacked.
 */
export async function unzipped(bytes: Uint8Array): Promise<ZipEntry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let total = 0;
  const found: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(
      bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength),
    );
    at += CENTRAL_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    total += size;
    if (total > MOST_BYTES) {
      throw new RetrowalkError("the ZIP holds more than a phone can unpack", { where: name });
    }
    if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== LOCAL) throw damaged();
    const from =
      local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (from + packed > bytes.length) throw damaged();
    const body = await unpacked(bytes.subarray(from, from + packed), method, name);
    if (body.length !== size || crc32(body) !== crc) throw damaged();
    if (!name.endsWith("/")) found.push({ name, bytes: body });
  }
  return found;
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - COMMENT_MOST); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

async function unpacked(body: Uint8Array, method: number, name: string): Promise<Uint8Array> {
  if (method === STORED) return body;
  if (method !== DEFLATED) {
    throw new RetrowalkError("packed in a way that is not read here", {
      where: name,
      remedy: "pack the folder again as an ordinary ZIP",
    });
  }
  const stream = new Blob([body as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw damaged();
  }
}

function damaged(): RetrowalkError {
  return new RetrowalkError("this is no whole ZIP file", { remedy: "export it again" });
}
