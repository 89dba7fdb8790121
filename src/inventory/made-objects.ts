import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { Pool, PoolMember } from "../model/pool.js";
import type { ProblemError } from "../model/problem-error.js";
import { readableOr } from "../providers/kit/listing.js";
import type { Remapping } from "../providers/provider.js";
import type { KeptRow } from "../store/seen.js";
import { listenerOf, memberOf, parentOf, poolOf } from "./kept-objects.js";
import type { ListedKind } from "./seen-conditions.js";

export type Model = {
  readonly listener: Listener;
  readonly pool: Pool;
  readonly parent: ListenerParent;
  readonly member: PoolMember;
};

/** Kinds of objects that are read by themselves; members are read with their pools. */
export type OwnKind = Exclude<ListedKind, "member">;

const MAKE = { listener: listenerOf, pool: poolOf, parent: parentOf, member: memberOf };

/** The object of a row, or why it cannot be interpreted. */
export const madeOf = <K extends ListedKind>(kind: K, row: KeptRow, remapping: Remapping): Model[K] | ProblemError =>
  readableOr(row, () => MAKE[kind](row, remapping)) as Model[K] | ProblemError;
