import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connectAccounts } from "../../src/app/connect-accounts.js";
import { UpdateListenerInput } from "../../src/model/listener-inputs.js";
import { parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import { oneOf } from "../../src/providers/kit/keyed-reads.js";
import { providers } from "../../src/providers/registry.js";
import { startCall } from "../../src/transport/call.js";
import { createTransport } from "../../src/transport/create-transport.js";
import { openStream } from "../server/streams/event-stream.js";
import { groundOf } from "../support/change-inputs.js";
import { metric } from "../support/metric.js";
import { silentLog } from "../support/silent-log.js";
import { startSweptGraph } from "./swept-graph.js";

let graph: Awaited<ReturnType<typeof startSweptGraph>>;
/** Leads to the emulators past the graph, as a cloud's console does. */
let outside: readonly ConnectedAccount[];
const transport = createTransport({ log: silentLog });
beforeAll(async () => {
  graph = await startSweptGraph();
  const lines = await connectAccounts({ accounts: [] }, { sandbox: graph.app.sandbox, transport });
  outside = lines.map(({ connected }) => connected);
}, 120_000);
afterAll(async () => {
  await Promise.all((outside ?? []).map(({ service }) => service.close()));
  await transport.close();
  await graph?.stop();
}, 60_000);

const EVENTS = `subscription ($filter: ListenerFilter) {
  listenerChanged(filter: $filter) { id name }
}`;
const HISTORY = `query ($filter: CloudChangeFilter) { cloudChanges(filter: $filter) { nodes {
  origin action targetUrn differences { path before after }
} } }`;

it.each(providers.map(({ key }) => key))(
  "a change made outside reaches a stream and the history once the account is swept, on %s",
  async (cloud) => {
    const { service, account } = outside.find(({ manifest }) => manifest.key === cloud)!;
    const { listenerId } = await groundOf(graph, cloud);
    const stream = await openStream(graph.endpoint, EVENTS, {
      ...{ method: "POST", variables: { filter: { accountIds: [account.id] } } },
    });
    const call = startCall({ requestId: "outside", log: silentLog, timeoutMs: 60_000 });
    const { key } = parseGlobalId(listenerId)!;
    const listener = oneOf(await service.readListeners([parseGlobalId(listenerId)!], call), key)!;
    const input = Object.assign(new UpdateListenerInput(), { name: "from-outside" });
    await service.updateListener(listener, input, call);
    call.end();
    await graph.app.store.seen.hasten(account.id);

    for (;;) {
      const { data, errors } = (await stream.next())!;
      expect(errors).toBeUndefined();
      const { id, name } = (data as { listenerChanged: { id: string; name: string } }).listenerChanged;
      if (id === listenerId && name === "from-outside") break;
    }
    stream.leave();
    const filter = { origins: ["OUTSIDE"], accountIds: [account.id] };
    const nodes = () => graph.ask(HISTORY, { filter }).then(({ data }) => data.cloudChanges.nodes);
    await vi.waitUntil(async () => (await nodes()).length > 0, { timeout: 60_000, interval: 50 });
    expect(await nodes()).toEqual([
      {
        ...{ origin: "OUTSIDE", action: "UPDATE_LISTENER", targetUrn: urnOf(listener.ref) },
        differences: [{ path: ["name"], before: listener.name, after: "from-outside" }],
      },
    ]);
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { lastChange { origin } } }", {
      id: listenerId,
    });
    expect(data.listener.lastChange).toEqual({ origin: "OUTSIDE" });
    const series = `outside_changes_total{provider="${account.provider}",account="${account.id}"}`;
    expect(await metric(graph, series)).toBe(1);
  },
  120_000,
);
