import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import type { Page } from "../../providers/provider.js";
import type { Call } from "../../transport/call.js";
import { cameFrom } from "../origin.js";
import type { WatchedKind } from "./watched-kinds.js";
import type { Reading, Readings } from "./watched-objects.js";
import type { WatchedItem } from "./watching.js";

/** Page size of a list. */
const PAGE = 200;

/** Reads objects by their refs. @throws a failure that affects all of them */
export async function lookAtNamed<T extends WatchedItem>(
  kind: WatchedKind<T>,
  { service }: ConnectedAccount,
  named: ReadonlyMap<string, ResourceRef>,
  call: Call,
): Promise<Readings<T>> {
  const answers = await kind.read(service, [...named.values()], call);
  const items: T[] = [];
  const unreadable = new Set<string>();
  let failure: ProblemError | null = null;
  for (const [key, answer] of answers) {
    if (!(answer instanceof ProblemError)) items.push(answer);
    else if (answer.code === "UNREADABLE") unreadable.add(key);
    else failure = answer;
  }
  const found = await withParts(kind, service, items, named, call);
  return { found, asked: new Set(named.keys()), isUnreadable: ({ ref }) => unreadable.has(ref.key), failure };
}

/** Reads a list completely, or as far as possible. */
export async function lookAtList<T extends WatchedItem>(
  kind: WatchedKind<T>,
  { service }: ConnectedAccount,
  parent: ResourceRef | undefined,
  named: ReadonlyMap<string, ResourceRef>,
  call: Call,
): Promise<Readings<T>> {
  const items: T[] = [];
  const unreadable = new Set<string>();
  let failure: ProblemError | null = null;
  let after: string | null = null;
  do {
    const page: Page<T> = await kind.list(service, parent, { after, limit: PAGE + 1 }, call);
    items.push(...page.items);
    for (const problem of page.problems) {
      if (problem.nativeId !== undefined) unreadable.add(problem.nativeId);
      else failure = problem;
    }
    after = page.next;
  } while (after !== null);
  const found = await withParts(kind, service, items, named, call);
  return { found, asked: null, isUnreadable: ({ nativeId }) => unreadable.has(nativeId), failure };
}

async function withParts<T extends WatchedItem>(
  { parts }: WatchedKind<T>,
  service: ConnectedAccount["service"],
  items: readonly T[],
  named: ReadonlyMap<string, ResourceRef>,
  call: Call,
): Promise<ReadonlyMap<string, Reading<T>>> {
  for (const item of items) cameFrom(item, { readAt: call.ages.begunAt });
  const looked = parts ? items.filter(({ ref }) => named.has(ref.key)) : [];
  const digests = looked.length > 0 ? await parts!(service, looked, call) : null;
  return new Map(items.map((item) => [item.ref.key, { item, parts: digests?.get(item.ref.key) ?? null }]));
}
