import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** One code point each, and two units of UTF-16. */
const ASTRAL = ["\u{20BB7}", "\u{1F600}"];

interface Limit {
  readonly maxLength: number;
}
interface Parent {
  readonly id: string;
  readonly provider: string;
  readonly status: string;
  readonly account: { readonly capabilities: { readonly limits: Record<"name" | "description", Limit | null> } };
}

let graph: RunningGraph;
const parents = new Map<string, Parent>();
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(
    "{ listenerParents(first: 200) { nodes { id provider status account { capabilities { limits { name { maxLength } description { maxLength } } } } } } }",
  );
  for (const parent of data.listenerParents.nodes.reverse() as Parent[])
    if (parent.status === "ACTIVE") parents.set(parent.provider, parent);
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

async function create(parent: Parent, texts: object) {
  const { data } = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { name description } problems { __typename path message } } }",
    { input: { parentId: parent.id, name: "long", protocol: "TCP", portRanges: [{ fromPort: 19_000 }], ...texts } },
  );
  return data.createListener;
}

describe("a text of as many characters as may be, each two units of UTF-16", () => {
  it.each(providers.map(({ name, key }) => [name, key]))(
    "is counted by the rules as by the cloud: %s",
    async (name, key) => {
      const parent = parents.get(name)!;
      const fields = Object.entries(parent.account.capabilities.limits).filter(([, limit]) => limit !== null);
      expect(fields.length).toBeGreaterThan(0);
      let accepted = 0;
      for (const [field, limit] of fields as [string, Limit][]) {
        for (const character of ASTRAL) {
          graph.app.sandbox!.reset();
          const longest = character.repeat(limit.maxLength);
          const { listener, problems } = await create(parent, { [field]: longest });
          // Where such characters are not allowed at all, that is said before the cloud is asked.
          if (problems.length > 0) {
            expect(problems).toMatchObject([{ __typename: "InvalidInputProblem", path: ["input", field] }]);
            expect(problems[0].message).not.toMatch(/characters long/);
            continue;
          }
          accepted += 1;
          expect(listener[field]).toBe(longest);
          graph.app.sandbox!.cloud(key).clearCalls();
          const longer = await create(parent, { [field]: `${longest}${character}` });
          expect(longer.problems).toMatchObject([
            { __typename: "InvalidInputProblem", message: expect.stringMatching(/characters long/) },
          ]);
        }
      }
      if (name !== "TENCENT_GAAP") expect(accepted).toBeGreaterThan(0);
    },
  );
});
