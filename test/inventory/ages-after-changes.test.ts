import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtThread } from "../store/built-thread.js";
import { accountsWith } from "../support/graph.js";
import { askReplica, type Replicas, startReplicas } from "../support/replicas.js";
import { keepInventory, untilAccounts } from "./swept-graph.js";

describe("answers with a maximum age, after a change", () => {
  let folder: string;
  let both: Replicas;
  let ids: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ages-"));
    both = await startReplicas(
      join(folder, "store.db"),
      (sandbox) => accountsWith(sandbox, {}),
      await builtThread(),
      keepInventory,
    );
    const { cloudAccounts } = await askReplica(both.replicas[0], "{ cloudAccounts { id } }");
    ids = cloudAccounts.map(({ id }: { id: string }) => id);
    await untilAccounts(both.replicas[0], ids, ({ readAt }) => readAt !== null);
  }, 120_000);
  afterAll(async () => {
    await both?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("include it at once on every replica, and without a call once the account has been read again", async () => {
    const [one, other] = both.replicas;
    const list =
      "{ listeners(first: 200, maxAgeSeconds: 3600) { nodes { id name status frozen { isFrozen } account { id } } } }";
    const listener = (await askReplica(other, list)).listeners.nodes.find(
      ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
        status === "ACTIVE" && !frozen?.isFrozen,
    );
    const { id } = listener;
    const accountId = listener.account.id;
    const { updateListener } = await askReplica(
      one,
      'mutation ($id: ID!) { updateListener(input: { id: $id, name: "renamed" }) { listener { name } problems { message } } }',
      { id },
    );
    expect(updateListener).toEqual({ listener: { name: "renamed" }, problems: [] });
    const named = "query ($id: ID!) { listener(id: $id, maxAgeSeconds: 3600) { name pools { nodes { id } } } }";
    for (const app of [other, one]) {
      expect((await askReplica(app, named, { id })).listener.name).toBe("renamed");
      const { listeners } = await askReplica(app, list);
      expect(listeners.nodes.find((each: { id: string }) => each.id === id).name).toBe("renamed");
    }
    await untilAccounts(one, [accountId], ({ readAt, changedAt }) => readAt! > changedAt!);
    for (const cloud of both.sandbox.clouds) cloud.clearCalls();
    expect((await askReplica(other, named, { id })).listener.name).toBe("renamed");
    expect(both.sandbox.clouds.map((cloud) => cloud.countCalls())).toEqual(both.sandbox.clouds.map(() => 0));
  }, 120_000);
});
