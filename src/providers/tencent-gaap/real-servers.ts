import type { PoolMemberInput } from "../../model/inputs-shared.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { whole } from "../kit/listing.js";
import * as api from "./api.js";
import type { Gaap } from "./context.js";
import type { BoundRealServer, RealServerName } from "./wire-types.js";

/** Longest name of a real server (Terraform provider). */
const LONGEST_NAME = 30;

/** The account's real servers at these addresses; those that are not registered yet are. */
async function registered(gaap: Gaap, addresses: readonly string[], call: Call): Promise<readonly RealServerName[]> {
  if (addresses.length === 0) return [];
  const known = whole(await api.findRealServers(gaap.client, addresses, call));
  const missing = addresses.filter((address) => !known.some(({ RealServerIP }) => RealServerIP === address));
  if (missing.length === 0) return known;
  const added = await createOnce<readonly RealServerName[]>(
    {
      attempt: () => api.addRealServers(gaap.client, missing, missing[0]!.slice(0, LONGEST_NAME), call),
      find: async () => {
        const there = whole(await api.findRealServers(gaap.client, missing, call));
        if (there.length === 0) return null;
        return missing.every((address) => there.some((one) => one.RealServerIP === address)) ? there : "unclear";
      },
      what: `real servers with the addresses ${missing.join(", ")}`,
    },
    call,
  );
  return [...known, ...added];
}

/**
 * What to bind for these members. Addresses become real servers: those that are bound already or were named by their
 * id need no look-up. A member that stays keeps its role as primary or backup, which the model has no word for.
 */
export async function bindingsOf(
  gaap: Gaap,
  members: readonly PoolMemberInput[],
  bound: readonly BoundRealServer[],
  call: Call,
): Promise<api.RealServerBinding[]> {
  const idsByAddress = new Map(bound.map(({ RealServerIP, RealServerId }) => [RealServerIP, RealServerId]));
  const unknown = members.filter(({ address, targetId }) => !targetId && !idsByAddress.has(address));
  const addresses = [...new Set(unknown.map(({ address }) => address))];
  for (const { RealServerIP, RealServerId } of await registered(gaap, addresses, call)) {
    idsByAddress.set(RealServerIP, RealServerId);
  }
  return members.map(({ address, port, weight, targetId }) => {
    const RealServerId = targetId ?? idsByAddress.get(address)!;
    const current = bound.find((one) => one.RealServerId === RealServerId && one.RealServerPort === port);
    return {
      RealServerId,
      RealServerIP: address,
      RealServerPort: port!,
      RealServerWeight: weight ?? 1,
      RealServerFailoverRole: current?.RealServerFailoverRole || undefined,
    };
  });
}
