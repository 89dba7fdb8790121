import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection, Edge, PageInfo, SourceState } from "../model/connections.js";
import { int32OrNull } from "../model/int32.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { hasLostThePlace } from "../providers/kit/page-limits.js";
import { positionOf, sortKey } from "../providers/kit/places.js";
import type { Listing } from "../providers/provider.js";
import { type Cursor, decodeCursor, encodeCursor, type Lack } from "./cursor.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";
import { lackingState, sourceProblemOf } from "./sources.js";

interface HasRef {
  readonly ref: ResourceRef;
}

interface ConnectionParts<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number | null;
  readonly sourceProblems?: SourceProblem[];
  /** Called when they are asked for, which is seldom. */
  readonly sources: () => SourceState[];
  /** What its cursors must remember. */
  readonly lacking?: readonly Lack[];
  /** The place of an item, where that is not what its ref says. */
  readonly placeOf?: PlaceOf<T>;
}

/** Tells an item's place in a list. */
export type PlaceOf<T> = (item: T) => Pick<Cursor, "accountId" | "position" | "order">;

const placeByRef: PlaceOf<HasRef> = ({ ref }) => ({ accountId: ref.accountId, position: positionOf(ref) });

type CursorParts<T> = Pick<ConnectionParts<T>, "lacking" | "placeOf">;

const cursorOf = <T extends HasRef>(item: T, { lacking, placeOf = placeByRef }: CursorParts<T>): string =>
  encodeCursor({ ...placeOf(item), lacking });

/** Cursors are created on demand: most queries select nodes, and at most the last cursor. */
class LazyEdge<T extends HasRef> implements Edge<T> {
  readonly #parts: CursorParts<T>;

  constructor(
    readonly node: T,
    parts: CursorParts<T>,
  ) {
    this.#parts = parts;
  }

  get cursor(): string {
    return cursorOf(this.node, this.#parts);
  }
}

class LazyPageInfo<T extends HasRef> implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #parts: ConnectionParts<T>;

  constructor(parts: ConnectionParts<T>) {
    this.hasNextPage = parts.hasNextPage;
    this.hasPreviousPage = parts.hasPreviousPage;
    this.#parts = parts;
  }

  get startCursor(): string | null {
    const [first] = this.#parts.items;
    return first ? cursorOf(first, this.#parts) : null;
  }

  get endCursor(): string | null {
    const last = this.#parts.items.at(-1);
    return last ? cursorOf(last, this.#parts) : null;
  }
}

/** Every listener and every pool of a page has one, and mostly only its nodes are selected. */
class LazyConnection<T extends HasRef> implements Connection<T> {
  readonly nodes: T[];
  readonly #parts: ConnectionParts<T>;

  constructor(parts: ConnectionParts<T>) {
    this.nodes = parts.items as T[];
    this.#parts = parts;
  }

  get edges(): Edge<T>[] {
    return this.nodes.map((node) => new LazyEdge(node, this.#parts));
  }

  get pageInfo(): PageInfo {
    return new LazyPageInfo(this.#parts);
  }

  get totalCount(): number | null {
    const { totalCount } = this.#parts;
    return totalCount !== null && totalCount >= 0 ? int32OrNull(totalCount) : null;
  }

  get sourceProblems(): SourceProblem[] {
    return this.#parts.sourceProblems ?? [];
  }

  get sources(): SourceState[] {
    return this.#parts.sources();
  }

  get isComplete(): boolean {
    return this.sourceProblems.length === 0;
  }
}

export function connectionOf<T extends HasRef>(parts: ConnectionParts<T>): Connection<T> {
  return new LazyConnection(parts);
}

/** A page of a list in memory. */
export interface NestedPage extends PageArguments {
  /** The list's only source. */
  source(problem: SourceProblem | undefined): SourceState;
  /** Whether the list is ordered by position, so that a missing entry still has a position. Omitted: it is not. */
  readonly isInOrder?: boolean;
}

/**
 * A page of one account's list in memory, as far as it could be read. Continues after the cursor's item or, if that is
 * gone, after its position in the list's order. If the position is unknown, the page has a problem rather than too few
 * entries.
 */
export function pageOfList<T extends HasRef>(
  account: CloudAccount,
  { items, problems }: Listing<T>,
  page: NestedPage,
): Connection<T> {
  checkPageArguments(page);
  const start = page.after == null ? 0 : startBehind(items, decodeCursor(page.after).position, page.isInOrder ?? false);
  if (start === null) return unreadableConnection<T>(account, hasLostThePlace("the list"));
  const end = start + page.first;
  const told = problems.length === 0 ? undefined : problems.map((problem) => sourceProblemOf(account, problem));
  return connectionOf({
    // Most lists fit on a page.
    items: start === 0 && end >= items.length ? items : items.slice(start, end),
    hasNextPage: end < items.length,
    hasPreviousPage: start > 0,
    totalCount: problems.length === 0 ? items.length : null,
    sourceProblems: told,
    sources: () => [page.source(told?.[0])],
  });
}

/** The index after a position; null: unknown. */
function startBehind(items: readonly HasRef[], position: string, isInOrder: boolean): number | null {
  const places = items.map(({ ref }) => sortKey(positionOf(ref)));
  const wanted = sortKey(position);
  const at = places.indexOf(wanted);
  if (at >= 0) return at + 1;
  if (!isInOrder || places.some((place, index) => index > 0 && place <= places[index - 1]!)) return null;
  const next = places.findIndex((place) => place > wanted);
  return next >= 0 ? next : places.length;
}

/** The connection of a list that could not be read: empty, and marked as incomplete. */
export function unreadableConnection<T extends HasRef>(account: CloudAccount, problem: ProblemError): Connection<T> {
  const told = sourceProblemOf(account, problem);
  return connectionOf<T>({
    items: [],
    hasNextPage: false,
    hasPreviousPage: false,
    totalCount: null,
    sourceProblems: [told],
    sources: () => [lackingState(told)],
  });
}
