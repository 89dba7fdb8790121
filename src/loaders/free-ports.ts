import { freePortsBeside, type WantedPorts } from "../model/free-ports.js";
import type { Listener } from "../model/listener.js";
import { type PortMap, portMapsOf } from "../model/port-map.js";
import type { PortRange } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { Accounts } from "../providers/accounts.js";
import { whole } from "../providers/kit/listing.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "parent" | "listenersOfParent">;

/**
 * The free ranges of a load balancer or accelerator; null: it does not exist.
 *
 * @throws ProblemError UNSUPPORTED for a protocol that its cloud does not support, and any failure to read its
 * listeners: a port that may be in use is never reported as free
 */
export async function readFreePorts(
  ref: ResourceRef,
  wanted: WantedPorts,
  accounts: Accounts,
  loaders: Loaders,
): Promise<readonly PortRange[] | null> {
  const manifest = accounts.get(ref.accountId)?.manifest;
  if (!manifest) return null;
  const { capabilities, name, heldSpaces } = manifest;
  if (!capabilities.protocols.includes(wanted.protocol)) {
    const message = `${name} does not support the \`protocol\` ${wanted.protocol}; it supports ${capabilities.protocols.join(", ")}.`;
    throw new ProblemError({ code: "UNSUPPORTED", path: ["protocol"], message });
  }
  const listeners = await listenersOn(ref, loaders);
  return listeners && freePortsBeside(listeners, wanted, capabilities, heldSpaces);
}

/**
 * The used, reserved and free ports of a load balancer or accelerator, by protocol; null: it does not exist.
 *
 * @throws ProblemError any failure to read its listeners
 */
export async function readPortMaps(ref: ResourceRef, accounts: Accounts, loaders: Loaders): Promise<PortMap[] | null> {
  const manifest = accounts.get(ref.accountId)?.manifest;
  const listeners = manifest && (await listenersOn(ref, loaders));
  return listeners ? portMapsOf(listeners, manifest.capabilities, manifest.heldSpaces) : null;
}

async function listenersOn(ref: ResourceRef, loaders: Loaders): Promise<readonly Listener[] | null> {
  const parent = await loaders.parent.load(ref);
  const listing = parent && (await loaders.listenersOfParent.load(parent));
  return listing && whole(listing);
}
