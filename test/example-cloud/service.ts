import type { CloudAccountConfig } from "../../src/config/account.js";
import type { Secret } from "../../src/config/secret.js";
import { portsOf } from "../../src/model/generic-rules.js";
import { Listener } from "../../src/model/listener.js";
import { LoadBalancer } from "../../src/model/listener-parent.js";
import { Pool, PoolMember } from "../../src/model/pool.js";
import { PortRange } from "../../src/model/port-range.js";
import { ProblemError, type ProblemFields } from "../../src/model/problem-error.js";
import { cutPage, keyOf } from "../../src/providers/kit/cut-page.js";
import { listingOf, onceById, pickedFrom } from "../../src/providers/kit/listing.js";
import type { Listing, ProviderContext, ProviderService } from "../../src/providers/provider.js";
import type { Call } from "../../src/transport/call.js";
import type { CloudRequest, CloudResponse } from "../../src/transport/cloud-client.js";
import { createOnce } from "../../src/transport/create-once.js";
import { asInteger, asObject, asObjects, asText, optionalText, type WireObject } from "../../src/transport/wire.js";
import { listenerSettings } from "./settings.js";

interface WireMember {
  readonly address: string;
  readonly port: number;
  readonly weight: number;
}
interface WireListener {
  readonly id: string;
  readonly balancer: string;
  readonly name: string;
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
  readonly team: string | null;
  readonly members: readonly WireMember[];
}

const listenerIn = (wire: WireObject): WireListener => ({
  id: asText(wire.id, "id"),
  balancer: asText(wire.balancer, "balancer"),
  name: asText(wire.name, "name"),
  protocol: asText(wire.protocol, "protocol") as WireListener["protocol"],
  port: asInteger(wire.port, "port"),
  team: optionalText(wire.team, "team"),
  members: asObjects(wire.members, "members").map((member) => ({
    address: asText(member.address, "address"),
    port: asInteger(member.port, "port"),
    weight: asInteger(member.weight, "weight"),
  })),
});

/** The cloud's codes: what they mean here. */
const CODES: Readonly<Record<string, Pick<ProblemFields, "code" | "retry" | "path">>> = {
  BadKey: { code: "UNAUTHENTICATED" },
  NoSuchThing: { code: "NOT_FOUND" },
  NoSuchBalancer: { code: "NOT_FOUND", path: ["parentId"] },
  PortTaken: { code: "PORT_CONFLICT", path: ["portRanges"] },
  InUse: { code: "RESOURCE_IN_USE" },
  Slow: { code: "RATE_LIMITED", retry: "throttled" },
  Busy: { code: "PARENT_BUSY", retry: "busy" },
  Broken: { code: "PROVIDER_UNAVAILABLE", retry: "transient" },
};

function problemIn(response: CloudResponse, provider: string): ProblemError | null {
  if (response.status < 400) return null;
  const { code, message } = (response.json ?? {}) as { code?: string; message?: string };
  const known = code === undefined ? undefined : CODES[code];
  if (!known) return null;
  return new ProblemError({ ...known, message: message ?? "The cloud refused.", provider, nativeCode: code });
}

