import { afterAll, beforeAll, expect, it } from "vitest";
import { keepingAccounts } from "../../support/graph.js";
import { askReplica as ask, type Replicas, startReplicas } from "../../support/replicas.js";
import { type Cluster, startCluster } from "./cluster.js";

/** Two processes' worth of the program on one PostgreSQL, each of which keeps the clouds' answers for a minute. */
let cluster: Cluster | null = null;
let started: Replicas;

beforeAll(async () => {
  let url = process.env.TEST_POSTGRES_URL;
  if (!url) {
    cluster = await startCluster();
    url = await cluster.createDatabase("replicas");
  }
  started = await startReplicas(url, keepingAccounts);
}, 60_000);
afterAll(async () => {
  await started?.stop();
  await cluster?.remove();
});

it("what one replica changes, the other does not answer from what it has kept", async () => {
  const { replicas } = started;
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
