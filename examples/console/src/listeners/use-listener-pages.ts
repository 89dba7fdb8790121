import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CombinedError, useClient } from "urql";
import type { ListenerRowFragment, SourceFailureFragment, SourceFragment } from "../generated/graphql.js";
import { type Failure, failuresOf } from "../graph/failures.js";
import {
  byAccount,
  type Found,
  findGroups,
  type Group,
  joined,
  keyOf,
  oldestOf,
  type Question,
  readGroup,
  toldApart,
} from "./groups.js";

const PAGE_SIZE = 20;

/** What a reading is to bring: the first page, all that is shown once more, or what comes next. */
type Wanted = "first" | "same" | "next";

interface ListenerPages extends Omit<Found, "errors"> {
  /** "none": nothing was read yet, or the reading failed. */
  readonly shows: "none" | "list";
  readonly isBusy: boolean;
  /** Why the latest reading failed. */
  readonly failures: readonly Failure[];
  /** What that reading was to bring; "some": the other ways of looking have come to their end. */
  readonly failed: Wanted | "some" | null;
}

const NOTHING: ListenerPages = {
  groups: [],
  placeProblems: [],
  isCut: false,
  shows: "none",
  isBusy: true,
  failures: [],
  failed: null,
};

export interface ListenerPagesControl extends Omit<ListenerPages, "placeProblems"> {
  /** Those of all groups. */
  readonly rows: readonly ListenerRowFragment[];
  /** What else matches of a listener, by its id. */
  readonly alsoMatches: ReadonlyMap<string, readonly string[]>;
  /** Null when the graph cannot know it. */
  readonly totalCount: number | null;
  readonly hasMore: boolean;
  /** The accounts that could not be read: what they hold is missing from the rows. */
  readonly sourceProblems: readonly SourceFailureFragment[];
  /** The accounts that it was read from, each as its oldest page. */
  readonly sources: readonly SourceFragment[];
  loadMore(): void;
  /** Reads everything that is shown again. */
  refresh(): void;
  /** Puts a listener at the top, where people see that it is new. */
  add(row: ListenerRowFragment): void;
  /** Shows a listener as it is now, when it is on the list. */
  patch(row: ListenerRowFragment): void;
  drop(id: string): void;
}

/** The listeners that a question leaves, page after page. */
export function useListenerPages(question: Question): ListenerPagesControl {
  const client = useClient();
  const [pages, setPages] = useState(NOTHING);
  const latest = useRef(0);

  /** Begins a reading. @returns what takes its outcome, unless a later reading has begun: then it answers nothing any more */
  const begin = useCallback(() => {
    latest.current += 1;
    const own = latest.current;
    setPages((shown) => ({ ...shown, isBusy: true, failures: [], failed: null }));
    return (change: (shown: ListenerPages) => ListenerPages) => {
      if (own === latest.current) setPages(change);
    };
  }, []);

  const readFirst = useCallback(async () => {
    const take = begin();
    const { errors, ...all } = await findGroups(
      client,
      question,
      () => PAGE_SIZE,
      ({ errors: _, ...soFar }) => {
        if (soFar.groups.some(({ rows }) => rows.length > 0)) take((shown) => ({ ...shown, ...soFar, shows: "list" }));
      },
    );
    const failures = failuresOfAll(errors);
    // What other questions had left is no answer.
    take(() =>
      errors.length === question.looks.length
        ? { ...NOTHING, isBusy: false, failures, failed: "first" }
        : { ...all, shows: "list", isBusy: false, failures, failed: errors.length > 0 ? "some" : null },
    );
  }, [client, question, begin]);

  const readSame = async () => {
    const take = begin();
    const countOf = (asked: Group["way"]) =>
      Math.max(PAGE_SIZE, pages.groups.find(({ way }) => keyOf(way) === keyOf(asked))?.rows.length ?? 0);
    const { errors, ...all } = await findGroups(client, question, countOf, () => {});
    take((shown) =>
      // What was there before stays, as old as it is.
      errors.length > 0
        ? { ...shown, isBusy: false, failures: failuresOfAll(errors), failed: "same" }
        : { ...shown, ...all, isBusy: false },
    );
  };

  const readNext = async () => {
    const take = begin();
    const more = (group: Group) =>
      group.next === null ? null : readGroup(client, group.way, question, PAGE_SIZE, group.next);
    try {
      const read = await Promise.all(pages.groups.map(more));
      take((shown) => {
        const groups = shown.groups.map((group, place) => {
          const next = read[place];
          return next ? joined(group, next) : group;
        });
        return { ...shown, groups, isBusy: false };
      });
    } catch (error) {
      take((shown) => ({ ...shown, isBusy: false, failures: failuresOfAll([error]), failed: "next" }));
    }
  };

  useEffect(() => void readFirst(), [readFirst]);

  const change = useCallback((changed: (groups: readonly Group[]) => readonly Group[]) => {
    setPages((shown) => ({ ...shown, groups: changed(shown.groups) }));
  }, []);
  const drop = useCallback((id: string) => change((groups) => groups.map((group) => without(group, id))), [change]);
  const add = useCallback(
    (row: ListenerRowFragment) =>
      change((groups) =>
        withNew(
          groups.map((group) => without(group, row.id)),
          row,
        ),
      ),
    [change],
  );
  const patch = useCallback(
    (row: ListenerRowFragment) =>
      change((groups) =>
        groups.map((group) => ({ ...group, rows: group.rows.map((other) => (other.id === row.id ? row : other)) })),
      ),
    [change],
  );

  const apart = useMemo(() => toldApart(pages.groups), [pages.groups]);
  const problems = pages.groups.flatMap(({ sourceProblems }) => sourceProblems);
  return {
    ...pages,
    ...apart,
    rows: useMemo(() => apart.groups.flatMap(({ rows }) => rows), [apart]),
    totalCount: pages.groups.length === 1 ? (pages.groups[0]?.totalCount ?? null) : null,
    hasMore: pages.groups.some(({ next }) => next !== null),
    sourceProblems: byAccount([...pages.placeProblems, ...problems]),
    sources: oldestOf(pages.groups.flatMap(({ sources }) => sources)),
    loadMore: () => void readNext(),
    refresh: () => void (pages.shows === "list" ? readSame() : readFirst()),
    add,
    patch,
    drop,
  };
}

/** @throws what is no failure of the graph or the connection */
function failuresOfAll(errors: readonly unknown[]): readonly Failure[] {
  const failures = errors.flatMap((error) => {
    if (!(error instanceof CombinedError)) throw error;
    return failuresOf(error);
  });
  return [...new Map(failures.map((failure) => [failure.message, failure])).values()];
}

function without(group: Group, id: string): Group {
  const rows = group.rows.filter((row) => row.id !== id);
  const gone = group.rows.length - rows.length;
  return { ...group, rows, totalCount: group.totalCount === null ? null : group.totalCount - gone };
}

/** At the top: among all listeners, or apart from those that were looked for. */
function withNew(groups: readonly Group[], row: ListenerRowFragment): readonly Group[] {
  const [first, ...others] = groups;
  if (first?.way.matches === null) {
    const totalCount = first.totalCount === null ? null : first.totalCount + 1;
    return [{ ...first, rows: [row, ...first.rows], totalCount }, ...others];
  }
  const way = { matches: "Opened just now", filter: { ids: [row.id] } };
  return [{ way, rows: [row], totalCount: 1, next: null, sources: [], sourceProblems: [] }, ...groups];
}
