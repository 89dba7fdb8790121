import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Pool } from "../../../src/model/pool.js";
import type { Listing } from "../../../src/providers/provider.js";
import { send } from "./raw-client.js";
import { CHECKOUT, connectRecorded, type Gaap, listenerNamed, parentRef, poolsOf } from "./recorder.js";

/** One object of an answer that is not as documented, among others that are. */

let provider: Gaap;
beforeAll(async () => {
  provider = await connectRecorded({ limits: { requestsPerSecond: { "*": 10_000 } } });
});
afterEach(() => provider.cloud.faults.clear());
afterAll(() => provider.stop());

const all = { after: null, limit: 201 };
const LISTS = [
  ["listListeners", "DescribeTCPListeners", "ListenerSet/0", ["ListenerId", "Port"]],
  ["listListeners", "DescribeUDPListeners", "ListenerSet/0", ["ListenerId", "Port"]],
  ["listListeners", "DescribeHTTPSListeners", "ListenerSet/0", ["ListenerId", "Port"]],
  ["listPools", "DescribeRules", "DomainRuleSet/0/RuleSet/0", ["RuleId", "Domain", "Path"]],
  ["listParents", "DescribeProxies", "ProxySet/0", ["ProxyId"]],
] as const;
const ODD = [null, undefined, { odd: true }, 3.5, "QUIC", ["x"]];

/** The channel that the example is on. */
const channelOf = (action: string) => (action === "DescribeUDPListeners" ? "link-7q2mf0xw" : CHECKOUT);

/** The object at a path of the answer, as it is documented. */
async function exampleOf(action: string, path: string): Promise<object> {
  const { nativeId: ListenerId } = await listenerNamed(provider, "checkout-tls");
  const ways = { DescribeRules: { ListenerId }, DescribeProxies: {} };
  const fields = ways[action as keyof typeof ways] ?? { ProxyId: channelOf(action) };
  const { answer } = await send(provider.cloud, action, fields);
  return path.split("/").reduce((value, part) => (value as Record<string, object>)[part]!, answer as object);
}

const detailsOf = (item: object) => ({
  ...item,
  settings: "settings" in item ? item.settings : null,
  tls: "tls" in item ? item.tls : null,
  createdAt: "createdAt" in item ? item.createdAt : null,
});

describe.each(LISTS)("%s by %s", (list, action, place, needed) => {
  it("keeps the siblings, whatever a field of one object is, and names the one that cannot be read", async () => {
    const { service, cloud, call } = provider;
    const query = list === "listParents" ? {} : { parent: parentRef(provider, channelOf(action)) };
    const whole = await service[list](query, all, call());
    const fields = Object.keys(await exampleOf(action, place));
    expect(fields.length).toBeGreaterThan(5);
    for (const field of fields) {
      for (const value of ODD) {
        const path = `/body/Response/${place}/${field}`;
        const patch = value === undefined ? [{ op: "remove" as const, path }] : [{ op: "add" as const, path, value }];
        cloud.faults.add({ fault: { kind: "edit", patch }, actions: `^${action}$` });
        const { items, problems } = await service[list](query, all, call());
        cloud.faults.clear();
        const what = `${field} ${JSON.stringify(value)}`;
        expect(items.length + problems.length, what).toBe(whole.items.length);
        for (const item of items) expect(() => JSON.stringify(detailsOf(item)), what).not.toThrow();
        if (problems.length > 0) {
          expect(needed as readonly string[], what).toContain(field);
          expect(problems[0], what).toMatchObject({ code: "UNREADABLE", retry: "never" });
        }
      }
    }
  }, 60_000);
});

it("takes a list that is null or left out for an empty one, unless it is said to have entries", async () => {
  const { service, cloud, call } = provider;
  const parent = parentRef(provider, CHECKOUT);
  const before = (await service.listListeners({ parent }, all, call())).items;
  for (const op of ["replace", "remove"] as const) {
    for (const total of [0, 3]) {
      const patch = [
        { op, path: "/body/Response/ListenerSet", value: null },
        { op: "replace" as const, path: "/body/Response/TotalCount", value: total },
      ];
      cloud.faults.add({ fault: { kind: "edit", patch }, actions: "^DescribeTCPListeners$" });
      const { items, problems } = await service.listListeners({ parent }, all, call());
      cloud.faults.clear();
      expect(problems).toMatchObject(total === 0 ? [] : [{ code: "UNREADABLE" }]);
      expect(items).toEqual(before.filter(({ protocol }) => protocol !== "TCP"));
    }
  }
});

it("tells of a domain whose rules are no list, and keeps the others'", async () => {
  const { service, cloud, call } = provider;
  const listener = await listenerNamed(provider, "checkout-tls");
  const whole = await poolsOf(provider, listener);
  const patch = [{ op: "replace" as const, path: "/body/Response/DomainRuleSet/0/RuleSet", value: "odd" }];
  cloud.faults.add({ fault: { kind: "edit", patch }, actions: "^DescribeRules$" });
  const found = (await service.poolsOfListeners([listener], call())).get(listener.ref.key) as Listing<Pool>;
  expect(found.items.length).toBeGreaterThan(0);
  expect(found.items.length).toBeLessThan(whole.length);
  expect(found.problems).toMatchObject([{ code: "UNREADABLE", message: expect.stringContaining("RuleSet") }]);
});
