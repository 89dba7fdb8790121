import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANYBODY } from "../../src/access/caller.js";
import { providers } from "../../src/providers/registry.js";
import { openStore } from "../../src/store/open-store.js";
import { startCall } from "../../src/transport/call.js";
import { systemClock } from "../../src/transport/clock.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

/** Requests have a second for changes: what takes longer has to be made in the background. */
const REQUEST_MS = 1_000;
const folder = mkdtempSync(join(tmpdir(), "background-"));
const file = join(folder, "changes.db");
let graph: RunningGraph;
/** A change that a process has left in the store that ended before anything was sent. */
let left: { readonly id: string };
beforeAll(async () => {
  const retention = { keepDays: 90, keepKeyDays: 7 };
  const timing = { takeOverAfterMs: 500, maxQueued: 5 };
  const store = await openStore({
    place: file,
    thread: null,
    clock: systemClock,
    log: silentLog,
    retention,
    ...timing,
  });
  store.journal.resumeBy(() => new Promise(() => undefined));
  left = await store.journal.enqueue({
    action: "UPDATE_LISTENER",
    accountId: "no-account",
    parentUrn: "no-account:load-balancer:1",
    targetUrn: null,
    caller: ANYBODY,
    fingerprint: "",
    input: { id: "bm8" },
    requestedAt: systemClock.now(),
  });
  await store.close();
  graph = await startGraph((config) => {
    config.store = file;
    config.inventory.enabled = false;
    config.changes.takeOverAfterMs = 500;
    config.server.limits.changeDeadlineMs = REQUEST_MS;
  });
});
afterAll(async () => {
  await graph.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The change at its end, as whoever follows it sees it. */
async function ended(id: string) {
  const call = startCall({ requestId: "follow", log: silentLog, timeoutMs: 60_000 });
  await graph.app.store.journal.ended(id, call).finally(() => call.end());
  const { data, errors } = await graph.ask(
    `query ($id: ID!) { cloudChange(id: $id) {
      state startedAt finishedAt problems { code message path } steps { action state } differences { path after }
      target { ... on Listener { id name } ... on Pool { id name } }
    } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  return data.cloudChange;
}

const OUTCOME = "requestIds problems { code message path } change { id state isReplay startedAt }";
async function change(field: string, object: string, input: object) {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${object} ${OUTCOME} } }`;
  const { data, errors } = await graph.ask(query, { input: { ...input, background: true } });
  expect(errors).toBeUndefined();
  return data[field];
}
const queued = (answer: { change: object }) =>
  expect(answer).toMatchObject({ problems: [], requestIds: [], change: { isReplay: false } });

async function someParent(cloud: string) {
  const provider = cloud.toUpperCase().replaceAll("-", "_");
  const { data } = await graph.ask(
    `{ listenerParents(first: 200, filter: { providers: [${provider}] }) { nodes { id status account { id } } } }`,
  );
  return data.listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
}

describe("in the background", () => {
  it.each(providers.map(({ key }) => key))(
    "listeners of %s are created, changed and deleted, each followed to its end",
    async (cloud) => {
      const parent = await someParent(cloud);
      const input = { parentId: parent.id, name: "later", protocol: "TCP", portRanges: [{ fromPort: 19_700 }] };
      const created = await change("createListener", "listener { id }", input);
      queued(created);
      expect(created).toMatchObject({ listener: null, change: { state: "QUEUED" } });
      const { state, target, problems, steps } = await ended(created.change.id);
      expect({ state, problems }).toEqual({ state: "SUCCEEDED", problems: [] });
      expect(steps.length).toBeGreaterThan(0);
      expect(target.name).toBe("later");

      const updated = await change("updateListener", "listener { id }", { id: target.id, name: "changed" });
      queued(updated);
      expect(await ended(updated.change.id)).toMatchObject({
        state: "SUCCEEDED",
        differences: [{ path: ["name"], after: "changed" }],
      });
      const deleted = await change("deleteListener", "deletedListenerId", { id: target.id, cascade: true });
      queued(deleted);
      expect(deleted.deletedListenerId).toBeNull();
      expect(await ended(deleted.change.id)).toMatchObject({ state: "SUCCEEDED", target: null });
    },
  );

  it("more members are set than any request has the time for", async () => {
    const parent = await someParent("huawei-elb");
    const created = await change("createPool", "pool { id }", {
      parentId: parent.id,
      name: "many",
      protocol: "TCP",
      algorithm: "ROUND_ROBIN",
    });
    queued(created);
    const { target: pool } = await ended(created.change.id);
    const members = Array.from({ length: 30 }, (_, index) => ({ address: `10.1.0.${index + 1}`, port: 80 }));
    graph.app.sandbox!.cloud("huawei-elb").faults.add({ fault: { kind: "latency", ms: 60 }, actions: "members" });
    const answer = await change("setPoolMembers", "pool { id }", { poolId: pool.id, members });
    queued(answer);
    const { state, steps, problems, startedAt, finishedAt } = await ended(answer.change.id);
    expect({ state, problems }).toEqual({ state: "SUCCEEDED", problems: [] });
    expect(steps.length).toBe(30);
    expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeGreaterThan(REQUEST_MS);
    graph.app.sandbox!.cloud("huawei-elb").faults.clear();
    const deleted = await change("deletePool", "deletedPoolId", { id: pool.id, cascade: true });
    expect(await ended(deleted.change.id)).toMatchObject({ state: "SUCCEEDED" });
  });

  it("reports broken rules, missing objects and stale reads at once, and does not record them", async () => {
    const parent = await someParent("huawei-elb");
    const input = { parentId: parent.id, name: "x".repeat(2_000), protocol: "TCP", portRanges: [] };
    const refused = await change("createListener", "listener { id }", input);
    expect(refused.change).toBeNull();
    expect(refused.problems.map(({ path }: { path: string[] }) => path[1]).sort()).toEqual(["name", "portRanges"]);
    const { data } = await graph.ask("{ listeners(first: 1) { nodes { id } } }");
    const stale = await change("updateListener", "listener { id }", {
      id: data.listeners.nodes[0].id,
      ifMatch: "no",
      name: "renamed",
    });
    expect(stale).toMatchObject({ change: null, problems: [{ code: "PRECONDITION_FAILED" }] });
  });

  it("a change is joined by its key without waiting for its end, and taken back while it waits", async () => {
    const cloud = graph.app.sandbox!.cloud("alibaba-ga");
    const parent = await someParent("alibaba-ga");
    const wanted = (fromPort: number) => ({
      ...{ parentId: parent.id, name: "waits", protocol: "TCP", portRanges: [{ fromPort }] },
    });
    cloud.faults.add({ fault: { kind: "latency", ms: 3_000 }, actions: "^CreateListener$" });
    await change("createListener", "listener { id }", wanted(19_801));
    const waiting = { ...wanted(19_802), idempotencyKey: "waits" };
    const behind = await change("createListener", "listener { id }", waiting);
    expect(behind.change.state).toBe("QUEUED");
    const again = await change("createListener", "listener { id }", waiting);
    expect(again.change).toMatchObject({ id: behind.change.id, isReplay: true });
    const cancel =
      "mutation ($id: ID!) { cancelCloudChange(input: { id: $id }) { change { state } problems { code } } }";
    const { data } = await graph.ask(cancel, { id: behind.change.id });
    expect(data.cancelCloudChange).toEqual({ change: { state: "CANCELLED" }, problems: [] });
    expect(await ended(behind.change.id)).toMatchObject({ state: "CANCELLED", steps: [], startedAt: null });
    graph.app.sandbox!.reset();
  });

  it("the next process resumes what another one left, and records why it cannot be made", async () => {
    expect(
      await graph.app.store.journal.ended(
        left.id,
        startCall({ requestId: "follow", log: silentLog, timeoutMs: 30_000 }),
      ),
    ).toMatchObject({
      state: "FAILED",
      problems: [{ code: "INVALID_INPUT", path: ["input", "id"] }],
    });
  });
});

describe("waitUntilGone", () => {
  it("answers a delete when nothing is there any more", async () => {
    const parent = await someParent("alibaba-ga");
    const input = { parentId: parent.id, name: "short", protocol: "TCP", portRanges: [{ fromPort: 19_900 }] };
    const { change: made } = await change("createListener", "listener { id }", input);
    const { target } = await ended(made.id);
    const query = `mutation ($id: ID!) { deleteListener(input: { id: $id, waitUntilGone: true }) { deletedListenerId problems { code } } }`;
    const { data } = await graph.ask(query, { id: target.id });
    expect(data.deleteListener).toEqual({ deletedListenerId: target.id, problems: [] });
    const { errors } = await graph.ask("query ($id: ID!) { listener(id: $id) { id } }", { id: target.id });
    expect(errors?.[0]?.extensions?.code).toBe("NOT_FOUND");
  });
});
