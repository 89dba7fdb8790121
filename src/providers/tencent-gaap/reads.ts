import { KNOWN_PROTOCOLS, type KnownProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { inChunks, type KeyedTask, mapOutcomes, readEach, runKeyed } from "../kit/keyed-reads.js";
import { joinListings, listingOf, pickedFrom } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Found, Listing, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { domainsOf, poolsOfListener, rulesByIds, rulesIn } from "./forwarding-rules.js";
import { toHealthMonitor } from "./health-monitors.js";
import { allListeners, listenersByIds, protocolsOf } from "./listeners.js";
import { type ListenerPlace, nativeParent, toImplicitPool, toListener, toParent, toPool } from "./mapping.js";
import { membersOf } from "./members.js";
import { isGroup, type KeyParts, listenerKey, partsOfRefs, refOf, ruleKey } from "./ref-keys.js";
import type { WireParent, WireRule } from "./wire.js";

type Reads = Pick<
  ProviderService,
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

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

/** A rule that is asked for by its id, with the protocol of its listener. */
interface WantedRule extends KeyParts {
  readonly ruleId: string;
  readonly protocol: KnownProtocol;
}
const keyOf = ({ parentId, listenerId, ruleId }: Omit<WantedRule, "protocol">) => ruleKey(parentId, listenerId, ruleId);

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
  if (unhinted.length > 0) tasks.push({ keys: unhinted.map(keyOf), run: () => unhintedRules(context, unhinted, call) });
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

function ruleTasks(context: Context, wanted: readonly WantedRule[], call: Call): KeyedTask<Pool>[] {
  return ruleReads(context, wanted, call).map(({ part, read }) => ({
    keys: part.map(keyOf),
    async run() {
      const ids = part.map(({ ruleId }) => ruleId);
      const rules = pickedFrom(await read(), ids, ({ id }) => id);
      const found = new Map(part.flatMap((one) => foundAs(one, rules.get(one.ruleId))));
      return mapOutcomes(found, ({ rule, place }) => toPool(rule, context.account, place));
    },
  }));
}

interface FoundRule {
  readonly rule: WireRule;
  readonly place: WantedRule;
}

/** What was found for a wanted rule. A rule belongs to the listener that it names, or to the one that it was looked for at. */
function foundAs(place: WantedRule, rule: WireRule | ProblemError | undefined): [string, FoundRule | ProblemError][] {
  if (rule === undefined) return [];
  if (rule instanceof ProblemError) return [[keyOf(place), rule]];
  if (rule.listenerId !== null && rule.listenerId !== place.listenerId) return [];
  return [[keyOf(place), { rule, place }]];
}

/** Rules ten in a call, or all of a listener in one, whichever is fewer calls. */
function ruleReads(context: Context, wanted: readonly WantedRule[], call: Call) {
  const listenerIds = [...new Set(wanted.map(({ listenerId }) => listenerId))];
  const chunks = inChunks(wanted, api.RULES_PER_CALL);
  if (listenerIds.length < chunks.length) {
    return listenerIds.map((listenerId) => ({
      part: wanted.filter((rule) => rule.listenerId === listenerId),
      read: async () => rulesIn(await domainsOf(context, listenerId, call)),
    }));
  }
  return chunks.map((part) => {
    const ids = part.map(({ ruleId }) => ruleId);
    return { part, read: () => rulesByIds(context, ids, call) };
  });
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
    if (listener instanceof ProblemError) problems.set(keyOf(rule), listener);
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
