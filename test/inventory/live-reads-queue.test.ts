import { describe, expect, it, vi } from "vitest";
import { connectAccounts } from "../../src/app/connect-accounts.js";
import { seenListener } from "../../src/inventory/kept-objects.js";
import type { LiveRead } from "../../src/inventory/live-reads/hearing.js";
import { LiveReads, type LiveReadsOptions, MOST_OBJECTS } from "../../src/inventory/live-reads/live-reads.js";
import { Listener } from "../../src/model/listener.js";
import { listingOf } from "../../src/providers/kit/listing.js";
import { providers } from "../../src/providers/registry.js";
import { startSandbox } from "../../src/sandbox/start-sandbox.js";
import type { FoundRow, SeenAccount, SeenStore } from "../../src/store/seen.js";
import { StoreError } from "../../src/store/store-error.js";
import { startCall } from "../../src/transport/call.js";
import { systemClock } from "../../src/transport/clock.js";
import { createTransport } from "../../src/transport/create-transport.js";
import { accountsWith } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

/** A real account with its first listener, and a store that says what is asked of it. */
async function lab() {
  const [manifest] = providers as [(typeof providers)[number]];
  const cloud = await manifest.sandbox();
  const sandbox = await startSandbox({
    clouds: [{ key: manifest.key, cloud }],
    ports: "any",
    controlPort: null,
    pace: 0,
  });
  const transport = createTransport({ log: silentLog });
  const [line] = await connectAccounts(
    { accounts: await accountsWith(sandbox, {}, [manifest]) },
    { sandbox: null, transport },
  );
  const { connected } = line!;
  const call = startCall({ requestId: "lab", log: silentLog, timeoutMs: 60_000 });
  const { items } = await connected.service.listListeners({}, { after: null, limit: 1 }, call);
  call.end();
  await connected.service.close();
  await transport.close();
  await sandbox.stop();
  const [listener] = items as [Listener];
  const around = { ...{ parent: null, members: [], hasUnhealthyMembers: null, isServing: null }, pools: listingOf([]) };
  const { id: accountId } = connected.account;
  const row: FoundRow = { accountId, seenAt: 1_000, ...seenListener(listener, around as never, connected) };
  const now = Date.now();
  const account: SeenAccount = {
    ...{ accountId, readAt: 1_000, format: "1", problems: [], failure: null, changedAt: null, now },
  };
  const see = vi.fn<SeenStore["see"]>(async () => []);
  const dropped = vi.fn<LiveReadsOptions["dropped"]>();
  const info = vi.fn();
  const warn = vi.fn();
  const onDifferences = vi.fn();
  const options: LiveReadsOptions = {
    ...{ format: "1", clock: systemClock, log: { ...silentLog, info, warn }, onDifferences, dropped },
    seen: { accountsOf: async () => new Map([[accountId, account]]), find: async () => [row], see },
  };
  const read = (listeners: readonly Listener[], at = now): LiveRead => ({
    connected,
    kind: "listener",
    answers: listeners,
    at,
  });
  const renamed = (name: string) => {
    const { tls, timeouts, frozen, tags, settings, createdAt, updatedAt } = listener;
    const details = () => ({ tls, timeouts, frozen, tags, settings, createdAt, updatedAt });
    return new Listener({ ...listener, native: { ...(listener.native as object), name }, name, details });
  };
  return { connected, listener, renamed, row, account, options, read, now, see, dropped, info, warn, onDifferences };
}

describe("what live reads hand over", () => {
  it("is compared once for each object, as it was read last", async () => {
    const { listener, renamed, options, read, now, see } = await lab();
    const reads = new LiveReads(options);
    reads.hear(read([listener, listener], now - 2));
    reads.hear(read([renamed("new")], now));
    reads.hear(read([renamed("older")], now - 1));
    await vi.waitUntil(() => see.mock.calls.length > 0, { timeout: 20_000 });
    await reads.stop();
    expect(see.mock.calls.map(([, sightings]) => sightings.map(({ after }) => after.name))).toEqual([["new"]]);
  });

  it("is noted when it is younger by some seconds, or differs, and not for an account in another format", async () => {
    const { listener, renamed, options, read, row, now, see, onDifferences } = await lab();
    const noted = async (seenAt: number, one: Listener, format = "1") => {
      const seen = { ...options.seen, find: async () => [{ ...row, seenAt }] };
      see.mockClear();
      see.mockImplementation(async (_, sightings) =>
        sightings.filter(({ before, after }) => before.name !== after.name),
      );
      const reads = new LiveReads({ ...options, seen, format });
      reads.hear(read([one]));
      // Its end shows that nothing more comes.
      await vi.waitUntil(() => !reads.isBusy, { timeout: 20_000 });
      return see.mock.calls.flatMap(([, sightings]) => sightings.map(({ after }) => after.name));
    };
    expect(await noted(now - 60_000, listener)).toEqual([listener.name]);
    expect(await noted(now - 1_000, listener)).toEqual([]);
    expect(onDifferences).not.toHaveBeenCalled();
    expect(await noted(now - 1_000, renamed("new"))).toEqual(["new"]);
    expect(onDifferences).toHaveBeenCalledTimes(1);
    expect(await noted(now + 60_000, renamed("new"))).toEqual([]);
    expect(await noted(now - 60_000, renamed("new"), "2")).toEqual([]);
  });

  it("is dropped when too many objects wait, counted, and logged once", async () => {
    const { connected, listener, options, read, dropped, info, see } = await lab();
    const reads = new LiveReads(options);
    reads.hear(read(new Array(MOST_OBJECTS).fill(listener)));
    reads.hear(read([listener]));
    reads.hear(read([listener, listener]));
    expect(dropped.mock.calls).toEqual([
      [connected.account, 1],
      [connected.account, 2],
    ]);
    expect(info).toHaveBeenCalledTimes(1);
    await vi.waitUntil(() => !reads.isBusy, { timeout: 20_000 });
    expect(see).toHaveBeenCalledTimes(1);
    reads.hear(read([listener]));
    expect(dropped).toHaveBeenCalledTimes(2);
    await reads.stop();
  });

  it("is lost with a warning when the store fails, and later reads are kept", async () => {
    const { listener, options, read, see, warn } = await lab();
    const reads = new LiveReads(options);
    see.mockRejectedValueOnce(new StoreError("unreachable", "The database is gone."));
    reads.hear(read([listener]));
    await vi.waitUntil(() => !reads.isBusy, { timeout: 20_000 });
    expect(warn).toHaveBeenCalledTimes(1);
    reads.hear(read([listener]));
    await vi.waitUntil(() => !reads.isBusy, { timeout: 20_000 });
    expect(see).toHaveBeenCalledTimes(2);
    expect(warn).toHaveBeenCalledTimes(1);
    await reads.stop();
  });
});
