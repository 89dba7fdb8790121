import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChangeState } from "../../src/model/change-enums.js";
import { providers } from "../../src/providers/registry.js";
import type { Database } from "../../src/store/database.js";
import {
  changed,
  type Ground,
  groundOf,
  type Mutation,
  newListener,
  newPool,
  otherChecks,
} from "../support/change-inputs.js";
import type { RunningGraph } from "../support/graph.js";
import { type RecordedGraph, startRecordedGraph } from "../support/recorded-graph.js";

/** Changes whose end nobody knows, looked at again at the cloud. */
let recorded: RecordedGraph;
let graph: RunningGraph;
let database: Database;
beforeAll(async () => {
  recorded = await startRecordedGraph();
  ({ graph, database } = recorded);
}, 60_000);
afterAll(() => recorded?.stop());
beforeEach(() => graph.app.sandbox!.reset());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await graph.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

/** The mutation of each kind of change, and its input; null: the cloud has no such change. */
const KINDS: Readonly<Record<string, (ground: Ground) => object | null | Promise<object | null>>> = {
  updateListener: ({ listenerId: id }) => ({ id, name: "another-name" }),
  setPoolMembers: ({ poolId, members }) => ({ poolId, members: members.slice(1) }),
  createListener: (ground) => newListener(ground),
  updatePool: (ground) => otherChecks(ground),
  createPool: async (ground) => {
    if (!ground.hasExplicitPools) return null;
    return newPool(ground, await listenerMade(ground));
  },
};
const listenerMade = async (ground: Ground): Promise<string> =>
  (await changed(graph, "createListener", newListener(ground), "listener { id }")).listener.id;
const made = async (field: Mutation, input: object): Promise<{ id: string; targetUrn: string }> =>
  (await changed(graph, field, input, "change { id targetUrn }")).change;
const isMissing = async (sort: "listener" | "pool", id: string) => {
  const { data, errors } = await graph.ask(`query ($id: ID!) { it: ${sort}(id: $id) { id } }`, { id });
  expect([data.it, errors?.[0]?.extensions?.code]).toEqual([null, "NOT_FOUND"]);
};

/** Takes away at the cloud what a change has made, by another one. */
async function undone(targetUrn: string): Promise<void> {
  const { data } = await graph.ask("query ($urn: ID!) { poolByUrn(urn: $urn) { id } }", { urn: targetUrn });
  await made("deletePool", { id: data.poolByUrn.id, cascade: true });
}

/** As if nobody had heard how it ended. */
async function lookedAtAgain(id: string) {
  await database.write((tx) =>
    tx
      .updateTable("changes")
      .set({ state: "OUTCOME_UNKNOWN" satisfies ChangeState, target_urn: null })
      .where("id", "=", id)
      .execute(),
  );
  const { recheckCloudChange } = await ask(
    "mutation ($id: ID!) { recheckCloudChange(input: { id: $id }) { problems { code } change { state targetUrn problems { code isRetryable message } } } }",
    { id },
  );
  expect(recheckCloudChange.problems).toEqual([]);
  return recheckCloudChange.change;
}

const READS = /^(Describe|List|Get|Query|Show|GET|POST \/v3\/auth)/;

describe.each(providers.map(({ key }) => key))("on %s", (cloud) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await groundOf(graph, cloud);
  });

  describe.each(Object.entries(KINDS))("%s", (name, inputFor) => {
    const field = name as Mutation;

    it("that the cloud shows was made", async () => {
      const input = await inputFor(ground);
      if (!input) return expect(ground.hasExplicitPools).toBe(false);
      const { id, targetUrn } = await made(field, input);
      graph.forgetCalls();
      expect(await lookedAtAgain(id)).toEqual({ state: "SUCCEEDED", targetUrn, problems: [] });
      const calls = graph.app.sandbox!.cloud(cloud).calls.map(({ action }) => action);
      expect(calls.filter((action) => !READS.test(action))).toEqual([]);
    });

    it("of which the cloud shows nothing was not, and may be tried again", async () => {
      const input = await inputFor(ground);
      if (!input) return expect(ground.hasExplicitPools).toBe(false);
      const { id, targetUrn } = await made(field, input);
      if (field === "createPool") await undone(targetUrn);
      else graph.app.sandbox!.reset();
      expect(await lookedAtAgain(id)).toMatchObject({ state: "FAILED", problems: [{ isRetryable: true }] });
    });
  });

  it("a half-done cascade is resumed", async () => {
    const { listenerId: id } = ground;
    const change = await made("deleteListener", { id, cascade: true });
    // Everything is there again.
    graph.app.sandbox!.reset();
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
    await isMissing("listener", id);
  });

  it("deleteListener that is gone was made", async () => {
    const id = await listenerMade(ground);
    const change = await made("deleteListener", { id });
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
  });

  it("deletePool that is gone was made", async () => {
    if (!ground.hasExplicitPools) return expect(ground.hasExplicitPools).toBe(false);
    const input = newPool(ground, await listenerMade(ground));
    const { pool } = await changed(graph, "createPool", input, "pool { id }");
    const change = await made("deletePool", { id: pool.id, cascade: true });
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
    await isMissing("pool", pool.id);
  });

  it("a half-done deletePool is resumed with all dependents", async () => {
    if (!ground.hasExplicitPools) return expect(ground.hasExplicitPools).toBe(false);
    const { poolId: id } = ground;
    const change = await made("deletePool", { id, cascade: true });
    graph.app.sandbox!.reset();
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
    await isMissing("pool", id);
  });

  it("an update that somebody has changed since is not known to have been made", async () => {
    const { listenerId } = ground;
    const { id } = await made("updateListener", { id: listenerId, name: "another-name" });
    await made("updateListener", { id: listenerId, name: "a-third-name" });
    expect(await lookedAtAgain(id)).toMatchObject({
      state: "OUTCOME_UNKNOWN",
      problems: [{ code: "OUTCOME_UNKNOWN", isRetryable: false }],
    });
  });
});
