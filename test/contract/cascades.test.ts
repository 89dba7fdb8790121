import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/sandbox/faults.js";
import type { RunningCloud } from "../../src/sandbox/running-sandbox.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { type Cascade, cascades, type Deletion, hindered, refusals, type Snapshot } from "./cascades/cases.js";

/**
 * A cascade is refused at each of its requests in turn. Whatever the step, the thing is then either gone with everything,
 * or stands and serves as before; where a cloud's own order of deletion rules that out, the case says at which action,
 * and what the problem tells.
 */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

const WRITES = /^(?!List|Show|Describe|Get|Create(?:Tokens|OS)|KeystoneCreate)/;

const LISTENERS = `query ($provider: CloudProvider!) { listeners(first: 200, filter: { providers: [$provider] }) {
  nodes { id name pools(first: 50) { nodes { id name } } } } }`;
const PICTURE = `name protocol portRanges { fromPort toPort } status pools(first: 50) { nodes { id } }`;
const POOL = `id name protocol algorithm status sessionPersistence { type cookieName timeoutSeconds }
  healthMonitor { enabled protocol port path intervalSeconds timeoutSeconds healthyThreshold unhealthyThreshold }
  members(first: 200) { nodes { address port weight subnetId targetId targetType } }`;
const problems = "problems { __typename code message isRetryable ... on ProviderProblem { completedSteps } }";
const plan = "plan { steps { action description } differences { path before after } warnings }";
const CHANGES = {
  deleteListener: `mutation ($input: DeleteListenerInput!) { change: deleteListener(input: $input) { deleted: deletedListenerId ${problems} ${plan} } }`,
  deletePool: `mutation ($input: DeletePoolInput!) { change: deletePool(input: $input) { deleted: deletedPoolId ${problems} ${plan} } }`,
};

interface Subject {
  readonly listenerId: string;
  readonly poolIds: readonly string[];
}

interface Picture {
  readonly listener: object | null;
  readonly pools: readonly (object | null)[];
  readonly native: unknown;
}

const cloudOf = ({ cloud }: Deletion): RunningCloud => graph.app.sandbox!.cloud(cloud);
const snapshotOf = (one: Deletion) => cloudOf(one).emulator.snapshot() as Snapshot;

async function subjectOf({ cloud, listener, pool }: Deletion): Promise<Subject> {
  const provider = cloud.toUpperCase().replaceAll("-", "_");
  const { data } = await graph.ask(LISTENERS, { provider });
  const found = data.listeners.nodes.find(({ name }: { name: string }) => name === listener);
  const pools = found.pools.nodes.filter(({ name }: { name: string }) => pool === undefined || name === pool);
  return { listenerId: found.id, poolIds: pools.map(({ id }: { id: string }) => id) };
}

