import { expect } from "vitest";
import type { Lab } from "./lab.js";

const PART = "isComplete totalCount nodes { id account { id } } sourceProblems { code message account { id } }";
const NAMES = ["listeners", "pools", "listenerParents"] as const;
const LISTS = `query ($ids: [ID!]) { ${NAMES.map((name) => `${name}(first: 200, filter: { accountIds: $ids }) { ${PART} }`).join(" ")} }`;

interface List {
  readonly isComplete: boolean;
  readonly totalCount: number | null;
  readonly nodes: readonly { readonly id: string; readonly account: { readonly id: string } }[];
  readonly sourceProblems: readonly {
    readonly code: string;
    readonly message: string;
    readonly account: { readonly id: string };
  }[];
}
export type Lists = Readonly<Record<(typeof NAMES)[number], List>>;

/** The three lists of these accounts. @throws when one of them is null. */
export async function readLists(lab: Lab, accountIds: readonly string[]): Promise<Lists> {
  const { data, errors } = await lab.ask(LISTS, { ids: accountIds });
  expect(errors).toEqual([]);
  return data as Lists;
}

/**
 * Compares lists while one account misbehaves with those before: the entries of other accounts are the same, none is
 * repeated, and a list that claims to be complete is.
 */
export function expectOnlyToSuffer(accountId: string, before: Lists, now: Lists): void {
  for (const name of NAMES) {
    const { isComplete, nodes, sourceProblems } = now[name];
    const ids = nodes.map(({ id }) => id);
    const others = ({ nodes: entries }: List) => entries.filter(({ account }) => account.id !== accountId);
    expect(others(now[name]), `${name} of the other account`).toEqual(others(before[name]));
    expect(new Set(ids).size, `different ${name}`).toBe(ids.length);
    if (isComplete) expect(ids.toSorted(), name).toEqual(before[name].nodes.map(({ id }) => id).toSorted());
    else expect([...new Set(sourceProblems.map(({ account }) => account.id))], name).toEqual([accountId]);
  }
}
