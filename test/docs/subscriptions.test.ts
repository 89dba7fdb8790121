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

async function create(name: string, port: number): Promise<{ id: string }> {
  const parents = await graph.ask(
    "{ listenerParents(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id } } }",
  );
  const made = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { change { id } problems { message } } }",
    {
      input: {
        parentId: parents.data.listenerParents.nodes[0].id,
        name,
        protocol: "TCP",
        portRanges: [{ fromPort: port, toPort: port }],
        background: true,
      },
    },
  );
  expect(made.data.createListener.problems).toEqual([]);
  return made.data.createListener.change;
}

it("docs/subscriptions.md follows a change to its end, with what the change has made", async () => {
  const variables = await create("followed", 4_999);
  expect(documents).toHaveLength(2);
  const stream = await openStream(graph.endpoint, documents[0]!.text, { variables });
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

it("docs/subscriptions.md watches for a listener that somebody opens", async () => {
  const variables = { filter: { names: ["awaited"], providers: ["HUAWEI_GA"] } };
  const stream = await openStream(graph.endpoint, documents[1]!.text, { method: "POST", variables });
  await create("awaited", 4_998);
  const event = await stream.next();
  expect(event!.errors).toBeUndefined();
  expect(event!.data).toMatchObject({
    listenerChanged: { name: "awaited", portRanges: [{ fromPort: 4_998, toPort: 4_998 }] },
  });
  stream.leave();
});
