/**
 * Why a statement failed.
 * - `conflict`: a unique index forbids it.
 * - `busy`: another process has locked the database for too long.
 * - `unreachable`: the database cannot be reached, or the connection broke.
 * - `full`, `read-only`: nothing can be written.
 * - `broken`: everything else; an error of this program, or a damaged file.
 */
export type StoreErrorKind = (typeof KINDS)[number];
const KINDS = ["conflict", "busy", "unreachable", "full", "read-only", "broken"] as const;

export const isStoreErrorKind = (kind: unknown): kind is StoreErrorKind => (KINDS as readonly unknown[]).includes(kind);

/** A failure of the database, of whichever kind. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
