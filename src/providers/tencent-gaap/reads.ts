import { KNOWN_PROTOCOLS, type KnownProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../kit/cut-page.js";
import {
  inChunks,
  type KeyedTask,
  mapOutcomes,
  type Outcomes,
  oneOf,
  readByIds,
  readEach,
  runKeyed,
} from "../kit/keyed-reads.js";
import { joinListings, listingOf, mapListing, onceById, pickedFrom } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Found, Listing, Reads } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { poolsOfListener, ruleTasks, type WantedRule, wantedKey } from "./forwarding-rules.js";
import { toHealthMonitor } from "./health-monitors.js";
import { type ListenerPlace, nativeParent, toImplicitPool, toListener, toParent } from "./mapping.js";
import { membersOf } from "./members.js";
import { isGroup, listenerKey, partsOfRefs, refOf } from "./ref-keys.js";
import type { WireListener, WireParent } from "./wire.js";

export function readsOf(context: Context): Reads {
  return {
    readListeners: (refs, call) => readListeners(context, refs, KNOWN_PROTOCOLS, call),
    readPools: (refs, call) => readPools(context, refs, call),
    readParents: (refs, call) => readParents(context, refs, call),
    listenersOfParents(parents, call) {
      const protocols = new Map(parents.map((parent) => [parent.ref.key, protocolsOf(nativeParent(parent))]));
      return readEach(protocols.keys(), (id) => allListeners(context, id, { protocols: protocols.get(id)! }, call));
    },
    poolsOfListeners(listeners, call) {
      const byKey = new Map(listeners.map((listener) => [listener.ref.key, listener]));
      return readEach(byKey.keys(), (key) => poolsOfListener(context, byKey.get(key)!, call));
    },
    // A pool's real servers and health checks come with its listener or rule.
    membersOfPools: async (pools) => mapOutcomes(new Map(pools.map((pool) => [pool.ref.key, pool])), membersOf),
    healthMonitorsOfPools: async (pools) => new Map(pools.map((pool) => [pool.ref.key, toHealthMonitor(pool)])),
  };
}

/** @param candidates the protocols that a listener without a hint may have */
function readListeners(
  context: Context,
  refs: readonly ResourceRef[],
  candidates: readonly KnownProtocol[],
  call: Call,
): Promise<Found<Listener>> {
  const wanted = new Map<string, { place: ListenerPlace; ids: Set<string> }>();
  for (const { parentId, listenerId, ruleId, protocol: hint } of partsOfRefs(refs)) {
    if (ruleId !== null) continue;
    for (const protocol of hint ? [hint] : candidates) {
      const group = wanted.get(`${protocol}/${parentId}`) ?? { place: { parentId, protocol }, ids: new Set() };
      wanted.set(`${protocol}/${parentId}`, group);
      group.ids.add(listenerId);
    }
  }
  const tasks = [...wanted.values()].map(({ place, ids }): KeyedTask<Listener> => {
    const keyOf = (id: string) => listenerKey(place.parentId, id);
    return {
      keys: [...ids].map(keyOf),
      async run() {
        const wires = await listenersByIds(context, place, [...ids], call);
        const listeners = mapOutcomes(wires, (wire) => toListener(wire, context.account, place));
        return new Map([...listeners].map(([id, listener]) => [keyOf(id), listener]));
      },
    };
  });
  return runKeyed(tasks);
}

function readPools(context: Context, refs: readonly ResourceRef[], call: Call): Promise<Found<Pool>> {
  const parts = partsOfRefs(refs);
  const listenerRefs = parts.filter(({ ruleId }) => ruleId === null).map(({ ref }) => ref);
  const rules = parts.flatMap(({ ruleId, ...place }) => (ruleId === null ? [] : [{ ...place, ruleId }]));
  const hinted = rules.flatMap(({ protocol, ...rule }) => (protocol ? [{ ...rule, protocol }] : []));
  const unhinted = rules.filter(({ protocol }) => !protocol);
  const tasks = ruleTasks(context, hinted, call);
  if (listenerRefs.length > 0) {
    const run = () => implicitPools(context, listenerRefs, call);
    tasks.push({ keys: listenerRefs.map(({ key }) => key), run });
  }
  if (unhinted.length > 0)
    tasks.push({ keys: unhinted.map(wantedKey), run: () => unhintedRules(context, unhinted, call) });
  return runKeyed(tasks);
}

async function implicitPools(context: Context, refs: readonly ResourceRef[], call: Call): Promise<Found<Pool>> {
  const listeners = await readListeners(context, refs, KNOWN_PROTOCOLS, call);
  const pools = [...listeners].flatMap(([key, found]) => {
    const pool = found instanceof ProblemError ? found : toImplicitPool(found);
    return pool ? [[key, pool] as const] : [];
  });
  return new Map(pools);
}

