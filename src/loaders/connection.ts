import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection } from "../model/connections.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { decodeCursor, encodeCursor, positionOf } from "./cursor.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";

interface HasRef {
  readonly ref: ResourceRef;
}

interface ConnectionParts<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number | null;
  readonly sourceProblems?: SourceProblem[];
}

export function connectionOf<T extends HasRef>(parts: ConnectionParts<T>): Connection<T> {
  const edges = parts.items.map((node) => ({
    node,
    cursor: encodeCursor({ accountId: node.ref.accountId, position: positionOf(node.ref) }),
  }));
  const sourceProblems = parts.sourceProblems ?? [];
  return {
    edges,
    nodes: parts.items as T[],
    pageInfo: {
      hasNextPage: parts.hasNextPage,
      hasPreviousPage: parts.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: parts.totalCount,
    isComplete: sourceProblems.length === 0,
    sourceProblems,
  };
}

/**
 * A page of a list that is in memory whole. Goes on after the cursor's item, or, when that is gone, after where it
 * would stand in the list's order of keys.
 */
export function pageOfList<T extends HasRef>(items: readonly T[], page: PageArguments): Connection<T> {
  checkPageArguments(page);
  let start = 0;
  if (page.after != null) {
    const { position } = decodeCursor(page.after);
    const found = items.findIndex((item) => positionOf(item.ref) === position);
    const next = found >= 0 ? found + 1 : items.findIndex((item) => positionOf(item.ref) > position);
    start = next >= 0 ? next : items.length;
  }
  const end = start + page.first;
  return connectionOf({
    items: items.slice(start, end),
    hasNextPage: end < items.length,
    hasPreviousPage: start > 0,
    totalCount: items.length,
  });
}

export function sourceProblemOf(account: CloudAccount, problem: ProblemError): SourceProblem {
  const { code, message, nativeCode = null, requestId = null, retryAfterSeconds = null } = problem;
  return { account, code, message, nativeCode, requestId, retryAfterSeconds };
}

/** The connection of a list that could not be read: empty, and saying so. */
export function unreadableConnection<T extends HasRef>(account: CloudAccount, problem: ProblemError): Connection<T> {
  return connectionOf<T>({
    items: [],
    hasNextPage: false,
    hasPreviousPage: false,
    totalCount: null,
    sourceProblems: [sourceProblemOf(account, problem)],
  });
}