async function pictureOf(one: Deletion & Pick<Cascade, "native">, { listenerId, poolIds }: Subject): Promise<Picture> {
  const pools = poolIds.map((id, index) => `pool${index}: pool(id: ${JSON.stringify(id)}) { ${POOL} }`);
  const { data, errors } = await graph.ask(`query ($id: ID!) { listener(id: $id) { ${PICTURE} } ${pools.join(" ")} }`, {
    id: listenerId,
  });
  expect(errors?.filter(({ extensions }) => extensions?.code !== "NOT_FOUND") ?? []).toEqual([]);
  const shown = poolIds.map((_, index) => data[`pool${index}`]);
  for (const pool of shown) pool?.members.nodes.sort(byText);
  return { listener: data.listener, pools: shown, native: [...(one.native?.(snapshotOf(one)) ?? [])].sort(byText) };
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

const writesOf = (one: Deletion): string[] =>
  cloudOf(one)
    .calls.map(({ action }) => action)
    .filter((action) => WRITES.test(action));

interface Start {
  readonly subject: Subject;
  readonly before: Picture;
}
/** Ids are the same after every reset. */
const starts = new Map<Deletion, Start>();

/** The subject as it is at first, in a sandbox that was begun anew. */
async function begun(one: Deletion): Promise<Start> {
  const patch = one.seed?.(snapshotOf(one));
  if (patch) cloudOf(one).faults.add({ fault: { kind: "edit", of: "state", patch }, times: 1 });
  const start = starts.get(one) ?? (await lookedAt(one));
  starts.set(one, start);
  if (patch && cloudOf(one).faults.list().length > 0) await pictureOf(one, start.subject);
  cloudOf(one).clearCalls();
  return start;
}

async function lookedAt(one: Deletion): Promise<Start> {
  const subject = await subjectOf(one);
  return { subject, before: await pictureOf(one, subject) };
}

async function change(one: Deletion, { listenerId, poolIds }: Subject, mode = "APPLY") {
  const id = one.change === "deleteListener" ? listenerId : poolIds[0];
  const { data } = await graph.ask(CHANGES[one.change], { input: { id, cascade: true, mode } });
  return data.change;
}

function refuse(one: Deletion, action: string, when: Pick<FaultRule, "after" | "times">): void {
  const { status, body } = refusals[one.cloud]!;
  const fault = { kind: "respond", status, body: JSON.stringify(body) } as const;
  cloudOf(one).faults.add({ fault, actions: `^${action}$`, ...when });
}

/** How many of its namesakes are before each. */
const numbered = (actions: readonly string[]) =>
  actions
    .map((action, index) => ({ action, after: actions.slice(0, index).filter((other) => other === action).length }))
    // Of many alike, the first and the last will do.
    .filter(({ action, after }) => after === 0 || after === actions.filter((other) => other === action).length - 1);

const titled = cascades.map((one) => [`${one.cloud}: ${one.change} of ${one.pool ?? one.listener}`, one] as const);

describe.each(titled)("%s", (_title, one) => {
  const isGone = ({ listener, pools }: Picture) =>
    (one.change === "deletePool" || listener === null) && pools.every((pool) => pool === null);

  it("deletes everything when nothing prevents it", async () => {
    const { subject, before } = await begun(one);
    expect(isGone(before)).toBe(false);
    const planned = await change(one, subject, "PLAN");
    expect(planned).toMatchObject({ deleted: null, problems: [] });
    expect(writesOf(one)).toEqual([]);
    expect(planned.plan.steps.map(({ action }: { action: string }) => action).sort()).toEqual([...one.steps].sort());
    expect(planned.plan.differences).toContainEqual({ path: ["name"], before: expect.any(String), after: null });
    expect(planned.plan.warnings).toEqual(one.warnings ?? []);
    const { deleted, problems } = await change(one, subject);
    expect(problems).toEqual([]);
    expect(deleted).not.toBeNull();
    expect(isGone(await pictureOf(one, subject))).toBe(true);
    // What needs no order is done at once.
    expect([...writesOf(one)].sort()).toEqual([...one.steps].sort());
    expect(writesOf(one).at(-1)).toBe(one.steps.at(-1));
  });

  it.each(numbered(one.steps))("refused at $action number $after", async ({ action, after }) => {
    const { subject, before } = await begun(one);
    refuse(one, action, { after, times: 1 });
    const { deleted, problems } = await change(one, subject);
    expect(cloudOf(one).faults.list()).toEqual([]);
    const accepted = writesOf(one);
    accepted.splice(accepted.map((name, at) => (name === action ? at : -1)).filter((at) => at >= 0)[after]!, 1);
    if (one.harmless?.includes(action)) {
      expect(problems).toEqual([]);
      expect(isGone(await pictureOf(one, subject))).toBe(true);
      return;
    }
    expect(deleted).toBeNull();
    expect(problems).toMatchObject([{ code: "FORBIDDEN", isRetryable: false }]);
    expect(problems[0].completedSteps).toEqual([...new Set(accepted)]);

    const picture = await pictureOf(one, subject);
    const lasting = one.lasting?.[action];
    if (!lasting) {
      expect(picture).toEqual(before);
      if (accepted.length > 0) expect(problems[0].message).toMatch(/ is as before\. Restored: /);
      return;
    }
    expect(problems[0].message).toMatch(lasting);
    expect(picture).not.toEqual(before);
    // What still stands beside a listener that stands serves as before.
    if (picture.listener !== null && one.change === "deleteListener")
      for (const [index, pool] of picture.pools.entries()) if (pool !== null) expect(pool).toEqual(before.pools[index]);
  });
});

const reasons = hindered.map((one) => [`${one.cloud}: ${one.change} when ${one.why}`, one] as const);

it.each(reasons)("%s is refused before anything is deleted", async (_title, one) => {
  const { subject, before } = await begun(one);
  if (one.unreadable !== undefined) refuse(one, one.unreadable, {});
  const { deleted, problems } = await change(one, subject);
  expect(problems).toMatchObject([{ code: one.code, message: expect.stringMatching(one.message) }]);
  expect(problems[0].completedSteps).toEqual([]);
  expect(deleted).toBeNull();
  expect(writesOf(one)).toEqual([]);
  cloudOf(one).faults.clear();
  expect(await pictureOf(one, subject)).toEqual(before);
});
