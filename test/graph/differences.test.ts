import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import {
  changed,
  type Ground,
  groundOf,
  type Mutation,
  newListener,
  newPool,
  otherChecks,
} from "../support/change-inputs.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** What a change makes otherwise: told by its plan, then by its record, and then by the thing itself. */
let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}
type Shown = Readonly<Record<string, unknown>> | null;

const MONITOR = "healthMonitor { enabled protocol port path intervalSeconds timeoutSeconds healthyThreshold }";
const MEMBERS = "members(first: 200) { nodes { address port weight targetId targetType subnetId } }";
const SHOWN = {
  listener:
    "name description protocol portRanges { fromPort toPort } clientAffinity algorithm timeouts { idleSeconds requestSeconds }",
  pool: `name description protocol algorithm region trafficPercentage ${MONITOR} ${MEMBERS}`,
};
const AFTERWARDS = "change { differences { path before after } state targetUrn }";

async function shown(sort: keyof typeof SHOWN, id: string): Promise<Shown> {
  const { data } = await graph.ask(`query ($id: ID!) { it: ${sort}(id: $id) { ${SHOWN[sort]} } }`, { id });
  return data.it;
}
async function byUrn(sort: keyof typeof SHOWN, urn: string): Promise<Shown> {
  const { data } = await graph.ask(`query ($urn: ID!) { it: ${sort}ByUrn(urn: $urn) { ${SHOWN[sort]} } }`, { urn });
  return data.it;
}

/** What stands at a path, as far as differences tell it: lists in any order, members by the fields that are told. */
function valueAt(thing: Shown, path: readonly string[], like: unknown): unknown {
  const found = path.reduce<unknown>((held, name) => (held as Shown)?.[name] ?? null, thing);
  if (path.join() !== "members") return found;
  const names = Object.keys((like as object[] | null)?.[0] ?? {});
  const { nodes } = found as { nodes: Record<string, unknown>[] };
  const told = nodes.map((node) => Object.fromEntries(names.map((name) => [name, node[name]])));
  return told.length === 0 ? null : inOrder(told);
}
const inOrder = (value: unknown): unknown =>
  Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;

/** Plans a change, makes it, and holds what both told against the thing. */
async function held(field: Mutation, input: object, before: Shown): Promise<Difference[]> {
  const sort = /Listener$/.test(field) ? "listener" : "pool";
  const { plan } = await changed(
    graph,
    field,
    { ...input, mode: "PLAN" },
    "plan { differences { path before after } }",
  );
  const { change } = await changed(graph, field, input, AFTERWARDS);
  expect(change.state).toBe("SUCCEEDED");
  expect(change.differences).toEqual(plan.differences);
  const after = field.startsWith("delete") ? null : await byUrn(sort, change.targetUrn);
  expect(after === null).toBe(field.startsWith("delete"));
  for (const difference of plan.differences as Difference[]) {
    const { path, before: was, after: is } = difference;
    // Each cloud has its own; only what is deleted has some here.
    if (path[0] === "settings") continue;
    expect([path, inOrder(was)]).toEqual([path, before && valueAt(before, path, was)]);
    // What a cloud counts of a listener's checks stands with its pool.
    expect([path, inOrder(is)]).toEqual([path, after && valueAt(after, path, is)]);
  }
  return plan.differences;
}
const pathsOf = (differences: readonly Difference[]) => differences.map(({ path }) => path.join("."));

describe.each(providers.map(({ key }) => key))("on %s the differences are those of the plan, and true, of", (cloud) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await groundOf(graph, cloud);
  });

  it("a listener that is created, given another name, and deleted", async () => {
    const created = await held("createListener", newListener(ground), null);
    expect(pathsOf(created)).toEqual(["name", "protocol", "portRanges"]);
    const { data } = await graph.ask(
      'query { listeners(first: 1, filter: { nameContains: "looked-for" }) { nodes { id } } }',
    );
    const [{ id }] = data.listeners.nodes;
    const renamed = await held("updateListener", { id, name: "renamed" }, await shown("listener", id));
    expect(renamed).toEqual([{ path: ["name"], before: "looked-for", after: "renamed" }]);
    const deleted = await held("deleteListener", { id, cascade: true }, await shown("listener", id));
    expect(pathsOf(deleted)).toEqual(expect.arrayContaining(["name", "protocol", "portRanges"]));
  });

  it("the checks of a pool", async () => {
    const { poolId, intervalSeconds } = ground;
    const told = await held("updatePool", otherChecks(ground), await shown("pool", poolId));
    expect(told).toEqual([
      { path: ["healthMonitor", "intervalSeconds"], before: intervalSeconds, after: intervalSeconds + 1 },
    ]);
  });

  it("the members of a pool", async () => {
    const { poolId, members } = ground;
    const fewer = await held("setPoolMembers", { poolId, members: members.slice(1) }, await shown("pool", poolId));
    expect(pathsOf(fewer)).toEqual(["members"]);
    const again = await held("setPoolMembers", { poolId, members }, await shown("pool", poolId));
    expect(pathsOf(again)).toEqual(["members"]);
    expect(await held("setPoolMembers", { poolId, members }, await shown("pool", poolId))).toEqual([]);
  });

  it("a pool that is created and deleted, where pools are things of their own", async () => {
    if (!ground.hasExplicitPools) return expect(ground.hasExplicitPools).toBe(false);
    const { listener } = await changed(graph, "createListener", newListener(ground), "listener { id }");
    const input = newPool(ground, listener.id);
    const created = await held("createPool", input, null);
    expect(pathsOf(created)).toEqual(Object.keys(input).filter((name) => name !== "listenerId"));
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { pools { nodes { id } } } }", listener);
    const [{ id }] = data.listener.pools.nodes;
    const deleted = await held("deletePool", { id, cascade: true }, await shown("pool", id));
    expect(pathsOf(deleted)).toContain("name");
  });
});
