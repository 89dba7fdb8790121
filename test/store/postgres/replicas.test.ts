import { afterAll, beforeAll, expect, it } from "vitest";
import { openStream } from "../../server/streams/event-stream.js";
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

it("what one replica changes is an event on a stream of the other, for few reads there", async () => {
  const [one, other] = started.replicas;
  const { listeners } = await ask(
    one,
    "{ listeners(first: 50) { nodes { id status frozen { isFrozen } account { id provider } } } }",
  );
  const { id, account } = listeners.nodes.find(
    ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
      status === "ACTIVE" && !frozen?.isFrozen,
  );
  const query = "subscription ($ids: [ID!]) { listenerChanged(filter: { ids: $ids }) { id name } }";
  /** Reads that the other replica has sent to the account's cloud. */
  const reads = async () => {
    const text = await (await fetch(`${other.server.metricsOrigin}/metrics`)).text();
    const series = `upstream_call_seconds_count{provider="${account.provider}",account="${account.id}",`;
    return text
      .split("\n")
      .filter((line) => line.startsWith(series))
      .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  const idle = await reads();
  const since = performance.now();
  const stream = await openStream(`${other.server.origin}/graphql`, query, {
    ...{ method: "POST", variables: { ids: [id] } },
  });
  const toStand = (await reads()) - idle;
  expect(toStand).toBeGreaterThan(0);
  for (const name of ["on-one-first", "on-one-then"]) {
    const { updateListener } = await ask(
      one,
      "mutation ($id: ID!, $name: String!) { updateListener(input: { id: $id, name: $name }) { problems { message } } }",
      { id, name },
    );
    expect(updateListener.problems).toEqual([]);
    for (let seen: unknown; seen !== name; ) {
      const { data, errors } = (await stream.next())!;
      expect(errors).toBeUndefined();
      seen = (data as { listenerChanged: { name: string } }).listenerChanged.name;
    }
  }
  const looks = ((await reads()) - idle) / toStand;
  stream.leave();
  // One at first, at most one every two seconds, and for each change one when it is heard of, and one after a difference.
  expect(looks).toBeLessThanOrEqual(1 + (performance.now() - since) / 2_000 + 2 * 2);
}, 120_000);
