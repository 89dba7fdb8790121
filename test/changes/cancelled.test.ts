import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANYBODY } from "../../src/access/caller.js";
import { startCall } from "../../src/transport/call.js";
import { systemClock } from "../../src/transport/clock.js";
import { groundOf, newListener } from "../support/change-inputs.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

/** Changes that are taken back while the request that asked for them waits for their turn. */
let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    // A request that waits for its deadline here fails the test.
    config.server.limits.changeDeadlineMs = 600_000;
  });
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

const TOLD = "problems { code message isRetryable } change { id state problems { code } }";
const CREATE_MANY = `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results { listener { name } ${TOLD} } } }`;
const RENAME = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { name } ${TOLD} } }`;
const CANCEL = "mutation ($id: ID!) { cancelCloudChange(input: { id: $id }) { change { state } problems { code } } }";

/** Has the lane of a load balancer to itself until it is let go. */
async function holdingLane(parentUrn: string): Promise<() => Promise<void>> {
  let letGo: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const call = startCall({ requestId: "holds the lane", log: silentLog, timeoutMs: 600_000 });
  const change = {
    ...({ action: "UPDATE_LISTENER", accountId: parentUrn.split(":")[0]!, parentUrn, targetUrn: null } as const),
    ...{ caller: ANYBODY, fingerprint: "", input: {}, requestedAt: systemClock.now() },
  };
  let hasIt: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    hasIt = resolve;
  });
  const work = graph.app.store.journal.run([change], call, async ({ entries: [entry] }) => {
    const sent = await entry!.recorder.sending({ action: "HoldLane", digest: "" });
    hasIt();
    await over;
    sent.answered({ state: "DONE" });
    entry!.end({ state: "SUCCEEDED", after: null, problems: [] });
  });
  await held;
  return async () => {
    letGo();
    await work;
    call.end();
  };
}

/** The changes that wait, as soon as there are so many. */
async function waiting(count: number): Promise<string[]> {
  for (;;) {
    const { data } = await graph.ask("{ cloudChanges(filter: { states: [QUEUED] }) { nodes { id } } }");
    if (data.cloudChanges.nodes.length === count) return data.cloudChanges.nodes.map(({ id }: { id: string }) => id);
  }
}

const cancel = async (id: string) =>
  expect((await graph.ask(CANCEL, { id })).data.cancelCloudChange).toEqual({
    change: { state: "CANCELLED" },
    problems: [],
  });
const CANCELLED = { problems: [{ code: "CANCELLED", isRetryable: false }], change: { state: "CANCELLED" } };

async function place() {
  const ground = await groundOf(graph, "huawei-elb");
  const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { name parent { urn } } }", {
    id: ground.listenerId,
  });
  return { ...ground, name: data.listener.name, parentUrn: data.listener.parent.urn as string };
}

describe("a change that is taken back while its request waits", () => {
  it("is answered at once, and told of once more under its key", async () => {
    const { listenerId, parentUrn, name } = await place();
    const letGo = await holdingLane(parentUrn);
    const input = { id: listenerId, name: "never", idempotencyKey: "taken back" };
    const asked = graph.ask(RENAME, { input });
    const [id] = await waiting(1);
    await cancel(id!);
    const told = (await asked).data.updateListener;
    expect(told).toMatchObject({ ...CANCELLED, listener: null, change: { id, problems: [{ code: "CANCELLED" }] } });
    const again = (await graph.ask(RENAME, { input })).data.updateListener;
    expect(again).toMatchObject({ ...CANCELLED, change: { id } });
    await letGo();
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { name } }", { id: listenerId });
    expect(data.listener.name).toBe(name);
  });

  it.each([0, 1, 2])("leaves those that were to be created with it, be it number %i of three", async (taken) => {
    const { parentUrn } = await place();
    const { data } = await graph.ask("query ($urn: ID!) { listenerParentByUrn(urn: $urn) { id } }", { urn: parentUrn });
    const ground = { ...(await groundOf(graph, "huawei-elb")), parentId: data.listenerParentByUrn.id };
    const letGo = await holdingLane(parentUrn);
    const inputs = [0, 1, 2].map((n) => newListener(ground, `together-${n}`, 19_400 + n));
    const asked = graph.ask(CREATE_MANY, { inputs });
    // Newest first.
    const ids = (await waiting(3)).reverse();
    await cancel(ids[taken]!);
    await letGo();
    const { results } = (await asked).data.createListeners;
    for (const [n, result] of results.entries())
      if (n === taken) expect(result).toMatchObject({ ...CANCELLED, listener: null, change: { id: ids[taken] } });
      else expect(result).toMatchObject({ problems: [], listener: { name: `together-${n}` } });
    const { data: after } = await graph.ask(
      '{ listeners(first: 200, filter: { nameContains: "together-" }) { nodes { name } } cloudChanges(filter: { states: [QUEUED, RUNNING] }) { nodes { id } } }',
    );
    expect(after.listeners.nodes.map(({ name }: { name: string }) => name).sort()).toEqual(
      [0, 1, 2].filter((n) => n !== taken).map((n) => `together-${n}`),
    );
    expect(after.cloudChanges.nodes).toEqual([]);
  });
});
