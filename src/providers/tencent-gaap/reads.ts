import { KNOWN_PROTOCOLS, type ListenerProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../kit/cut-page.js";
import {
  inChunks,
  type KeyedTask,
  mapOutcomes,
  type Outcomes,
  readByIds,
  readEach,
  runKeyed,
} from "../kit/keyed-reads.js";
import { joinListings, listingOf, mapListing, onceById, pickedFrom } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Found, Listing } from "../provider.js";
import * as api from "./api.js";
import { type Gaap, unlessGone } from "./context.js";
import { isGroup, listenerKey, partsOf, protocolIn } from "./keys.js";
import { listenerOf, parentOf, wireParentOf } from "./mapping.js";
import type { WireListener, WireParent } from "./wire-types.js";

export const PROTOCOLS: readonly ListenerProtocol[] = KNOWN_PROTOCOLS;

/** The parts of the refs' keys; a ref whose key has another shape names nothing that there is. */
export function partsOfRefs(refs: readonly ResourceRef[]) {
  return refs.flatMap((ref) => {
    const parts = partsOf(ref.key);
    return parts ? [{ ref, parts, protocol: protocolIn(ref.hint) }] : [];
  });
}

/** A listener names its parent by the one field or the other. */
const isOn = (wire: WireListener, parentId: string) =>
  (wire.ProxyId === null && wire.GroupId === null) || wire.ProxyId === parentId || wire.GroupId === parentId;

/** Listeners of one parent and protocol by their ids, in the fewest calls: page by page, or each by its id. */
export async function readWireListeners(
  gaap: Gaap,
  which: api.ListenersOf,
  ids: readonly string[],
  call: Call,
): Promise<Outcomes<WireListener>> {
  const listeners = await unlessMissing(
    readByIds<WireListener>(ids, {
      async one(id) {
        const wire = await api.describeListener(gaap.client, which.protocol, id, call);
        return wire && isOn(wire, which.parentId) ? wire : null;
      },
      list: (until) => api.describeListeners(gaap.client, which, call, until),
      idOf: ({ ListenerId }) => ListenerId,
    }),
  );
  return listeners ?? new Map();
}

/** @param candidates the protocols that a listener without a hint may have */
export async function readListeners(
  gaap: Gaap,
  refs: readonly ResourceRef[],
  call: Call,
  candidates = PROTOCOLS,
): Promise<Found<Listener>> {
  const wanted = new Map<string, { which: api.ListenersOf; ids: Set<string> }>();
  for (const { parts, protocol: hint } of partsOfRefs(refs)) {
    if (parts.ruleId !== null) continue;
    for (const protocol of hint ? [hint] : candidates) {
      const which = { parentId: parts.parentId, protocol };
      const group = wanted.get(`${protocol}/${parts.parentId}`) ?? { which, ids: new Set() };
      wanted.set(`${protocol}/${parts.parentId}`, group);
      group.ids.add(parts.listenerId);
    }
  }
  const tasks = [...wanted.values()].map(({ which, ids }): KeyedTask<Listener> => {
    const { parentId } = which;
    return {
      keys: [...ids].map((id) => listenerKey(parentId, id)),
      run: async () => {
        const wires = await readWireListeners(gaap, which, [...ids], call);
        const listeners = mapOutcomes(wires, (wire) => listenerOf(wire, parentId, gaap.account));
        return new Map([...listeners].map(([id, listener]) => [listenerKey(parentId, id), listener]));
      },
    };
  });
  return runKeyed(tasks);
}

async function proxiesByIds(gaap: Gaap, ids: readonly string[], call: Call): Promise<Listing<WireParent>> {
  const proxies = await unlessGone(api.describeProxiesByIds(gaap.client, ids, call), null);
  if (proxies) return proxies;
  // As with rules: one unknown id must not hide the others.
  if (ids.length === 1) return listingOf<WireParent>([]);
  return joinListings(await Promise.all(ids.map((id) => proxiesByIds(gaap, [id], call))));
}

export async function readParents(
  gaap: Gaap,
  refs: readonly ResourceRef[],
  call: Call,
): Promise<Found<ListenerParent>> {
  const ids = [...new Set(refs.map(({ key }) => key))];
  const groupIds = ids.filter(isGroup);
  const proxyIds = ids.filter((id) => !isGroup(id));
  const task = (keys: readonly string[], read: () => Promise<Listing<WireParent>>): KeyedTask<WireParent> => ({
    keys,
    run: async () => pickedFrom(await read(), keys, ({ id }) => id),
  });
  const wires = await runKeyed([
    ...inChunks(proxyIds, api.PARENTS_PER_CALL).map((chunk) => task(chunk, () => proxiesByIds(gaap, chunk, call))),
    ...(groupIds.length > 0 ? [task(groupIds, () => api.describeProxyGroups(gaap.client, call))] : []),
  ]);
  return mapOutcomes(wires, (wire) => parentOf(wire, gaap.account));
}

/** Which protocols a parent may have listeners of. */
export function protocolsOf(parent: WireParent | null): readonly ListenerProtocol[] {
  const supported = parent?.supportProtocols ?? [];
  return supported.length > 0 ? PROTOCOLS.filter((protocol) => supported.includes(protocol)) : PROTOCOLS;
}

/** The listeners of one parent and these protocols, by their keys; `port` restricts them to that port. */
export async function allListeners(
  gaap: Gaap,
  parentId: string,
  { protocols, port }: { readonly protocols: readonly ListenerProtocol[]; readonly port?: number },
  call: Call,
): Promise<Listing<Listener>> {
  const lists = await Promise.all(
    protocols.map((protocol) => listenersOrNone(gaap, { parentId, protocol, port }, call)),
  );
  const { items, problems } = mapListing(joinListings(lists), (wire) => listenerOf(wire, parentId, gaap.account));
  const once = onceById(items, ({ ref }) => ref.key);
  return listingOf(
    [...once].sort((a, b) => byText(a.ref.key, b.ref.key)),
    problems,
  );
}

/** Old channels and some groups refuse to be asked for layer-7 listeners, which they cannot have; a parent may be gone. */
async function listenersOrNone(gaap: Gaap, which: api.ListenersOf, call: Call): Promise<Listing<WireListener>> {
  try {
    return await api.describeListeners(gaap.client, which, call);
  } catch (error) {
    const isNone =
      error instanceof ProblemError &&
      (error.code === "NOT_FOUND" || /NotSupport(OldVersionProxy|ProxyGroup)$/.test(error.nativeCode ?? ""));
    if (isNone) return listingOf<WireListener>([]);
    throw error;
  }
}

export function listenersOfParents(gaap: Gaap, parents: readonly ListenerParent[], call: Call) {
  const protocols = new Map(parents.map((parent) => [parent.ref.key, protocolsOf(wireParentOf(parent))]));
  return readEach(protocols.keys(), (id) => allListeners(gaap, id, { protocols: protocols.get(id)! }, call));
}
