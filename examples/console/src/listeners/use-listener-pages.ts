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
/** The most entries that the graph returns at once. */
const MAX_PAGE_SIZE = 200;

/** What a reading is to bring: a filter's first page, all that is shown once more, or what comes next. */
type Wanted = "first" | "same" | "next";

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
  /** What that reading was to bring. */
  readonly failed: Wanted | null;
}

const NOTHING: ListenerPages = {
  rows: [],
  totalCount: null,
  next: null,
  sourceProblems: [],
  shows: "none",
  isBusy: true,
  failures: [],
  failed: null,
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
    const page = data?.listeners;
    if (!page) throw error;
    if (next === null) totalCount = page.totalCount;
    rows.push(...page.nodes);
    for (const problem of page.sourceProblems) problems.set(problem.account.id, problem);
    next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (next !== null && rows.length < wanted);
  return { rows, totalCount, next, sourceProblems: [...problems.values()] };
}

/** What is shown, with what comes after it. The count is the first page's: later ones have none. */
function joined(shown: ListenerPages, { rows, next, sourceProblems }: Reading): Reading {
  const problems = [...shown.sourceProblems, ...sourceProblems];
  return {
    rows: byId([...shown.rows, ...rows]),
    totalCount: shown.totalCount,
    next,
    sourceProblems: [...new Map(problems.map((problem) => [problem.account.id, problem])).values()],
  };
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
    async (wanted: Wanted, count: number, after: string | null) => {
      latest.current += 1;
      const own = latest.current;
      setPages((shown) => ({ ...shown, isBusy: true, failures: [], failed: null }));
      const outcome = await readRows(client, filter, count, after).catch((error) => failuresOf(error));
      // An answer that was overtaken by a later question is no answer to it.
      if (own !== latest.current) return;
      setPages((shown) => {
        // What another filter had left is no answer either; what the same one had left stays, as old as it is.
        if (!("rows" in outcome))
          return { ...(wanted === "first" ? NOTHING : shown), isBusy: false, failures: outcome, failed: wanted };
        const reading = wanted === "next" ? joined(shown, outcome) : outcome;
        return { ...reading, shows: "list", isBusy: false, failures: [], failed: null };
      });
    },
    [client, filter],
  );

  useEffect(() => {
    void read("first", PAGE_SIZE, null);
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
    loadMore: () => void read("next", PAGE_SIZE, pages.next),
    refresh: () =>
      pages.shows === "list"
        ? void read("same", Math.max(PAGE_SIZE, pages.rows.length), null)
        : void read("first", PAGE_SIZE, null),
    add,
    patch,
    drop,
  };
}

function counted(count: number | null, change: number): number | null {
  return count === null ? null : count + change;
}
