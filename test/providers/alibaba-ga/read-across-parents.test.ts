import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { listingOf } from "../../../src/providers/kit/listing.js";
import { readAcrossParents } from "../../../src/providers/kit/read-across-parents.js";
import { connectGa } from "./recorder.js";

const outage = new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "The cloud cannot be reached." });

/** Accelerators with their objects; null stands for one that cannot be listed. */
function waysThrough(accelerators: Readonly<Record<string, readonly string[] | null>>) {
  const calls = { one: 0, listParents: 0, listUnder: 0 };
  const there = Object.values(accelerators).flatMap((ids) => ids ?? []);
  return {
    calls,
    ways: {
      async one(id: string) {
        calls.one += 1;
        return there.includes(id) ? { id } : null;
      },
      async listParentIds() {
        calls.listParents += 1;
        return listingOf(Object.keys(accelerators));
      },
      async listUnder(acceleratorId: string) {
        calls.listUnder += 1;
        const ids = accelerators[acceleratorId];
        if (!ids) throw outage;
        return listingOf(ids.map((id) => ({ id })));
      },
      idOf: ({ id }: { id: string }) => id,
    },
  };
}

const six = ["a", "b", "c", "d", "e", "f"];

describe("objects whose accelerator is unknown", () => {
  it("are read from the lists when there are fewer accelerators than ids, without those that do not exist", async () => {
    const { ways, calls } = waysThrough({ one: ["a", "x", "c"], two: ["b", "d", "e"] });
    expect(new Set((await readAcrossParents(six, ways)).keys())).toEqual(new Set(["a", "b", "c", "d", "e"]));
    expect(calls).toEqual({ one: 0, listParents: 1, listUnder: 2 });
  });

  it("are read one by one when they are few or the accelerators many", async () => {
    const few = waysThrough({ one: six });
    expect((await readAcrossParents(six.slice(0, 4), few.ways)).size).toBe(4);
    expect(few.calls).toEqual({ one: 4, listParents: 0, listUnder: 0 });

    const many = waysThrough(Object.fromEntries(six.map((id) => [`on-${id}`, [id]])));
    expect((await readAcrossParents(six, many.ways)).size).toBe(6);
    expect(many.calls).toEqual({ one: 6, listParents: 1, listUnder: 0 });
  });

  it("are not reported as missing when a list cannot be read", async () => {
    const { ways } = waysThrough({ one: ["a", "b", "c", "d"], two: null });
    const answers = await readAcrossParents(six, ways);
    expect(answers.get("a")).toEqual({ id: "a" });
    expect(answers.get("e")).toBe(outage);
    expect(answers.get("f")).toBe(outage);
  });

  it("take as many calls as all lists, for 100 listeners and for 100 pools", async () => {
    const ga = await connectGa({ listeners: 100 });
    const withoutHint = <T extends { hint?: string }>({ hint: _, ...ref }: T) => ref;
    const everything = { after: null, limit: 201 };
    const { items: listeners } = await ga.service.listListeners({}, everything, ga.call());
    const { items: pools } = await ga.service.listPools({}, everything, ga.call());
    for (const [read, items, action] of [
      [ga.service.readListeners, listeners, "ListListeners"],
      [ga.service.readPools, pools, "ListEndpointGroups"],
    ] as const) {
      ga.cloud.clearCalls();
      const found = await read(
        items.map(({ ref }) => withoutHint(ref)),
        ga.call(),
      );
      expect(items.length).toBeGreaterThan(90);
      expect([...found.keys()].sort()).toEqual(items.map(({ ref }) => ref.key).sort());
      const actions = ga.cloud.calls.map((call) => call.action);
      expect(new Set(actions)).toEqual(new Set(["ListAccelerators", action]));
      expect(actions.length).toBeLessThan(10);
    }
    await ga.stop();
  });
});
