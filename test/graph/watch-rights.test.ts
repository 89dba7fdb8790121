import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import type { AppConfig } from "../../src/config/app-config.js";
import { AppConfig as Config } from "../../src/config/app-config.js";
import { Secret } from "../../src/config/secret.js";
import { openStream } from "../server/streams/event-stream.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** @param readable the accounts that the reader may read; the operator may do everything */
function withGrants(config: AppConfig, readable: readonly string[]): AppConfig {
  const tokens = ["operator", "reader"].map((name) =>
    Object.assign(new StaticTokenConfig(), { name, token: new Secret(`token-of-${name}`) }),
  );
  const grants = [
    Object.assign(new GrantConfig(), { callers: ["operator"], actions: ["read", "change", "delete", "audit"] }),
    Object.assign(new GrantConfig(), { callers: ["reader"], accounts: readable, actions: ["read"] }),
  ];
  config.server.access = Object.assign(new AccessConfig(), { tokens, grants });
  return config;
}

const [ELB, CLASSIC] = ["elb-sandbox", "elb-classic-sandbox"];
const BOTH = [ELB, CLASSIC] as string[];
let graph: RunningGraph;
let config: AppConfig;
beforeAll(async () => {
  graph = await startGraph((own) => {
    config = withGrants(own, BOTH);
  });
}, 60_000);
afterAll(() => graph.stop());

const as = (caller: string) => ({ authorization: `Bearer token-of-${caller}` });
const watch = (filter: object | null, caller = "reader") =>
  openStream(
    graph.endpoint,
    "subscription ($filter: ListenerFilter) { listenerChanged(filter: $filter) { id name } }",
    {
      method: "POST",
      variables: { filter },
      headers: as(caller),
    },
  );
async function reloadWith(readable: readonly string[]) {
  const next = new Config();
  Object.assign(next.server, { ...config.server });
  await graph.app.reload(withGrants(next, readable));
}

async function rename(accountId: string, name: string): Promise<string> {
  const { data } = await graph.ask(
    `query ($filter: ListenerFilter) { listeners(filter: $filter, first: 50) { nodes { id } } }`,
    { filter: { accountIds: [accountId], statuses: ["ACTIVE"] } },
    as("operator"),
  );
  // Some of the sandbox's load balancers and accelerators cannot be changed.
  for (const { id } of data.listeners.nodes) {
    const answer = await graph.ask(
      `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { code } } }`,
      { input: { id, name } },
      as("operator"),
    );
    if (answer.data.updateListener.problems.length === 0) return id;
  }
  throw new Error(`No listener of ${accountId} can be renamed.`);
}

describe("rights to watched objects", () => {
  it("are those of the caller: other accounts do not exist", async () => {
    const { data } = await graph.ask("{ cloudAccounts { id } }", {}, as("operator"));
    const other = data.cloudAccounts.map(({ id }: { id: string }) => id).find((id: string) => !BOTH.includes(id));
    const refused = await watch({ accountIds: [other] });
    expect((await refused.next())!.errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
    const stream = await watch(null);
    await rename(other, "unseen");
    const id = await rename(ELB!, "seen");
    expect((await stream.next())!.data).toEqual({ listenerChanged: { id, name: "seen" } });
    stream.leave();
  });

  it("are checked continuously: accounts come and go with them, and a stream that has no accounts left ends with an error", async () => {
    const [all, one, none] = [
      await watch(null),
      await watch({ accountIds: BOTH }),
      await watch({ accountIds: [CLASSIC] }),
    ];
    await reloadWith([ELB!]);
    for (const stream of [one, none]) {
      expect((await stream.next())!.errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
      expect(await stream.next()).toBeNull();
    }
    await rename(CLASSIC!, "not-any-more");
    const first = await rename(ELB!, "still");
    expect((await all.next())!.data).toEqual({ listenerChanged: { id: first, name: "still" } });
    await reloadWith(BOTH);
    // The stream has started when the account has been read again, for both.
    const fresh = await watch(null);
    const again = await rename(CLASSIC!, "again");
    for (const stream of [all, fresh])
      expect((await stream.next())!.data).toEqual({ listenerChanged: { id: again, name: "again" } });
    fresh.leave();
    await reloadWith([]);
    const last = await all.next();
    expect(last!.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    expect(await all.next()).toBeNull();
  });

  it("to a change are checked continuously as well", async () => {
    await reloadWith(BOTH);
    const { data } = await graph.ask(
      "{ cloudChanges(first: 1, filter: { states: [SUCCEEDED] }) { nodes { id } } }",
      {},
      as("operator"),
    );
    const [{ id }] = data.cloudChanges.nodes;
    const follow = (caller: string) =>
      openStream(graph.endpoint, "subscription ($id: ID!) { cloudChangeProgressed(id: $id) { id state } }", {
        variables: { id },
        headers: as(caller),
      });
    expect((await (await follow("operator")).next())!.data).toEqual({
      cloudChangeProgressed: { id, state: "SUCCEEDED" },
    });
    expect((await (await follow("reader")).next())!.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });
});
