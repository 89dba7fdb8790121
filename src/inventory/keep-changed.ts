import { inChunks } from "../providers/kit/keyed-reads.js";
import type { SeenKind, SeenObject, SeenStore, SweptPage, SweptSource } from "../store/seen.js";
import { inTurns } from "./in-turns.js";

/** Where a sweep keeps what it reads; see {@link SeenStore}. */
export interface Keeping {
  /** @param since see {@link SweptPage.since} */
  put(objects: readonly SeenObject[], since: number): Promise<void>;
  unchanged(kind: SeenKind, sources: readonly SweptSource[]): ReturnType<SeenStore["unchanged"]>;
  settle(kind: SeenKind, sources: readonly SweptSource[]): Promise<void>;
}

/** What was read of an object, and the digest of all that its rows are made of. */
export interface Swept<T> extends SweptSource {
  readonly item: T;
}

/** Rows that are kept at once. */
const KEPT_AT_ONCE = 500;

/** Makes the rows of those objects that are new or made of something else than before, and keeps them. */
export async function keepChanged<T>(
  keeping: Keeping,
  { kind, since }: { readonly kind: SeenKind } & Pick<SweptPage, "since">,
  swept: readonly Swept<T>[],
  rowsOf: (item: T) => readonly SeenObject[] | Promise<readonly SeenObject[]>,
): Promise<void> {
  const same = await keeping.unchanged(kind, swept.map(sourceOf));
  const others = swept.filter(({ key }) => !same.has(key));
  if (others.length === 0) return;
  const rows = await inTurns(others, ({ item }) => rowsOf(item));
  // In their order: of two rows of the same object, the later one is newer.
  for (const some of inChunks(rows.flat(), KEPT_AT_ONCE)) await keeping.put(some, since);
  await keeping.settle(kind, others.map(sourceOf));
}

const sourceOf = ({ key, source, members }: SweptSource): SweptSource => ({ key, source, members });
