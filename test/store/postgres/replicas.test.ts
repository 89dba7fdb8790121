import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp, startEmbeddedSandbox } from "../../../src/app.js";
import { AppConfig } from "../../../src/config/app-config.js";
import type { Sandbox } from "../../../src/sandbox/start-sandbox.js";
import { createLog } from "../../../src/server/log.js";
import { keepingAccounts } from "../../support/graph.js";
import { type Cluster, startCluster } from "./cluster.js";

/** Two processes' worth of the program on one PostgreSQL, each of which keeps the clouds' answers for a minute. */
let cluster: Cluster | null = null;
let sandbox: Sandbox;
let replicas: readonly [App, App];

beforeAll(async () => {
  let url = process.env.TEST_POSTGRES_URL;
  if (!url) {
    cluster = await startCluster();
    url = await cluster.createDatabase("replicas");
  }
  const config = () => {
    const made = new AppConfig();
    made.server.port = 0;
    made.server.logLevel = "silent";
    made.sandbox.portBase = 0;
    made.sandbox.pace = 0;
    made.store = url;
    return made;
  };
  const log = createLog(config().server);
  sandbox = await startEmbeddedSandbox(config(), log);
  const start = async () =>
    startApp({ config: Object.assign(config(), { accounts: await keepingAccounts(sandbox) }), log });
  replicas = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all(replicas.map((app) => app.stop()));
  await sandbox.stop();
  await cluster?.remove();
});

async function ask(app: App, query: string, variables: object = {}) {
  const response = await fetch(`${app.server.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const { data, errors } = (await response.json()) as { data: any; errors?: object[] };
  expect(errors).toBeUndefined();
  return data;
}

it("what one replica changes, the other does not answer from what it has kept", async () => {
  const { listeners } = await ask(replicas[1], "{ listeners(first: 50) { nodes { id status frozen { isFrozen } } } }");
  const { id } = listeners.nodes.find(
    ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
      status === "ACTIVE" && !frozen?.isFrozen,
  );
  const nameNow = async () =>
    (await ask(replicas[1], "query ($id: ID!) { listener(id: $id) { name } }", { id })).listener.name;
  expect(await nameNow()).not.toBe("changed-elsewhere");
  const { updateListener } = await ask(
    replicas[0],
    'mutation ($id: ID!) { updateListener(input: { id: $id, name: "changed-elsewhere" }) { problems { message } } }',
    { id },
  );
  expect(updateListener.problems).toEqual([]);
  await expect.poll(nameNow, { timeout: 5_000 }).toBe("changed-elsewhere");
});
