import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connectGa, type Ga } from "./recorder.js";
import { listenerNamed } from "./steps.js";

/** One object of an answer that is not as documented, among others that are. */

let ga: Ga;
beforeAll(async () => {
  ga = await connectGa();
});
afterEach(() => ga.cloud.faults.clear());
afterAll(() => ga.stop());

const all = { after: null, limit: 201 };
const LISTS = [
  ["listListeners", "ListListeners", "Listeners", ["ListenerId", "PortRanges"]],
  ["listPools", "ListEndpointGroups", "EndpointGroups", ["EndpointGroupId", "ListenerId"]],
  ["listParents", "ListAccelerators", "Accelerators", ["AcceleratorId"]],
] as const;
const ODD = [null, undefined, { odd: true }, 3.5, "QUIC", ["x"]];

describe.each(LISTS)("%s", (list, action, member, needed) => {
  it("keeps the siblings, whatever a field of one object is, and names the one that cannot be read", async () => {
    const parent = (await listenerNamed(ga, "checkout-edge")).parentRef!;
    const query = list === "listParents" ? {} : { parent };
    const whole = await ga.service[list](query, all, ga.call());
    const fields = Object.keys(
      (ga.cloud.emulator.snapshot()[collections[member]] as readonly object[])[0] as object,
    ).filter((field) => /^[A-Z]/.test(field));
    expect(fields.length).toBeGreaterThan(5);
    for (const field of fields) {
      for (const value of ODD) {
        const path = `/body/${member}/0/${field}`;
        const patch = value === undefined ? [{ op: "remove" as const, path }] : [{ op: "add" as const, path, value }];
        ga.cloud.faults.add({ fault: { kind: "edit", patch }, actions: action });
        const { items, problems } = await ga.service[list](query, all, ga.call());
        ga.cloud.faults.clear();
        const what = `${field} ${JSON.stringify(value)}`;
        expect(items.length + problems.length, what).toBe(whole.items.length);
        for (const item of items) expect(() => JSON.stringify(detailsOf(item)), what).not.toThrow();
        if (problems.length > 0) {
          expect(needed as readonly string[], what).toContain(field);
          expect(problems[0], what).toMatchObject({ code: "UNREADABLE", retry: "never" });
        }
      }
    }
  });
});

const collections = { Listeners: "listeners", EndpointGroups: "endpointGroups", Accelerators: "accelerators" } as const;

const detailsOf = (item: object) => ({
  ...item,
  settings: "settings" in item ? item.settings : null,
  createdAt: "createdAt" in item ? item.createdAt : null,
});
