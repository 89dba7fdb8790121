import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { App } from "../../src/app.js";
import { providers } from "../../src/providers/registry.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { accountsWith } from "../support/graph.js";
import { askReplica as ask, type Replicas, startReplicas } from "../support/replicas.js";
import { builtThread } from "./built-thread.js";

/** Two processes' worth of the program on one store, over the same clouds. */
const folder = mkdtempSync(join(tmpdir(), "replicas-"));
let started: Replicas;
let sandbox: Sandbox;
let replicas: readonly [App, App];

beforeAll(async () => {
  const accounts = (clouds: Sandbox) => accountsWith(clouds, {});
  started = await startReplicas(join(folder, "changes.db"), accounts, await builtThread());
  ({ sandbox, replicas } = started);
}, 60_000);
afterAll(async () => {
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => sandbox.reset());

const UPDATE = `mutation ($input: UpdateListenerInput!) {
  updateListener(input: $input) { listener { id name } requestIds problems { code } }
}`;
interface Some {
  readonly id: string;
  readonly urn: string;
  readonly etag: string;
  readonly name: string | null;
}
/** A listener of a cloud that can be given another name. */
async function someListener(cloud: string): Promise<Some> {
  const provider = cloud.toUpperCase().replaceAll("-", "_");
  const { listeners } = await ask(
    replicas[0],
    `{ listeners(first: 200, filter: { providers: [${provider}] }) { nodes { id urn etag name frozen { isFrozen } status } } }`,
  );
  return listeners.nodes.find(
    ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
      status === "ACTIVE" && !frozen?.isFrozen,
  );
}
const clouds = providers.map(({ key }) => key);
const lastChange = async (targetUrn: string) => {
  const { journal } = replicas[0].store;
  const { changes } = await journal.list({ targetUrn, limit: 1 });
  return { change: changes[0]!, calls: (await journal.callsOf([changes[0]!.id])).get(changes[0]!.id) ?? [] };
};

describe("a change", () => {
  it.each(clouds)(
    "on %s is on record with its input, what it found and made, and what was sent for it",
    async (cloud) => {
      const { id, urn, name } = await someListener(cloud);
      const { updateListener } = await ask(replicas[0], UPDATE, { input: { id, name: "recorded" } });
      expect(updateListener.problems).toEqual([]);
      const { change, calls } = await lastChange(urn);
      expect(change).toMatchObject({
        action: "UPDATE_LISTENER",
        state: "SUCCEEDED",
        callerId: "anybody",
        input: { id, name: "recorded" },
        before: { name },
        after: { name: "recorded" },
        problems: [],
      });
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.map(({ state }) => state)).toEqual(calls.map(() => "DONE"));
      expect(calls.map(({ requestId }) => requestId)).toEqual(updateListener.requestIds);
    },
  );

  it.each(clouds)("on %s whose answers are lost is on record as not known, or as it was found", async (cloud) => {
    const { id, urn } = await someListener(cloud);
    sandbox.cloud(cloud).faults.add({ fault: { kind: "drop" }, actions: "^(Modify|Update|PUT)" });
    const { updateListener } = await ask(replicas[0], UPDATE, { input: { id, name: "lost" } });
    const { change, calls } = await lastChange(urn);
    const codes = updateListener.problems.map(({ code }: { code: string }) => code);
    expect(change.problems.map(({ code }) => code)).toEqual(codes);
    const state = codes.includes("OUTCOME_UNKNOWN") ? "OUTCOME_UNKNOWN" : codes.length > 0 ? "FAILED" : "SUCCEEDED";
    expect(change.state).toBe(state);
    expect(calls.length).toBeGreaterThan(0);
  });
});

describe("two processes", () => {
  it.each(clouds)("asked again and again with one idempotency key: %s makes one change", async (cloud) => {
    const provider = cloud.toUpperCase().replaceAll("-", "_");
    const { listenerParents } = await ask(
      replicas[0],
      `{ listenerParents(first: 200, filter: { providers: [${provider}] }) { nodes { id status } } }`,
    );
    const parent = listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
    const port = { fromPort: 19_500 };
    const idempotencyKey = `once-on-${cloud}`;
    const input = { parentId: parent.id, name: "once", protocol: "TCP", portRanges: [port], idempotencyKey };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        ask(
          replicas[index % 2]!,
          `mutation ($input: CreateListenerInput!) {
            createListener(input: $input) { listener { urn } requestIds problems { code message } change { id isReplay } }
          }`,
          { input },
        ),
      ),
    );
    const told = answers.map(({ createListener }) => createListener);
    expect(told.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(told.map(({ listener }) => listener.urn)).size).toBe(1);
    expect(new Set(told.map(({ change }) => change.id)).size).toBe(1);
    expect(new Set(told.map(({ requestIds }) => requestIds.join())).size).toBe(1);
    expect(told.filter(({ change }) => !change.isReplay)).toHaveLength(1);
    const { listeners } = await ask(
      replicas[1],
      "query ($id: ID!) { listeners(first: 200, filter: { parentId: $id }) { nodes { urn portRanges { fromPort } } } }",
      { id: parent.id },
    );
    const made = listeners.nodes.filter(({ portRanges }: { portRanges: object[] }) =>
      portRanges.some((range) => "fromPort" in range && range.fromPort === port.fromPort),
    );
    expect(made).toHaveLength(1);
  });

  it.each(clouds)("with the same ifMatch for a listener of %s: one of them makes its change", async (cloud) => {
    const { id } = await someListener(cloud);
    for (let round = 0; round < 4; round += 1) {
      const { listener } = await ask(replicas[0], "query ($id: ID!) { listener(id: $id) { etag } }", { id });
      const outcomes = await Promise.all(
        replicas.map((app, index) =>
          ask(app, UPDATE, { input: { id, name: `r${round}-${index}`, ifMatch: listener.etag } }),
        ),
      );
      const codes = outcomes.map(({ updateListener }) =>
        updateListener.problems.map(({ code }: { code: string }) => code),
      );
      expect(codes.sort()).toEqual([[], ["PRECONDITION_FAILED"]]);
    }
  });
});
