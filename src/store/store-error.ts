/**
 * Why a statement could not be carried out.
 * - `conflict`: a unique index stands against it.
 * - `busy`: another process has it locked for too long.
 * - `unreachable`: there is no way to the database, or it went away on the way.
 * - `full`, `read-only`: nothing can be written.
 * - `broken`: everything else; a fault of this program, or a damaged file.
 */
export type StoreErrorKind = (typeof KINDS)[number];
const KINDS = ["conflict", "busy", "unreachable", "full", "read-only", "broken"] as const;

export const isStoreErrorKind = (kind: unknown): kind is StoreErrorKind => (KINDS as readonly unknown[]).includes(kind);

/** What a database put in the way, whichever it is. */
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
