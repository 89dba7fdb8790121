import { afterEach, describe, expect, it } from "vitest";
import { startApp } from "../../src/app.js";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { AppConfig } from "../../src/config/app-config.js";
import { Secret } from "../../src/config/secret.js";
import { parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import { createLog } from "../../src/server/log.js";

const ACCOUNT = "huawei-ga-sandbox";
const PLAIN = "elb-sandbox";
const urnAt = (id: string) => urnOf(parseGlobalId(id)!);

let stop = async () => {};
afterEach(() => stop());

async function start(recordDenied: boolean) {
  const config = new AppConfig();
  Object.assign(config.server, { port: 0, logLevel: "info" });
  Object.assign(config.sandbox, { portBase: 0, pace: 0 });
  const grant = (fields: Partial<GrantConfig>): GrantConfig => Object.assign(new GrantConfig(), fields);
  config.server.access = Object.assign(new AccessConfig(), {
    recordDenied,
    tokens: ["robot", "other", "auditor"].map((name) =>
      Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) }),
    ),
    grants: [
      grant({ callers: ["*"], actions: ["read"] }),
      grant({ callers: ["robot"], accounts: [ACCOUNT], actions: ["change"], ports: ["8000-8099"] }),
      grant({ callers: ["auditor"], accounts: [ACCOUNT, PLAIN], actions: ["audit"] }),
    ],
  });
  let lines = "";
  const app = await startApp({ config, log: createLog(config.server, { write: (line: string) => (lines += line) }) });
  stop = () => app.stop();
  return {
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
    async ask(caller: string, query: string, variables: object = {}): Promise<any> {
      const response = await fetch(`${app.server.origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${caller}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      expect(errors).toBeUndefined();
      return data;
    },
    audited: () =>
      lines
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ audit }) => audit !== undefined),
  };
}
type Started = Awaited<ReturnType<typeof start>>;

const HISTORY = `{ cloudChanges(first: 50) { nodes {
  action state account { id } caller { id } targetUrn startedAt finishedAt idempotencyKey steps { action }
  parent { id } problems { code message path }
} } }`;
const CREATE =
  "mutation ($input: CreateListenerInput!) { createListener(input: $input) { change { id } problems { code } } }";
const DELETE = "mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { problems { code } } }";
const UPDATE = "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { code } } }";

/** What the robot tries and may not, oldest first. */
async function attempts({ ask }: Started) {
  const { listeners, listenerParents } = await ask(
    "robot",
    `{
      listeners(first: 200) { nodes { id account { id } portRanges { fromPort } } }
      listenerParents(first: 200) { nodes { id account { id } } }
    }`,
  );
  const of = (list: { nodes: { id: string; account: { id: string } }[] }, id: string) =>
    list.nodes.find(({ account }) => account.id === id)!.id;
  const parent = of(listenerParents, ACCOUNT);
  const foreign = of(listenerParents, PLAIN);
  const listener = of(listeners, ACCOUNT);
  const create = (parentId: string, more: object = {}) =>
    ask("robot", CREATE, { input: { parentId, protocol: "TCP", portRanges: [{ fromPort: 22 }], ...more } });
  const denied = [{ code: "ACCESS_DENIED" }];
  expect((await create(foreign, { idempotencyKey: "again" })).createListener).toEqual({
    change: null,
    problems: denied,
  });
  expect((await create(parent)).createListener.problems).toEqual(denied);
  expect((await ask("robot", DELETE, { input: { id: listener } })).deleteListener.problems).toEqual(denied);
  expect((await ask("robot", UPDATE, { input: { id: listener, name: "x" } })).updateListener.problems).toEqual(denied);
  expect((await create(foreign, { mode: "PLAN" })).createListener.problems).toEqual(denied);
  return { parent, foreign, listener };
}

describe("a change that is refused because a right is missing", () => {
  it("is in the history of those who may audit, where that is configured", async () => {
    const graph = await start(true);
    const { parent, foreign, listener } = await attempts(graph);
    const { cloudChanges } = await graph.ask("auditor", HISTORY);
    const common = {
      state: "FAILED",
      caller: { id: "robot" },
      startedAt: null,
      finishedAt: expect.any(String),
      idempotencyKey: null,
      steps: [],
      problems: [expect.objectContaining({ code: "ACCESS_DENIED", path: ["input", expect.any(String)] })],
    };
    expect(cloudChanges.nodes).toEqual([
      {
        ...common,
        action: "UPDATE_LISTENER",
        account: { id: ACCOUNT },
        targetUrn: urnAt(listener),
        parent: expect.anything(),
      },
      { ...common, action: "DELETE_LISTENER", account: { id: ACCOUNT }, targetUrn: urnAt(listener), parent: null },
      { ...common, action: "CREATE_LISTENER", account: { id: ACCOUNT }, targetUrn: null, parent: { id: parent } },
      { ...common, action: "CREATE_LISTENER", account: { id: PLAIN }, targetUrn: null, parent: { id: foreign } },
    ]);
    // Plans are in the log alone.
    expect(graph.audited().map(({ action }) => action)).toEqual(["change", "change", "delete", "change", "plan"]);
    const others = await graph.ask("other", HISTORY);
    expect(others.cloudChanges.nodes).toEqual([]);
  });

  it("is in the audit log alone unless that is configured", async () => {
    const graph = await start(false);
    await attempts(graph);
    expect(graph.audited()).toHaveLength(5);
    expect((await graph.ask("auditor", HISTORY)).cloudChanges.nodes).toEqual([]);
  });

  it("is in the audit log as well when it would take back or look at somebody else's change", async () => {
    const graph = await start(false);
    const { listenerParents } = await graph.ask(
      "robot",
      "{ listenerParents(first: 200) { nodes { id account { id } status } } }",
    );
    const { id: parentId } = listenerParents.nodes.find(
      ({ account, status }: { account: { id: string }; status: string }) =>
        account.id === ACCOUNT && status === "ACTIVE",
    );
    const input = { parentId, name: "own", protocol: "TCP", portRanges: [{ fromPort: 8042 }] };
    const { createListener } = await graph.ask("robot", CREATE, { input });
    expect(createListener.problems).toEqual([]);
    for (const field of ["cancelCloudChange", "recheckCloudChange"]) {
      const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
      const data = await graph.ask(
        "auditor",
        `mutation ($input: ${type}!) { ${field}(input: $input) { problems { code } } }`,
        { input: { id: createListener.change.id } },
      );
      expect(data[field].problems).toEqual([{ code: "ACCESS_DENIED" }]);
    }
    expect(graph.audited()).toEqual([
      expect.objectContaining({ caller: "auditor", action: "change", accountId: ACCOUNT }),
      expect.objectContaining({ caller: "auditor", action: "change", accountId: ACCOUNT }),
    ]);
  });
});
