import { expect } from "vitest";
import type { Listener } from "../../src/model/listener.js";
import type { ListenerParent } from "../../src/model/listener-parent.js";
import type { Pool } from "../../src/model/pool.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { ResourceRef } from "../../src/model/resource-ref.js";
import type { Found, Page, PageRequest } from "../../src/providers/provider.js";
import type { Call } from "../../src/transport/call.js";
import type { Subject } from "./subject.js";

export type Thing = Listener | Pool | ListenerParent;

/** How one of the port's three nouns is listed and read. */
export interface Noun {
  readonly plural: string;
  list(subject: Subject, page: PageRequest, call?: Call): Promise<Page<Thing>>;
  read(subject: Subject, refs: readonly ResourceRef[], call?: Call): Promise<Found<Thing>>;
}

export const LISTENERS: Noun = {
  plural: "listeners",
  list: (subject, page, call = subject.call()) => subject.service.listListeners({}, page, call),
  read: (subject, refs, call = subject.call()) => subject.service.readListeners(refs, call),
};
export const POOLS: Noun = {
  plural: "pools",
  list: (subject, page, call = subject.call()) => subject.service.listPools({}, page, call),
  read: (subject, refs, call = subject.call()) => subject.service.readPools(refs, call),
};
export const PARENTS: Noun = {
  plural: "parents",
  list: (subject, page, call = subject.call()) => subject.service.listParents({}, page, call),
  read: (subject, refs, call = subject.call()) => subject.service.readParents(refs, call),
};
export const NOUNS = [LISTENERS, POOLS, PARENTS] as const;

/** The largest page that can be requested. */
export const WHOLE_PAGE = 201;
/** No inventory of a contract test has more pages; a longer list counts as endless. */
const MOST_PAGES = 2_000;

/** Reads a list to its end, page by page. */
export async function readToEnd<T>(
  list: (page: PageRequest) => Promise<Page<T>>,
  limit: number = WHOLE_PAGE,
  from: string | null = null,
): Promise<T[]> {
  const items: T[] = [];
  let after = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await list({ after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
  throw new Error(`The list has not ended after ${MOST_PAGES} pages.`);
}

export async function allListeners(subject: Subject): Promise<Listener[]> {
  return readToEnd((page) => subject.service.listListeners({}, page, subject.call()));
}
export async function allPools(subject: Subject): Promise<Pool[]> {
  return readToEnd((page) => subject.service.listPools({}, page, subject.call()));
}
export async function allParents(subject: Subject): Promise<ListenerParent[]> {
  return readToEnd((page) => subject.service.listParents({}, page, subject.call()));
}

export const keysOf = (things: readonly { readonly ref: ResourceRef }[]): string[] => things.map(({ ref }) => ref.key);

/** The object found under the key. Fails the test when there is none, or a problem. */
export function foundIn<T>(found: ReadonlyMap<string, T | ProblemError>, key: string): T {
  const value = found.get(key);
  if (value instanceof ProblemError) throw value;
  if (value === undefined) throw new Error(`Nothing was found under ${key}.`);
  return value;
}

/** All fields of an object that the graph shows, including computed ones. */
export function shown(thing: Thing): Record<string, unknown> {
  const { native: _native, account, ...fields } = thing as Thing & Record<string, unknown>;
  const getters = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(thing)))
    .filter(([, { get }]) => get)
    .map(([name]) => [name, (thing as unknown as Record<string, unknown>)[name]]);
  return { ...fields, ...Object.fromEntries(getters), account: account.id };
}
