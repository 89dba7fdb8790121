import { useCallback, useEffect, useRef, useState } from "react";
import { type Client, useClient } from "urql";
import {
  type ListenerFilter,
  ListenerPageDocument,
  type ListenerRowFragment,
  type SourceFailureFragment,
} from "../generated/graphql.js";
import { type Failure, failuresOf } from "../graph/failures.js";

const PAGE_SIZE = 20;
/** The most that the graph gives out at once. */
const MAX_PAGE_SIZE = 200;

export interface ListenerPages {
  readonly rows: readonly ListenerRowFragment[];
  /** Null when the graph cannot know it. */
  readonly totalCount: number | null;
  /** Go on after this; null at the end of the list. */
  readonly next: string | null;
  /** The accounts that could not be read: what they hold is missing from the rows. */
  readonly sourceProblems: readonly SourceFailureFragment[];
  /** "none": nothing was read yet, or the reading failed. */
  readonly shows: "none" | "list";
  readonly isBusy: boolean;
  /** Why the latest reading failed. */
  readonly failures: readonly Failure[];
}

const NOTHING: ListenerPages = {
  rows: [],
  totalCount: null,
  next: null,
  sourceProblems: [],
  shows: "none",
  isBusy: true,
  failures: [],
};

type Reading = Pick<ListenerPages, "rows" | "totalCount" | "next" | "sourceProblems">;

/** Reads on from a cursor until there are as many rows as wanted. @throws CombinedError */
async function readRows(
  client: Client,
  filter: ListenerFilter,
  wanted: number,
  after: string | null,
): Promise<Reading> {
  const rows: ListenerRowFragment[] = [];
  const problems = new Map<string, SourceFailureFragment>();
  let totalCount: number | null = null;
  let next = after;
  do {
    const first = Math.min(wanted - rows.length, MAX_PAGE_SIZE);
    const variables = { filter, first, after: next };
    const { data, error } = await client.query(ListenerPageDocument, variables, { requestPolicy: "network-only" });
    if (!data) throw error;
    const page = data.listeners;
    if (next === null) totalCount = page.totalCount;
    rows.push(...page.nodes);
    for (const problem of page.sourceProblems) problems.set(problem.account.id, problem);
    next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (next !== null && rows.length < wanted);
  return { rows, totalCount, next, sourceProblems: [...problems.values()] };
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

export interface ListenerPagesControl extends ListenerPages {
  loadMore(): void;
  /** Reads everything that is shown again. */
  refresh(): void;
  /** Puts a listener at the top, where people see that it is new. */
  add(row: ListenerRowFragment): void;
  /** Shows a listener as it is now, when it is on the list. */
  patch(row: ListenerRowFragment): void;
  drop(id: string): void;
}

/** The listeners that a filter leaves, page after page. */
export function useListenerPages(filter: ListenerFilter): ListenerPagesControl {
  const client = useClient();
  const [pages, setPages] = useState(NOTHING);
  const latest = useRef(0);

  const read = useCallback(
    async (wanted: number, before: ListenerPages | null) => {
      latest.current += 1;
      const own = latest.current;
      setPages((shown) => ({ ...shown, isBusy: true, failures: [] }));
      const outcome = await readRows(client, filter, wanted, before?.next ?? null).catch((error) => ({
        failures: failuresOf(error),
      }));
      // An answer that was overtaken by a later question is no answer to it.
      if (own !== latest.current) return;
      setPages((shown) => {
        if ("failures" in outcome)
          return before ? { ...shown, isBusy: false, ...outcome } : { ...NOTHING, isBusy: false, ...outcome };
        const done = { shows: "list", isBusy: false, failures: [] } as const;
        if (!before) return { ...done, ...outcome };
        const problems = [...shown.sourceProblems, ...outcome.sourceProblems];
        return {
          ...done,
          rows: byId([...shown.rows, ...outcome.rows]),
          totalCount: shown.totalCount,
          next: outcome.next,
          sourceProblems: [...new Map(problems.map((problem) => [problem.account.id, problem])).values()],
        };
      });
    },
    [client, filter],
  );

  useEffect(() => {
    void read(PAGE_SIZE, null);
  }, [read]);

  const add = useCallback((row: ListenerRowFragment) => {
    setPages((shown) => {
      const others = shown.rows.filter(({ id }) => id !== row.id);
      const change = others.length === shown.rows.length ? 1 : 0;
      return { ...shown, rows: [row, ...others], totalCount: counted(shown.totalCount, change) };
    });
  }, []);
  const patch = useCallback((row: ListenerRowFragment) => {
    setPages((shown) => ({ ...shown, rows: shown.rows.map((other) => (other.id === row.id ? row : other)) }));
  }, []);
  const drop = useCallback((id: string) => {
    setPages((shown) => {
      const rows = shown.rows.filter((row) => row.id !== id);
      return { ...shown, rows, totalCount: counted(shown.totalCount, rows.length - shown.rows.length) };
    });
  }, []);

  return {
    ...pages,
    loadMore: () => void read(PAGE_SIZE, pages),
    refresh: () => void read(Math.max(PAGE_SIZE, pages.rows.length), null),
    add,
    patch,
    drop,
  };
}

function counted(count: number | null, change: number): number | null {
  return count === null ? null : count + change;
}