export function connect({
  account,
  config,
  transport,
}: ProviderContext<CloudAccountConfig & { key: Secret }>): ProviderService {
  const { provider, id: accountId } = account;
  const client = transport.client(
    {
      provider,
      sign: ({ headers }) => ({ ...headers, "x-example-key": config.key.reveal() }),
      problemIn: (response) => problemIn(response, provider),
    },
    { accountId, endpoint: new URL(config.endpoint), limits: config.limits },
  );
  const send = async (request: CloudRequest, call: Call) => (await client.send(request, call)).json;

  const refOf = (kind: "listener" | "pool" | "load-balancer", key: string) => ({ accountId, kind, key }) as const;
  const toListener = (wire: WireListener): Listener =>
    new Listener({
      ref: refOf("listener", wire.id),
      parentRef: refOf("load-balancer", wire.balancer),
      native: wire,
      account,
      nativeId: wire.id,
      region: null,
      name: wire.name,
      description: null,
      protocol: wire.protocol,
      nativeProtocol: wire.protocol,
      portRanges: [new PortRange(wire.port)],
      status: "ACTIVE",
      nativeStatus: null,
      clientAffinity: null,
      algorithm: null,
      details: () => ({
        tls: null,
        timeouts: null,
        frozen: null,
        tags: null,
        settings: listenerSettings.of({ team: wire.team }),
        createdAt: null,
        updatedAt: null,
      }),
    });
  const toPool = (wire: WireListener): Pool =>
    new Pool({
      ref: refOf("pool", wire.id),
      parentRef: refOf("load-balancer", wire.balancer),
      listenerRefs: [refOf("listener", wire.id)],
      native: wire,
      account,
      nativeId: wire.id,
      region: null,
      name: wire.name,
      description: null,
      isImplicit: true,
      protocol: wire.protocol,
      algorithm: null,
      status: "ACTIVE",
      nativeStatus: null,
      sessionPersistence: null,
      trafficPercentage: null,
      details: () => ({
        settings: null,
        createdAt: null,
        updatedAt: null,
      }),
    });
  const wireOf = ({ native }: Listener | Pool) => native as WireListener;

  /** The cloud answers whole lists; one that has pages is read with the kit's readByPosition or readByMarker. */
  const readAll = async (call: Call, balancer?: string): Promise<readonly WireListener[]> => {
    const json = await send({ action: "ListListeners", method: "GET", path: "/listeners", effect: "read" }, call);
    const listeners = onceById(asObjects(json, "listeners").map(listenerIn), ({ id }) => id);
    return balancer === undefined ? listeners : listeners.filter((one) => one.balancer === balancer);
  };
  const readBalancers = async (call: Call): Promise<Listing<LoadBalancer>> => {
    const json = await send({ action: "ListBalancers", method: "GET", path: "/balancers", effect: "read" }, call);
    const balancers = asObjects(json, "balancers").map(
      (wire) =>
        new LoadBalancer({
          ref: refOf("load-balancer", asText(wire.id, "id")),
          native: wire,
          account,
          nativeId: asText(wire.id, "id"),
          name: asText(wire.name, "name"),
          status: "ACTIVE",
          nativeStatus: null,
          addresses: [asText(wire.address, "address")],
          tags: null,
          createdAt: null,
        }),
    );
    return listingOf(onceById(balancers, keyOf));
  };
  const put = async (wire: WireListener, changes: object, call: Call): Promise<WireListener> => {
    const path = `/listeners/${encodeURIComponent(wire.id)}`;
    const body = { ...wire, ...changes };
    return listenerIn(
      asObject(
        await send({ action: "UpdateListener", method: "PUT", path, body, effect: "idempotent" }, call),
        "listener",
      ),
    );
  };
  const unsupported = async (): Promise<never> => {
    throw new ProblemError({
      code: "UNSUPPORTED",
      message: "Pools are implied here; change the listener, or use setPoolMembers.",
    });
  };
  const keysOf = (refs: readonly { readonly key: string }[]) => refs.map(({ key }) => key);

  return {
    listListeners: async ({ parent }, page, call) =>
      cutPage(listingOf((await readAll(call, parent?.key)).map(toListener)), page, keyOf),
    listPools: async ({ parent }, page, call) =>
      cutPage(listingOf((await readAll(call, parent?.key)).map(toPool)), page, keyOf),
    listParents: async (_query, page, call) => cutPage(await readBalancers(call), page, keyOf),
    readListeners: async (refs, call) =>
      pickedFrom(listingOf((await readAll(call)).map(toListener)), keysOf(refs), keyOf),
    readPools: async (refs, call) => pickedFrom(listingOf((await readAll(call)).map(toPool)), keysOf(refs), keyOf),
    readParents: async (refs, call) => pickedFrom(await readBalancers(call), keysOf(refs), keyOf),
    listenersOfParents: async (parents, call) => {
      const all = [...(await readAll(call))].sort((a, b) => (a.id < b.id ? -1 : 1)).map(toListener);
      const own = (key: string) => all.filter(({ parentRef }) => parentRef?.key === key);
      return new Map(parents.map(({ ref }) => [ref.key, listingOf(own(ref.key))]));
    },
    poolsOfListeners: async (listeners) =>
      new Map(listeners.map((listener) => [listener.ref.key, listingOf([toPool(wireOf(listener))])])),
    membersOfPools: async (pools) =>
      new Map(
        pools.map((pool) => [
          pool.ref.key,
          listingOf(
            wireOf(pool).members.map(
              ({ address, port, weight }) =>
                new PoolMember({
                  ref: { accountId, kind: "member", key: `${pool.ref.key}/${address}/${port}` },
                  nativeId: null,
                  address,
                  port,
                  weight,
                  health: "UNMONITORED",
                  targetType: null,
                  targetId: null,
                  subnetId: null,
                }),
            ),
          ),
        ]),
      ),
    healthMonitorsOfPools: async (pools) => new Map(pools.map(({ ref }) => [ref.key, null])),
    createListeners: (commands, call) =>
      Promise.all(
        commands.map(async ({ parent, input }) => {
          const port = portsOf(input.portRanges[0]!).fromPort;
          const { name, protocol } = input;
          const team = listenerSettings.in(input).team ?? null;
          const body = { balancer: parent.key, name, protocol, port, team, members: [] };
          const attempt = async () =>
            listenerIn(
              asObject(
                await send(
                  { action: "CreateListener", method: "POST", path: "/listeners", body, effect: "once" },
                  call,
                ),
                "listener",
              ),
            );
          const find = async () =>
            (await readAll(call)).find(
              (one) =>
                one.balancer === parent.key && one.port === port && one.protocol === protocol && one.name === name,
            ) ?? null;
          try {
            return toListener(await createOnce({ attempt, find, what: `a listener on port ${port}` }, call));
          } catch (error) {
            if (error instanceof ProblemError) return error;
            throw error;
          }
        }),
      ),
    updateListener: async (listener, { name, portRanges, settings }, call) => {
      const { team } = listenerSettings.in({ settings });
      const changes = {
        ...(name && { name }),
        ...(portRanges && { port: portRanges[0]!.fromPort }),
        ...(team !== undefined && { team }),
      };
      return toListener(await put(wireOf(listener), changes, call));
    },
    deleteListener: async (listener, _options, call) => {
      const path = `/listeners/${encodeURIComponent(listener.ref.key)}`;
      await send({ action: "DeleteListener", method: "DELETE", path, effect: "idempotent" }, call).catch(
        (error: unknown) => {
          if (!(error instanceof ProblemError) || error.code !== "NOT_FOUND") throw error;
        },
      );
    },
    createPool: unsupported,
    updatePool: async (pool) => pool,
    deletePool: unsupported,
    setPoolMembers: async (pool, members, call) => {
      const wire = wireOf(pool);
      const wanted = members.map(({ address, port, weight }) => ({
        address,
        port: port ?? wire.port,
        weight: weight ?? 1,
      }));
      return toPool(await put(wire, { members: wanted }, call));
    },
    close: () => client.close(),
  };
}
