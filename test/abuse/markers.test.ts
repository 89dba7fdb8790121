import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDLESS_LISTS } from "./support/endless-lists.js";
import { type Lab, startLab } from "./support/lab.js";
import { expectOnlyToSuffer, type Lists, readLists } from "./support/lists.js";

/** Deadline of a query, in milliseconds. */
const DEADLINE_MS = 3_000;
/** Most calls for all lists of an account together, whatever the cloud answers. */
const MOST_CALLS = 600;
/** Most calls for an account that may really be that large: 5,000 pages of each of three lists. */
const MOST_CALLS_OF_VERY_MUCH = 15_000;

const FILTERED = `query ($ids: [ID!]) {
  listeners(first: 200, filter: { accountIds: $ids, nameContains: "no-such" }) { isComplete nodes { id } }
  pools(first: 200, filter: { accountIds: $ids, nameContains: "no-such" }) { isComplete nodes { id } }
  listenerParents(first: 200, filter: { accountIds: $ids, nameContains: "no-such" }) { isComplete nodes { id } }
}`;
const NESTED = `query ($ids: [ID!]) {
  listeners(first: 3, filter: { accountIds: $ids }) { nodes {
    parent { listeners(first: 200) { nodes { id } } }
    pools(first: 200) { nodes { members(first: 200) { nodes { id } } } }
  } }
}`;

const count = (text: string, part: string) => text.split(part).length - 1;

describe("a list that never ends", () => {
  let lab: Lab;
  const before = new Map<string, Lists>();
  const accountsOf = (key: string) => {
    const other = lab.cloud(key === "huawei-elb-classic" ? "huawei-ga" : "huawei-elb-classic");
    return [lab.cloud(key).accountId, other.accountId];
  };

  beforeAll(async () => {
    lab = await startLab({ listeners: 60, server: { limits: { readDeadlineMs: DEADLINE_MS } } });
    for (const key of new Set(ENDLESS_LISTS.map((list) => list.key)))
      before.set(key, await readLists(lab, accountsOf(key)));
  });
  afterAll(() => lab.stop());

  it.each(ENDLESS_LISTS)("is cut off: $key, $name", async ({ key, name, actions, edit, isBelievable }) => {
    const cloud = lab.cloud(key);
    cloud.reset();
    cloud.edit(actions, edit());
    await lab.during(`${key}: ${name}`, async () => {
      const lists = await readLists(lab, accountsOf(key));
      const filtered = await lab.ask(FILTERED, { ids: [cloud.accountId] });
      expect(filtered.ms, "milliseconds").toBeLessThan(DEADLINE_MS + 1_000);
      for (const { nodes } of Object.values(filtered.data) as Lists[keyof Lists][]) expect(nodes).toEqual([]);
      if (isBelievable) return;
      expectOnlyToSuffer(cloud.accountId, before.get(key)!, lists);
      const { text } = await lab.ask(NESTED, { ids: [cloud.accountId] });
      const ids = [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id!);
      const twice = ids.filter((id) => count(text, id) > 3);
      expect(twice, "ids that are there more often than they were asked for").toEqual([]);
    });
    expect(cloud.countCalls(), "calls").toBeLessThanOrEqual(isBelievable ? MOST_CALLS_OF_VERY_MUCH : MOST_CALLS);
    cloud.reset();
  });
});
