import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { openStream } from "../server/streams/event-stream.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());

const LISTENERS = `subscription ($filter: ListenerFilter) {
  listenerChanged(filter: $filter) { id name status nativeStatus account { id } }
}`;
const watch = (filter: object | null, query = LISTENERS) =>
  openStream(graph.endpoint, query, { method: "POST", variables: { filter } });

const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id name account { id } parent { id } } problems { code message path } }
}`;
const UPDATE = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { id } problems { code message } } }`;
const DELETE = `mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { deletedListenerId problems { code message } } }`;
const nameOf = (key: string) => key.toUpperCase().replaceAll("-", "_");

async function create(cloud: string, name: string, port: number) {
  const { data } = await graph.ask(
    `{ listenerParents(first: 200, filter: { providers: [${nameOf(cloud)}] }) { nodes { id status } } }`,
  );
  const parent = data.listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
  const input = { parentId: parent.id, name, protocol: "TCP", portRanges: [{ fromPort: port }] };
  const answer = await graph.ask(CREATE, { input });
  expect([answer.errors, answer.data?.createListener.problems]).toEqual([undefined, []]);
  return answer.data.createListener.listener;
}

describe("watching listeners", () => {
  it.each(providers.map(({ key }) => key))(
    "tells of new, changed and gone ones of an account, on %s",
    async (cloud) => {
      const stream = await watch({ providers: [nameOf(cloud)] });
      const { id, account } = await create(cloud, "watched", 19_300);
      expect(await stream.next()).toMatchObject({ data: { listenerChanged: { id, name: "watched", account } } });
      const { data: updated } = await graph.ask(UPDATE, { input: { id, name: "renamed" } });
      expect(updated.updateListener.problems).toEqual([]);
      expect(await stream.next()).toMatchObject({ data: { listenerChanged: { id, name: "renamed" } } });
      const { data: deleted } = await graph.ask(DELETE, { input: { id, cascade: true } });
      expect(deleted.deleteListener.problems).toEqual([]);
      const last = await stream.next();
      expect(last).toMatchObject({ data: { listenerChanged: { id, name: "renamed", status: "DELETING" } } });
      stream.leave();
    },
  );
});
