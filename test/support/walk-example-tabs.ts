import { expect } from "vitest";
import { EXAMPLE_TABS, type ExampleTab } from "../../src/server/explorer/example-tabs.js";

/** The operation's name of a tab, which is the tab's. */
export const tabName = ({ query }: ExampleTab): string => /^(?:query|mutation|subscription) (\w+)/m.exec(query)![1]!;

/** Runs the tab of this name with these variables, and answers the graph's data: of a subscription, that of the first event. */
// Each tab answers in its own shape.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type RunTab = (name: string, variables?: Record<string, unknown>) => Promise<any>;

/** The tab that tells something only when something happens, and never comes to an end. */
export const ENDLESS = "WatchListeners";

const inputOf = (name: string): Record<string, unknown> =>
  EXAMPLE_TABS.find((tab) => tabName(tab) === name)!.variables!.input as Record<string, unknown>;

/** Goes through the explorer's tabs as a first visit does: each id comes from the answer of an earlier one. */
export async function walkExampleTabs(run: RunTab): Promise<void> {
  const used = new Set<string>();
  const tab: RunTab = (name, variables) => {
    used.add(name);
    return run(name, variables);
  };
  const { listeners } = await tab("FindByPort");
  expect(listeners.isComplete).toBe(true);
  const [found] = listeners.nodes;
  const onCall = EXAMPLE_TABS.find((one) => tabName(one) === "AnswersOn")!.variables!;
  const answering = (await tab("AnswersOn", onCall)).listeners;
  expect(answering).toMatchObject({ isComplete: true, nodes: [{ parent: { addresses: [onCall.address] } }] });
  const variablesOf = (name: string) => EXAMPLE_TABS.find((one) => tabName(one) === name)!.variables!;
  const behind = await tab("SendsTrafficTo", variablesOf("SendsTrafficTo"));
  expect(behind.listeners.nodes.length).toBeGreaterThan(0);
  expect(JSON.stringify(behind.listeners.nodes[0].pools)).toContain(`"${variablesOf("SendsTrafficTo").server}"`);
  const { certificate } = variablesOf("UsesCertificate");
  const secured = (await tab("UsesCertificate", { certificate })).listeners.nodes;
  expect(secured.length).toBeGreaterThan(1);
  for (const { tls } of secured) expect(tls.certificateIds).toContain(certificate);
  const aged = (await tab("NotOlderThan", variablesOf("NotOlderThan"))).listeners;
  expect(aged.sources.length).toBeGreaterThan(1);
  for (const { readAt } of [...aged.sources, ...aged.nodes]) expect(Date.parse(readAt)).toBeGreaterThan(0);
  expect((await tab("Inspect", { id: found.id })).listener).toMatchObject({ id: found.id });

  const { listenerParents } = await tab("WhereToOpen");
  const place = listenerParents.nodes.find(
    ({ status, account }: { status: string; account: { id: string; viewerCan: string[] } }) =>
      status === "ACTIVE" && account.id === "tencent-sandbox" && account.viewerCan.includes("CHANGE"),
  );
  const { createListener } = await tab("OpenPort", { input: { ...inputOf("OpenPort"), parentId: place.id } });
  expect(createListener.problems).toEqual([]);
  const { id, pools } = createListener.listener;

  const planning = { ...inputOf("PlanChange"), id };
  const { plan, problems } = (await tab("PlanChange", { input: planning })).updateListener;
  expect(problems).toEqual([]);
  expect(plan).toMatchObject({
    isNoOp: false,
    differences: [{ path: ["name"], before: "explorer-demo", after: "explorer-demo-2" }],
  });
  const before = (await tab("ListenerHistory", { id })).listener;
  expect([before.name, before.changes.nodes.length]).toEqual(["explorer-demo", 1]);

  const applying = { ...inputOf("ApplyChange"), id };
  const applied = (await tab("ApplyChange", { input: applying })).updateListener;
  expect(applied).toMatchObject({
    problems: [],
    listener: { name: "explorer-demo-2" },
    change: { state: "SUCCEEDED" },
  });
  const actions = (steps: { action: string }[]) => steps.map(({ action }) => action);
  expect(actions(applied.change.steps)).toEqual(actions(plan.steps));

  const { cloudChanges } = await tab("History");
  const { listener } = await tab("ListenerHistory", { id });
  for (const { nodes } of [cloudChanges, listener.changes]) {
    expect(nodes.slice(0, 2)).toMatchObject([
      { id: applied.change.id, action: "UPDATE_LISTENER", state: "SUCCEEDED", differences: plan.differences },
      { action: "CREATE_LISTENER", state: "SUCCEEDED", origin: "GRAPH" },
    ]);
  }

  expect(listener.lastChange).toMatchObject({ origin: "GRAPH" });
  const followed = await tab("FollowChange", { id: applied.change.id });
  expect(followed.cloudChangeProgressed).toMatchObject({ id: applied.change.id, state: "SUCCEEDED", target: { id } });

  const members = [{ address: "203.0.113.9", port: 8080 }];
  const { setPoolMembers } = await tab("SetMembers", { input: { poolId: pools.nodes[0].id, members } });
  expect(setPoolMembers).toMatchObject({ problems: [], pool: { members: { nodes: members } } });
  const { deleteListener } = await tab("ClosePort", { input: { ...inputOf("ClosePort"), id, cascade: true } });
  expect(deleteListener).toMatchObject({ problems: [], deletedListenerId: id });
  expect((await tab("CheckHealth")).listeners.isComplete).toBe(true);
  expect([...used, ENDLESS].sort()).toEqual(EXAMPLE_TABS.map(tabName).sort());
}