/** The pools of rules whose listeners' protocols are not known: the listeners are read first. */
async function unhintedRules(
  context: Context,
  wanted: readonly Omit<WantedRule, "protocol">[],
  call: Call,
): Promise<Found<Pool>> {
  const refs = wanted.map(({ parentId, listenerId }) =>
    refOf(context.account.id, "listener", listenerKey(parentId, listenerId)),
  );
  const listeners = await readListeners(context, refs, ["HTTPS", "HTTP"], call);
  const problems = new Map<string, ProblemError>();
  const known = wanted.flatMap((rule): WantedRule[] => {
    const listener = listeners.get(listenerKey(rule.parentId, rule.listenerId));
    if (listener instanceof ProblemError) problems.set(wantedKey(rule), listener);
    if (!listener || listener instanceof ProblemError) return [];
    return [{ ...rule, protocol: listener.protocol === "HTTP" ? "HTTP" : "HTTPS" }];
  });
  return new Map([...problems, ...(await runKeyed(ruleTasks(context, known, call)))]);
}

function readParents(context: Context, refs: readonly ResourceRef[], call: Call): Promise<Found<ListenerParent>> {
  const ids = [...new Set(refs.map(({ key }) => key))];
  const groupIds = ids.filter(isGroup);
  const proxyIds = ids.filter((id) => !isGroup(id));
  const task = (keys: readonly string[], read: () => Promise<Listing<WireParent>>): KeyedTask<ListenerParent> => ({
    keys,
    run: async () =>
      mapOutcomes(
        pickedFrom(await read(), keys, ({ id }) => id),
        (wire) => toParent(wire, context.account),
      ),
  });
  return runKeyed([
    ...inChunks(proxyIds, api.PARENTS_PER_CALL).map((chunk) => task(chunk, () => proxiesByIds(context, chunk, call))),
    ...(groupIds.length > 0 ? [task(groupIds, () => api.describeProxyGroups(context, call))] : []),
  ]);
}

async function proxiesByIds(context: Context, ids: readonly string[], call: Call): Promise<Listing<WireParent>> {
  const proxies = await unlessMissing(api.describeProxiesByIds(context, ids, call));
  if (proxies) return proxies;
  // As with rules: one unknown id must not hide the others.
  if (ids.length === 1) return listingOf<WireParent>([]);
  return joinListings(await Promise.all(ids.map((id) => proxiesByIds(context, [id], call))));
}

// Listeners of one parent, which the cloud lists by protocol

/** A listener names its parent in either field, or in none. */
const isOn = ({ proxyId, groupId }: WireListener, parentId: string) =>
  (proxyId === null && groupId === null) || proxyId === parentId || groupId === parentId;

/** Listeners of one parent and protocol by their ids, in the fewest calls: page by page, or each by its id. */
export async function listenersByIds(
  context: Context,
  place: ListenerPlace,
  ids: readonly string[],
  call: Call,
): Promise<Outcomes<WireListener>> {
  const listeners = await unlessMissing(
    readByIds<WireListener>(ids, {
      async one(id) {
        const listener = await api.describeListener(context, place.protocol, id, call);
        return listener && isOn(listener, place.parentId) ? listener : null;
      },
      list: (until) => api.describeListeners(context, place, call, until),
      idOf: ({ id }) => id,
    }),
  );
  return listeners ?? new Map();
}

/**
 * One listener as it is now; null when it is gone.
 * @throws ProblemError when it cannot be read
 */
export async function listenerById(
  context: Context,
  place: ListenerPlace,
  id: string,
  call: Call,
): Promise<WireListener | null> {
  return oneOf(await listenersByIds(context, place, [id], call), id);
}

/** The protocols that a parent's listeners may have: all, unless it names known ones. */
export function protocolsOf({ supportProtocols }: WireParent): readonly KnownProtocol[] {
  const supported = supportProtocols.map((protocol) => protocol.toUpperCase());
  const isUnderstood = supported.length > 0 && supported.every((word) => KNOWN_PROTOCOLS.some((one) => one === word));
  return isUnderstood ? KNOWN_PROTOCOLS.filter((protocol) => supported.includes(protocol)) : KNOWN_PROTOCOLS;
}

/** The listeners of one parent and these protocols, by their keys; `port` restricts them to that port. */
export async function allListeners(
  context: Context,
  parentId: string,
  { protocols, port }: { readonly protocols: readonly KnownProtocol[]; readonly port?: number },
  call: Call,
): Promise<Listing<Listener>> {
  const lists = await Promise.all(
    protocols.map(async (protocol) =>
      mapListing(await listenersOrNone(context, { parentId, protocol, port }, call), (wire) =>
        toListener(wire, context.account, { parentId, protocol }),
      ),
    ),
  );
  const { items, problems } = joinListings(lists);
  const once = onceById(items, ({ ref }) => ref.key);
  return listingOf(
    [...once].sort((a, b) => byText(a.ref.key, b.ref.key)),
    problems,
  );
}

/**
 * Old channels and some groups refuse a request for layer-7 listeners, which they cannot have; a parent may be gone.
 */
async function listenersOrNone(context: Context, which: api.ListenersOf, call: Call): Promise<Listing<WireListener>> {
  try {
    return await api.describeListeners(context, which, call);
  } catch (error) {
    const isNone =
      error instanceof ProblemError &&
      (error.code === "NOT_FOUND" || /NotSupport(OldVersionProxy|ProxyGroup)$/.test(error.nativeCode ?? ""));
    if (isNone) return listingOf<WireListener>([]);
    throw error;
  }
}
