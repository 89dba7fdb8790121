import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Pool } from "../../../src/model/pool.js";
import type { Listing } from "../../../src/providers/provider.js";
import { CHECKOUT, connectRecorded, type Gaap, listenerNamed, parentRef, poolsOf } from "./recorder.js";

/** Invalid lists of an answer. */

let provider: Gaap;
beforeAll(async () => {
  provider = await connectRecorded({ limits: { requestsPerSecond: { "*": 10_000 } } });
});
afterEach(() => provider.cloud.faults.clear());
afterAll(() => provider.stop());

const all = { after: null, limit: 201 };
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
