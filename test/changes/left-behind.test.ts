import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChangeState, ChangeStepState } from "../../src/model/change-enums.js";
import { providers } from "../../src/providers/registry.js";
import type { RunningJournal } from "../../src/store/create-journal.js";
import type { Database } from "../../src/store/database.js";
import type { Journal } from "../../src/store/journal.js";
import { startCall } from "../../src/transport/call.js";
import { changed, type Ground, groundOf, type Mutation, newListener, otherChecks } from "../support/change-inputs.js";
import type { RunningGraph } from "../support/graph.js";
import { type RecordedGraph, startRecordedGraph } from "../support/recorded-graph.js";
import { silentLog } from "../support/silent-log.js";

/** Changes in the background whose process ended before they did: the next one resumes them. */
let recorded: RecordedGraph;
let graph: RunningGraph;
let database: Database;
beforeAll(async () => {
  recorded = await startRecordedGraph();
  ({ graph, database } = recorded);
}, 60_000);
afterAll(() => recorded?.stop());
beforeEach(() => graph.app.sandbox!.reset());

const made = async (field: Mutation, input: object): Promise<string> =>
  (await changed(graph, field, input, "change { id }")).change.id;

/**
 * As if its process had ended right before it received the outcome of the change's last request.
 * @param last what is recorded of that request @param epoch how often processes have begun with the change
 */
async function left(id: string, { last: state = "SENT", epoch = 1 }: { last?: ChangeStepState; epoch?: number } = {}) {
  const open = {
    state: "RUNNING" satisfies ChangeState as ChangeState,
    epoch,
    is_background: 1,
    holder: null,
    finished_at: null,
  };
  const unanswered = { state, finished_at: null };
  const [last] = (await stepsOf(id)).slice(-1);
  await database.write((tx) =>
    tx.updateTable("calls").set(unanswered).where("change_id", "=", id).where("n", "=", last!.n).execute(),
  );
  await database.write((tx) =>
    tx
      .updateTable("changes")
      .set((eb) => ({ ...open, after: null, lane: eb.ref("parent_urn"), lease_until: null, settled_at: null }))
      .where("id", "=", id)
      .execute(),
  );
  // Not to wait for the next regular look.
  void (graph.app.store.journal as Journal & Pick<RunningJournal, "sweep">).sweep();
  const call = startCall({ requestId: "follows", log: silentLog, timeoutMs: 60_000 });
  const ended = (await graph.app.store.journal.ended(id, call))!;
  call.end();
  return { state: ended.state, problems: ended.problems };
}
const stepsOf = async (id: string) =>
  database.read((db) => db.selectFrom("calls").selectAll().where("change_id", "=", id).orderBy("n").execute());

describe.each(providers.map(({ key }) => key))("on %s", (cloud) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await groundOf(graph, cloud);
  });
  const shown = async (selection: string, sort: "listener" | "pool", id: string) =>
    (await graph.ask(`query ($id: ID!) { it: ${sort}(id: $id) { ${selection} } }`, { id })).data.it;
  const addresses = async () => {
    const { members } = await shown("members(first: 200) { nodes { address port targetId } }", "pool", ground.poolId);
    return members.nodes.map(
      ({ address, port, targetId }: Record<string, unknown>) => `${address} ${port} ${targetId}`,
    );
  };

  it.each<[Mutation, (there: Ground) => object]>([
    ["createListener", newListener],
    ["updateListener", ({ listenerId: id }) => ({ id, name: "another-name" })],
    ["updatePool", otherChecks],
    ["deleteListener", ({ listenerId: id }) => ({ id, cascade: true })],
  ])("%s that the cloud shows nothing of is made, once", async (field, inputFor) => {
    const id = await made(field, inputFor(ground));
    const before = await stepsOf(id);
    graph.app.sandbox!.reset();
    expect(await left(id)).toEqual({ state: "SUCCEEDED", problems: [] });
    const again = (await stepsOf(id)).slice(before.length);
    const actionsOf = (steps: typeof before) => steps.map(({ action }) => action).sort();
    expect(actionsOf(again)).toEqual(actionsOf(before));
    // Only what is created twice is there twice: clouds know it by its token.
    const isSame = again.at(-1)!.token === before.at(-1)!.token;
    expect(isSame).toBe(field === "createListener");
    // All is there: nothing is sent for it any more.
    expect(await left(id)).toEqual({ state: "SUCCEEDED", problems: [] });
    expect(await stepsOf(id)).toHaveLength(before.length * 2);
  });

  it("createListener that the cloud has accepted and shows nothing of is not made a second time", async () => {
    const id = await made("createListener", newListener(ground));
    const before = await stepsOf(id);
    graph.app.sandbox!.reset();
    expect((await left(id, { last: "DONE" })).state).not.toBe("SUCCEEDED");
    expect(await stepsOf(id)).toHaveLength(before.length);
  });

  it("a change that was left six times is not made again", async () => {
    const id = await made("createListener", newListener(ground));
    const before = await stepsOf(id);
    graph.app.sandbox!.reset();
    expect(await left(id, { epoch: 6 })).toMatchObject({ state: "FAILED" });
    expect(await stepsOf(id)).toHaveLength(before.length);
  });

  it("a set of members that is half there is completed", async () => {
    const { poolId, members } = ground;
    const [first, second] = members;
    await made("setPoolMembers", { poolId, members: [first] });
    const id = await made("setPoolMembers", { poolId, members: [second] });
    const wanted = await addresses();
    await made("setPoolMembers", { poolId, members: [first, second] });
    expect(await left(id)).toEqual({ state: "SUCCEEDED", problems: [] });
    expect(await addresses()).toEqual(wanted);
  });

  it("a set of members among which is one of somebody else's is left alone", async () => {
    const { poolId, members } = ground;
    const [first, second, third] = members;
    await made("setPoolMembers", { poolId, members: [first] });
    const id = await made("setPoolMembers", { poolId, members: [second] });
    await made("setPoolMembers", { poolId, members: [second, third] });
    const there = await addresses();
    expect(await left(id)).toMatchObject({ state: "OUTCOME_UNKNOWN" });
    expect(await addresses()).toEqual(there);
  });

  it("an update of which a part is there is completed", async () => {
    const { poolId, unsupportedPoolFields, intervalSeconds } = ground;
    const canBeNamed = !unsupportedPoolFields.includes("name");
    if (!canBeNamed) return expect(canBeNamed).toBe(false);
    const { name } = await shown("name", "pool", poolId);
    const id = await made("updatePool", { ...otherChecks(ground), name: "half-done" });
    await made("updatePool", { id: poolId, name });
    expect(await left(id)).toEqual({ state: "SUCCEEDED", problems: [] });
    expect(await shown("name healthMonitor { intervalSeconds }", "pool", poolId)).toEqual({
      name: "half-done",
      healthMonitor: { intervalSeconds: intervalSeconds + 1 },
    });
  });
});
