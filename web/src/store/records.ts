/**
 * What the phone keeps: records that never change, each named by the SHA-256 of its bytes.
 *
 * A correction is a new record that names the one it replaces; a deletion is a tombstone. So two
 * devices that exchange records in any order hold the same, and nothing can conflict.
 * docs/records.md explains every kind; the server keeps the same bytes.
 */

/** What a record tells. */
export const KINDS = [
  "screening",
  "plan",
  "log",
  "result",
  "walk",
  "motion",
  "attention",
  "settings",
  "scale",
] as const;
export type Kind = (typeof KINDS)[number];

/** A record without its bytes. */
export interface RecordHead {
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly id: string;
  readonly kind: Kind;
  /** When it was made, ISO 8601 UTC, such as `2026-11-25T08:30:00.000Z`. */
  readonly madeAt: string;
  /** Of the bytes. */
  readonly size: number;
}

/** A record: UTF-8 JSON, or gzip of JSON for `motion`. */
export interface StoredRecord extends RecordHead {
  readonly bytes: Uint8Array;
}

/** What every JSON record begins with. */
export interface Content {
  readonly kind: Kind;
  readonly version: 1;
  /** As in the head; it makes two equal contents at different times two records. */
  readonly made_at: string;
  /** The record that this one replaces, if any. */
  readonly replaces?: string;
}
