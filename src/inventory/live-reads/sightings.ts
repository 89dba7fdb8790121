import { isDeepStrictEqual } from "node:util";
import { ProblemError } from "../../model/problem-error.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import { listingOf } from "../../providers/kit/listing.js";
import type { FoundRow, SeenObject } from "../../store/seen.js";
import { seenListener, seenParent, seenPool } from "../kept-objects.js";
import { type Model, madeOf, type OwnKind } from "../made-objects.js";
import { mergedObject } from "../merged-objects.js";
import { WATCHED_LISTENERS, WATCHED_POOLS } from "../watch/watched-kinds.js";

/** Parts that a read of an object itself does not read. */
const UNREAD = {
  ...{ parent: null, members: [], hasUnhealthyMembers: null, isServing: null },
  ...{ pools: listingOf([]), monitor: null, listing: listingOf([]) },
} as const;

type Kind<T> = {
  /** The object as rows have it, without its parts. */
  kept(object: T, at: ConnectedAccount): SeenObject;
  /** Whether two objects look the same, however their cloud has put it. */
  isSame(one: T, other: T): boolean;
};

/** Without its cloud's own representation, which depends on the operation that was asked. */
const looksLike = <T extends object>(one: T, other: T): boolean =>
  isDeepStrictEqual({ ...one, native: null }, { ...other, native: null });

const KINDS: { readonly [K in OwnKind]: Kind<Model[K]> } = {
  listener: {
    kept: (listener, at) => seenListener(listener, UNREAD, at),
    isSame: (one, other) => WATCHED_LISTENERS.isSame(one, other),
  },
  pool: {
    kept: (pool, at) => seenPool(pool, { ...UNREAD, parentRef: pool.parentRef }, at),
    isSame: (one, other) => WATCHED_POOLS.isSame(one, other),
  },
  parent: { kept: seenParent, isSame: looksLike },
};

/** The object of a row. */
export function objectOf({ accountId: _, seenAt: __, ...object }: FoundRow): SeenObject {
  return object;
}

/**
 * A kept object as a read has seen it, with its parts as they were kept. Returns the kept one when nothing differs.
 * @param kept the row's object
 */
export function seenAgain<K extends OwnKind>(
  kind: K,
  object: Model[K],
  row: FoundRow,
  kept: SeenObject,
  connected: ConnectedAccount,
): SeenObject {
  const { kept: own, isSame } = KINDS[kind];
  const seen = mergedObject(own(object, connected), kept);
  if (isDeepStrictEqual(seen, kept)) return kept;
  if (!isDeepStrictEqual({ ...seen, kept: null }, { ...kept, kept: null })) return seen;
  const made = madeOf(kind, row, connected.service);
  return !(made instanceof ProblemError) && isSame(made, object) ? kept : seen;
}
