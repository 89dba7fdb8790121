import { afterAll, beforeAll, expect, it } from "vitest";
import { openStream } from "../server/streams/event-stream.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blocksOf } from "./page.js";

const documents = blocksOf("docs/subscriptions.md").filter(({ language }) => language === "graphql");

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph?.stop());

it("docs/subscriptions.md follows a change to its end, with what the change has made", async () => {
  const parents = await graph.ask(
    "{ listenerParents(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id } } }",
  );
  const made = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { change { id } problems { message } } }",
    {
      input: {
        parentId: parents.data.listenerParents.nodes[0].id,
        name: "followed",
        protocol: "TCP",
        portRanges: [{ fromPort: 4_999, toPort: 4_999 }],
        background: true,
      },
    },
  );
  expect(made.data.createListener.problems).toEqual([]);
  expect(documents).toHaveLength(1);
  const stream = await openStream(graph.endpoint, documents[0]!.text, { variables: made.data.createListener.change });
  const results = [];
  for (let result = await stream.next(); result; result = await stream.next()) results.push(result);
  expect(results.at(-1)).toEqual({
    data: {
      cloudChangeProgressed: {
        state: "SUCCEEDED",
        steps: [{ action: "CreateListener", state: "DONE" }],
        target: { id: expect.any(String), name: "followed", status: "ACTIVE" },
      },
    },
  });
});
