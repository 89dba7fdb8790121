import type { Client } from "urql";
import type { Look } from "../find/filters-for.js";
import { type Way, waysOf } from "../find/ways-of.js";
import {
  type ListenerFilter,
  type ListenerOrder,
  ListenerPageDocument,
  type ListenerRowFragment,
  type SourceFailureFragment,
  type SourceFragment,
} from "../generated/graphql.js";

/** The most entries that the graph returns at once. */
const MAX_PAGE_SIZE = 200;

/** What is asked of the graph. The same object as long as the same is asked. */
export interface Question {
  /** What is looked for, in each of these ways. */
  readonly looks: readonly Look[];
  /** What else has to hold. */
  readonly filter: ListenerFilter;
  readonly orderBy: ListenerOrder | null;
  /** How old the answer may be. */
  readonly maxAgeSeconds: number;
}

/** The listeners that one filter leaves, as far as they have been read. */
export interface Group {
  readonly way: Way;
  readonly rows: readonly ListenerRowFragment[];
  /** Null when the graph cannot know it. */
  readonly totalCount: number | null;
  /** Go on after this; null at the end of the list. */
  readonly next: string | null;
  /** The accounts that it was read from, each as its oldest page. */
  readonly sources: readonly SourceFragment[];
  /** The accounts that could not be read: what they hold is missing from the rows. */
  readonly sourceProblems: readonly SourceFailureFragment[];
}

export interface Found {
  /** In the order of the looks. */
  readonly groups: readonly Group[];
  /** The accounts that could not be asked for the load balancers and pools that are looked for. */
  readonly placeProblems: readonly SourceFailureFragment[];
  /** Whether more load balancers and pools fit than were looked at. */
  readonly isCut: boolean;
  /** Why a look has found nothing out, one for each that failed. */
  readonly errors: readonly unknown[];
}

/**
 * Looks in all ways side by side.
 * @param countOf how many rows of a way are wanted
 * @param onFound is given what has been found so far, whenever one of the ways has come to its end
 */
export async function findGroups(
  client: Client,
  question: Question,
  countOf: (way: Way) => number,
  onFound: (found: Found) => void,
): Promise<Found> {
  const { looks, filter, maxAgeSeconds } = question;
  const groups: Group[][] = looks.map(() => []);
  const problems: SourceFailureFragment[] = [];
  const errors: unknown[] = [];
  let isCut = false;
  const found = () => ({ groups: groups.flat(), placeProblems: byAccount(problems), isCut, errors });
  await Promise.all(
    looks.map(async (look, place) => {
      try {
        const { ways, ...places } = await waysOf(client, look, maxAgeSeconds);
        problems.push(...places.sourceProblems);
        isCut ||= places.isCut;
        const narrowed = ways.map((way) => ({ ...way, filter: { ...filter, ...way.filter } }));
        groups[place] = await Promise.all(narrowed.map((way) => readGroup(client, way, question, countOf(way))));
      } catch (error) {
        errors.push(error);
      }
      onFound(found());
    }),
  );
  return found();
}

/** Reads on from a cursor until there are as many rows as wanted. @throws CombinedError */
export async function readGroup(
  client: Client,
  way: Way,
  { orderBy, maxAgeSeconds }: Question,
  wanted: number,
  after: string | null = null,
): Promise<Group> {
  const rows: ListenerRowFragment[] = [];
  const sources: SourceFragment[] = [];
  const problems: SourceFailureFragment[] = [];
  let totalCount: number | null = null;
  let next = after;
  do {
    const first = Math.min(wanted - rows.length, MAX_PAGE_SIZE);
    const variables = { filter: way.filter, orderBy, maxAgeSeconds, first, after: next };
    const { data, error } = await client.query(ListenerPageDocument, variables, { requestPolicy: "network-only" });
    const page = data?.listeners;
    if (!page) throw error;
    if (next === null) totalCount = page.totalCount;
    rows.push(...page.nodes);
    sources.push(...page.sources);
    problems.push(...page.sourceProblems);
    next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (next !== null && rows.length < wanted);
  return { way, rows, totalCount, next, sources: oldestOf(sources), sourceProblems: byAccount(problems) };
}

/** What is shown, with what comes after it. The count is the first page's: later ones have none. */
export function joined(shown: Group, { rows, next, sources, sourceProblems }: Group): Group {
  return {
    ...shown,
    rows: byId([...shown.rows, ...rows]),
    next,
    sources: oldestOf([...shown.sources, ...sources]),
    sourceProblems: byAccount([...shown.sourceProblems, ...sourceProblems]),
  };
}

/** Each listener in the first of the groups that have it, with what the others say of it by its id. */
export function toldApart(groups: readonly Group[]) {
  const seen = new Map<string, string[]>();
  const apart = groups.map((group) => ({
    ...group,
    rows: group.rows.filter(({ id }) => {
      const others = seen.get(id);
      if (others && group.way.matches) others.push(group.way.matches);
      if (!others) seen.set(id, []);
      return !others;
    }),
  }));
  return { groups: apart.filter(({ rows }) => rows.length > 0), alsoMatches: seen as ReadonlyMap<string, string[]> };
}

/** Each account once, as old and as incomplete as any of its pages. */
export function oldestOf(sources: readonly SourceFragment[]): readonly SourceFragment[] {
  const known = new Map<string, SourceFragment>();
  for (const source of sources) {
    const other = known.get(source.account.id);
    known.set(source.account.id, other ? older(other, source) : source);
  }
  return [...known.values()];
}

function older(one: SourceFragment, other: SourceFragment): SourceFragment {
  const [readAt = null] = [one.readAt, other.readAt].flatMap((at) => at ?? []).sort();
  const isComplete = one.isComplete && other.isComplete;
  return { ...one, readAt, isComplete, problem: one.problem ?? other.problem };
}

/** What tells a way from the others of a question. */
export const keyOf = ({ filter }: Way): string => JSON.stringify(filter);

export const byAccount = (problems: readonly SourceFailureFragment[]): readonly SourceFailureFragment[] => [
  ...new Map(problems.map((problem) => [problem.account.id, problem])).values(),
];

const byId = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
