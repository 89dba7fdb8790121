import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GraphAnswer, type RunningGraph, startGraph } from "../support/graph.js";
import { blocksOf } from "./page.js";

const PAGE = "docs/schema.md";
const documents = new Map(
  blocksOf(PAGE)
    .filter(({ language }) => language === "graphql")
    .map(({ text }) => {
      const [operation] = parse(text).definitions;
      return [operation?.kind === "OperationDefinition" ? operation.name?.value : undefined, text] as const;
    }),
);
const asked = new Set<string | undefined>();

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph?.stop());

/** Asks what the page asks under this name. @throws AssertionError for errors, and for problems of a change */
async function ask(name: string, variables: Record<string, unknown> = {}): Promise<GraphAnswer["data"]> {
  asked.add(name);
  const { data, errors } = await graph.ask(documents.get(name)!, variables);
  expect({ name, errors }).toEqual({ name, errors: undefined });
  const problems = Object.values(data as Record<string, { problems?: unknown[] } | null>).flatMap(
    (field) => field?.problems ?? [],
  );
  expect({ name, problems }).toEqual({ name, problems: [] });
  return data;
}

describe(PAGE, () => {
  it("opens, plans, changes, fills, looks back at and closes a listener, as it stands on the page", async () => {
    const { listenerParents } = await ask("Accelerators");
    expect(listenerParents.isComplete).toBe(true);
    const parents: { id: string; status: string }[] = listenerParents.nodes;
    const parentId = await firstWithRoom(parents.filter(({ status }) => status === "ACTIVE").map(({ id }) => id));

    const { createListener } = await ask("OpenPorts", { parentId });
    const { id } = createListener.listener;
    const before = (await ask("BehindAListener", { id })).listener;
    expect(before).toMatchObject({ name: "game-eu", pools: { nodes: [] } });

    const planned = (await ask("MovePorts", { id, etag: before.etag, mode: "PLAN" })).updateListener;
    expect(planned).toMatchObject({ plan: { isNoOp: false }, listener: { portRanges: [{ fromPort: 7000 }] } });
    expect(planned.plan.steps.length).toBeGreaterThan(0);
    const moved = (await ask("MovePorts", { id, etag: before.etag, mode: "APPLY" })).updateListener;
    expect(moved).toMatchObject({ plan: null, listener: { portRanges: [{ fromPort: 7100, toPort: 7199 }] } });

    const { pool } = (await ask("OpenPool", { listenerId: id })).createPool;
    const set = (await ask("SetServers", { poolId: pool.id, etag: pool.etag })).setPoolMembers;
    expect(set.pool.members.nodes.map(({ weight }: { weight: number }) => weight).sort()).toEqual([10, 90]);

    const { changes } = (await ask("WhatHappened", { id })).listener;
    expect(changes.nodes.map(({ action, state }: { action: string; state: string }) => `${action} ${state}`)).toEqual([
      "UPDATE_LISTENER SUCCEEDED",
      "CREATE_LISTENER SUCCEEDED",
    ]);
    const { etag } = (await ask("BehindAListener", { id })).listener;
    expect((await ask("CloseIt", { id, etag })).deleteListener.deletedListenerId).toBe(id);
    expect([...documents.keys()].filter((name) => !asked.has(name))).toEqual([]);
  });

  /** The first load balancer or accelerator on which the page's ports are free. */
  async function firstWithRoom(parentIds: readonly string[]): Promise<string> {
    for (const parentId of parentIds) {
      const { freePorts } = await ask("WhereItFits", { parentId });
      const holds = ({ fromPort, toPort }: { fromPort: number; toPort: number }) => fromPort <= 7000 && toPort >= 7199;
      if (freePorts.some(holds)) return parentId;
    }
    throw new Error("No accelerator has the page's ports free.");
  }
});
