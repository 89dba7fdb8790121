import { describe, expect, it } from "vitest";
import { createWatching } from "../../../src/inventory/watch/create-watching.js";
import type { Batch } from "../../../src/inventory/watch/watching.js";
import type { Listener } from "../../../src/model/listener.js";
import { UpdateListenerInput } from "../../../src/model/listener-inputs.js";
import type { ConnectedAccount } from "../../../src/providers/accounts.js";
import { providers } from "../../../src/providers/registry.js";
import type { Call } from "../../../src/transport/call.js";
import type { Clock } from "../../../src/transport/clock.js";
import { connectSandboxed, type SandboxedProvider } from "../../support/sandboxed-provider.js";
import { silentLog } from "../../support/silent-log.js";
import { VirtualClock } from "../../transport/virtual-clock.js";

type Provider = SandboxedProvider<never>;

/** The cost of watching: calls until all watchers have started, and until all have received a change made outside. */
async function callsOf(watchers: number, named: boolean, { service, account, cloud, call }: Provider, name: string) {
  const { items } = await service.listListeners({}, { after: null, limit: 100 }, call());
  const clock = new VirtualClock();
  // The cloud's client also checks deadlines, with a running clock.
  const shift = Date.now() - clock.now();
  const shifted: Clock = {
    now: () => clock.now() + shift,
    sleep: (...sleep) => clock.sleep(...(sleep as Parameters<VirtualClock["sleep"]>)),
  };
  const connected = { service, account } as unknown as ConnectedAccount;
  const watching = createWatching({
    accounts: () => new Map([[account.id, connected]]),
    access: { gateOf: () => ({}) as never },
    clock: shifted,
    log: silentLog,
  });
  cloud.clearCalls();
  const tellers: Promise<Batch<Listener>>[] = [];
  const watches = Array.from({ length: watchers }, () => {
    let tell: (batch: Batch<Listener>) => void = () => undefined;
    tellers.push(new Promise((resolve) => (tell = resolve)));
    const refs = named ? items.map(({ ref }) => ref) : null;
    return watching.listeners({ accountId: account.id }, { refs, tell, cannotRead: () => undefined });
  });
  await Promise.all(watches.map(({ stands }) => stands));
  const toStand = cloud.countCalls();

  await renameOne(items, name, service, call());
  cloud.clearCalls();
  await clock.advance(2_500);
  const batches = await Promise.all(tellers);
  for (const { differences } of batches) expect(differences.map(({ after }) => after?.name)).toContain(name);
  const toTell = cloud.countCalls();
  for (const watch of watches) watch.leave();
  return { toStand, toTell };
}

/** Some of the sandbox's load balancers and accelerators cannot be changed. */
async function renameOne(items: readonly Listener[], name: string, service: Provider["service"], call: Call) {
  for (const listener of items) {
    const input = Object.assign(new UpdateListenerInput(), { id: listener.id, name });
    const isDone = await service.updateListener(listener, input, call).then(
      () => true,
      () => false,
    );
    if (isDone) return;
  }
  throw new Error("No listener could be renamed.");
}

describe.each(providers)("watchers of $title", (manifest) => {
  it.each([
    ["by their ids", true],
    ["of the account", false],
  ])("are fifty for the calls of one: listeners %s", async (_what, named) => {
    const provider = (await connectSandboxed(manifest, { isUnlimited: true })) as unknown as Provider;
    try {
      const one = await callsOf(1, named, provider, "for-one");
      const fifty = await callsOf(50, named, provider, "for-fifty");
      expect(one.toStand).toBeGreaterThan(0);
      expect(fifty).toEqual(one);
    } finally {
      await provider.stop();
    }
  });
});
