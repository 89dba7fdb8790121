import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { type Pool, PoolMember } from "../../model/pool.js";
import { memberRef } from "../../model/resource-ref.js";
import { isSameAddress, spelledOnce } from "../../model/server-address.js";
import type { Call } from "../../transport/call.js";
import { unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { NEW_ID, refuseWhatTakesTooLong, step } from "../kit/change-steps.js";
import { createOnce, holdsAll } from "../kit/create-once.js";
import { listingOf, mapListing, whole } from "../kit/listing.js";
import { words } from "../kit/words.js";
import type { Listing } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { sourceOf } from "./mapping.js";
import { readRealServer, type WireRealServer } from "./wire.js";

/** Members are real servers, bound to a listener or rule with a port. */

const healths = words({ 0: "HEALTHY", 1: "UNHEALTHY" } as const);

/**
 * The members of a pool.
 * @throws ProblemError UNREADABLE when the cloud returned no list of them
 */
export function membersOf(pool: Pool): Listing<PoolMember> {
  const { realServers } = sourceOf(pool);
  if (realServers) return mapListing(listingOf(realServers), (item) => toMember(item, pool));
  throw unreadable("pool", pool.nativeId, "RealServerSet").with({ mayHaveHappened: false });
}

function toMember(item: WireObject, pool: Pool): PoolMember {
  const { id, address, port, weight, status } = readRealServer(item);
  const { healthCheck } = sourceOf(pool);
  return new PoolMember({
    // The same real server may be bound twice, with two ports; the binding itself has no id.
    ref: memberRef(pool.ref, `${id}:${port ?? ""}`),
    nativeId: null,
    address,
    port,
    weight,
    // Without checks the cloud reports 0, normal, whatever the server does.
    health: healthCheck === false ? "UNMONITORED" : (healthCheck && healths(status)) || "UNKNOWN",
    targetType: null,
    targetId: id,
    subnetId: null,
  });
}

/** Longest name of a real server (Terraform provider). */
const LONGEST_NAME = 30;

/**
 * What to bind for these members. Addresses become real servers: those that are already bound or were named by their id
 * need no look-up. A member that stays keeps its role as primary or backup, which the model does not have.
 */
export async function bindingsOf(
  context: Context,
  members: readonly PoolMemberInput[],
  pool: Pool | null,
  call: Call,
): Promise<api.RealServerBinding[]> {
  const bound = boundTo(pool);
  const known = new Map(bound.map((server) => [spelledOnce(server.address), server]));
  const addresses = addressesToFind(members, bound);
  refuseTooManyLookUps(context, addresses, call);
  for (const server of await registered(context, addresses, call)) known.set(spelledOnce(server.address), server);
  return members.map(({ address, port, weight, targetId }) => {
    const server = targetId ? { id: targetId, address } : known.get(spelledOnce(address))!;
    const current = bound.find((one) => one.id === server.id && one.port === port);
    return {
      RealServerId: server.id,
      RealServerIP: server.address,
      RealServerPort: port!,
      RealServerWeight: weight ?? current?.weight ?? 1,
      RealServerFailoverRole: current?.failoverRole ?? undefined,
    };
  });
}

/** The addresses to look up: those of servers that are neither bound nor named by their id. */
function addressesToFind(members: readonly PoolMemberInput[], bound: readonly WireRealServer[]): readonly string[] {
  const known = new Set(bound.map(({ address }) => spelledOnce(address)));
  const unknown = members.filter(({ address, targetId }) => !targetId && !known.has(spelledOnce(address)));
  return [...new Map(unknown.map(({ address }) => [spelledOnce(address), address])).values()];
}

function refuseTooManyLookUps(context: Context, addresses: readonly string[], call: Call): void {
  const work = [{ action: "DescribeRealServers", requests: api.lookUpsFor(addresses.length) }];
  const what = `Looking up ${addresses.length} addresses`;
  const instead = "Name real servers by their ids in `targetId`, or fewer at once";
  refuseWhatTakesTooLong(context, { what, path: ["members"], work, instead }, call);
}

/** Refuses more new members than can be looked up in time, before their pool is created. */
export function refuseTooManyMembers(context: Context, members: readonly PoolMemberInput[], call: Call): void {
  refuseTooManyLookUps(context, addressesToFind(members, []), call);
}

/** Whether exactly this is bound already. */
export function areBound(bindings: readonly api.RealServerBinding[], pool: Pool): boolean {
  const { realServers } = sourceOf(pool);
  return realServers !== null && holdsAll(bindings, realServers);
}

/** What is bound and can be read. The whole set is replaced, so unreadable entries are not needed. */
function boundTo(pool: Pool | null): readonly WireRealServer[] {
  return mapListing(listingOf((pool && sourceOf(pool).realServers) ?? []), readRealServer).items;
}

/** The account's real servers at these addresses; unregistered ones are registered. */
async function registered(
  context: Context,
  addresses: readonly string[],
  call: Call,
): Promise<readonly WireRealServer[]> {
  if (addresses.length === 0) return [];
  const known = await realServersAt(context, addresses, call);
  const missing = addresses.filter((address) => !known.some(isAt(address)));
  if (missing.length === 0) return known;
  const isWhole = (servers: readonly WireRealServer[]) => missing.every((address) => servers.some(isAt(address)));
  const added = await createOnce<readonly WireRealServer[]>(
    {
      async attempt() {
        const name = missing[0]!.slice(0, LONGEST_NAME);
        const description = `Register the real servers ${missing.join(", ")}.`;
        const run = () => api.addRealServers(context, missing, name, call);
        const assumed = listingOf(
          missing.map((address) => readRealServer({ RealServerId: NEW_ID, RealServerIP: address })),
        );
        const { items: servers } = await step(call, { action: "AddRealServers", description }, run, assumed);
        if (!isWhole(servers)) throw unreadable("answer to the create", null, "RealServerSet");
        return servers;
      },
      async find() {
        const there = await realServersAt(context, missing, call);
        return there.length > 0 ? [there] : [];
      },
      idOf: (servers) => servers.map(({ id }) => id).join(", "),
      // An address occurs once per account. Whoever registered it, it can be bound.
      isAsSent: () => true,
      ageOf: (servers) => (isWhole(servers) ? "new" : "unknown"),
      refusesSecond: true,
      what: `real servers with the addresses ${missing.join(", ")}`,
    },
    call,
  );
  return [...known, ...added];
}

const isAt = (address: string) => (server: WireRealServer) => isSameAddress(server.address, address);

async function realServersAt(
  context: Context,
  addresses: readonly string[],
  call: Call,
): Promise<readonly WireRealServer[]> {
  return whole(await api.findRealServers(context, addresses, call)).filter((server) =>
    addresses.some((address) => isAt(address)(server)),
  );
}
