import { createClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXAMPLE_TABS } from "../../src/server/explorer/example-tabs.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { ENDLESS, tabName, walkExampleTabs } from "../support/walk-example-tabs.js";

/** The first event of a stream. @param meanwhile is begun when the stream stands */
async function firstEvent(url: string, query: string, variables?: Record<string, unknown>, meanwhile?: () => unknown) {
  const client = createClient({ url, retryAttempts: 0 });
  try {
    for await (const event of client.iterate({ query, variables }, { connected: () => void meanwhile?.() }))
      return event;
  } finally {
    client.dispose();
  }
  throw new Error("The stream had no event.");
}

const tabOf = (name: string) => EXAMPLE_TABS.find((tab) => tabName(tab) === name)!;

describe("the explorer's tabs", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  }, 60_000);
  afterAll(() => graph?.stop());

  it("do their jobs one after the other, within the limits that are set by default", async () => {
    await walkExampleTabs(async (name, variables) => {
      const { query } = tabOf(name);
      const { data, errors } = query.includes("\nsubscription ")
        ? await firstEvent(graph.endpoint, query, variables)
        : await graph.ask(query, variables);
      expect(errors, name).toBeUndefined();
      return data;
    });
  }, 60_000);

  it("watch what is changed in the meantime", async () => {
    const { query, variables } = tabOf(ENDLESS);
    const { nodes } = (
      await graph.ask("{ listeners(filter: { providers: [TENCENT_GAAP], protocols: [TCP] }) { nodes { id } } }")
    ).data.listeners;
    const input = { id: nodes[0].id, name: "watched" };
    const { data, errors } = await firstEvent(graph.endpoint, query, variables, () =>
      graph.ask("mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { message } } }", {
        input,
      }),
    );
    expect(errors).toBeUndefined();
    expect(data?.listenerChanged).toMatchObject({ ...input, lastChange: { origin: "GRAPH" } });
  }, 60_000);
});
