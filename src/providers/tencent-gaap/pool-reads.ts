import type { ListenerProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { inChunks, type KeyedTask, readEach, runKeyed } from "../kit/keyed-reads.js";
import { listingOf, onceById } from "../kit/listing.js";
import type { Found, Listing } from "../provider.js";
import * as api from "./api.js";
import { type Gaap, unlessGone } from "./context.js";
import { type KeyParts, listenerKey, refOf, ruleKey } from "./keys.js";
import { parentIdOf, poolOfListener, poolOfRule } from "./mapping.js";
import { partsOfRefs, readListeners } from "./reads.js";
import type { WireRule } from "./wire-types.js";

/** A wanted rule, with the protocol of its listener. */
interface WantedRule extends KeyParts {
  readonly ruleId: string;
  readonly protocol: ListenerProtocol;
}

const keyOf = ({ parentId, listenerId, ruleId }: WantedRule) => ruleKey(parentId, listenerId, ruleId);

/** Rules ten in a call, or all of a listener in one, whichever is fewer calls. */
function ruleReads(gaap: Gaap, wanted: readonly WantedRule[], call: Call) {
  const listenerIds = [...new Set(wanted.map(({ listenerId }) => listenerId))];
  const chunks = inChunks(wanted, api.RULES_PER_CALL);
  if (listenerIds.length < chunks.length) {
    return listenerIds.map((listenerId) => ({
      part: wanted.filter((rule) => rule.listenerId === listenerId),
      read: async () =>
        (await unlessGone(api.describeRules(gaap.client, listenerId, call), [])).flatMap(({ RuleSet }) => RuleSet),
    }));
  }
  return chunks.map((part) => ({ part, read: () => rulesByIds(gaap, part, call) }));
}

/** Whether one unknown id spoils the whole call is not documented: should it do so, the others are asked for alone. */
async function rulesByIds(gaap: Gaap, wanted: readonly WantedRule[], call: Call): Promise<WireRule[]> {
  const ids = wanted.map(({ ruleId }) => ruleId);
  const rules = await unlessGone(api.describeRulesByIds(gaap.client, ids, call), null);
  if (rules) return rules;
  if (ids.length === 1) return [];
  return (await Promise.all(wanted.map((rule) => rulesByIds(gaap, [rule], call)))).flat();
}

function ruleTasks(gaap: Gaap, wanted: readonly WantedRule[], call: Call): KeyedTask<Pool>[] {
  return ruleReads(gaap, wanted, call).map(({ part, read }) => ({
    keys: part.map(keyOf),
    run: async () => {
      const byId = new Map((await read()).map((rule) => [`${rule.ListenerId}/${rule.RuleId}`, rule]));
      const pools = part.flatMap((one) => {
        const rule = byId.get(`${one.listenerId}/${one.ruleId}`);
        return rule ? [[keyOf(one), poolOfRule(rule, one.parentId, one.protocol, gaap.account)] as const] : [];
      });
      return new Map(pools);
    },
  }));
}

/** The pools of rules whose listeners' protocols are not known: the listeners are read first. */
function unhintedRules(gaap: Gaap, wanted: readonly Omit<WantedRule, "protocol">[], call: Call) {
  return async (): Promise<Found<Pool>> => {
    const refs = wanted.map(({ parentId, listenerId }) =>
      refOf(gaap.account.id, "listener", listenerKey(parentId, listenerId)),
    );
    const listeners = await readListeners(gaap, refs, call, ["HTTPS", "HTTP"]);
    const problems = new Map<string, ProblemError>();
    const known = wanted.flatMap((rule) => {
      const listener = listeners.get(listenerKey(rule.parentId, rule.listenerId));
      if (listener instanceof ProblemError)
        problems.set(ruleKey(rule.parentId, rule.listenerId, rule.ruleId), listener);
      return listener && !(listener instanceof ProblemError) ? [{ ...rule, protocol: listener.protocol }] : [];
    });
    return new Map([...problems, ...(await runKeyed(ruleTasks(gaap, known, call)))]);
  };
}

export async function readPools(gaap: Gaap, refs: readonly ResourceRef[], call: Call): Promise<Found<Pool>> {
  const known = partsOfRefs(refs);
  const listenerRefs = known.filter(({ parts }) => parts.ruleId === null).map(({ ref }) => ref);
  const rules = known.flatMap(({ parts, protocol }) =>
    parts.ruleId === null ? [] : [{ ...parts, ruleId: parts.ruleId, protocol }],
  );
  const hinted = rules.flatMap(({ protocol, ...rule }) => (protocol ? [{ ...rule, protocol }] : []));
  const unhinted = rules.filter(({ protocol }) => !protocol);
  const ofListeners = async (): Promise<Found<Pool>> => {
    const pools = [...(await readListeners(gaap, listenerRefs, call))].flatMap(([key, found]) => {
      const pool = found instanceof ProblemError ? found : poolOfListener(found);
      return pool ? [[key, pool] as const] : [];
    });
    return new Map(pools);
  };
  const tasks: KeyedTask<Pool>[] = ruleTasks(gaap, hinted, call);
  if (listenerRefs.length > 0) tasks.push({ keys: listenerRefs.map(({ key }) => key), run: ofListeners });
  if (unhinted.length > 0) {
    const keys = unhinted.map(({ parentId, listenerId, ruleId }) => ruleKey(parentId, listenerId, ruleId));
    tasks.push({ keys, run: unhintedRules(gaap, unhinted, call) });
  }
  return runKeyed(tasks);
}

/** The pools that a listener forwards to: its own, or its rules, those of the default domain first. */
export async function poolsOfListener(gaap: Gaap, listener: Listener, call: Call): Promise<Listing<Pool>> {
  const own = poolOfListener(listener);
  if (own) return listingOf([own]);
  const domains = await unlessGone(api.describeRules(gaap.client, listener.nativeId, call), []);
  const defaultFirst = [...domains].sort((a, b) => Number(b.IsDefaultServer) - Number(a.IsDefaultServer));
  const parentId = parentIdOf(listener.ref);
  const rules = onceById(
    defaultFirst.flatMap(({ RuleSet }) => RuleSet),
    ({ RuleId }) => RuleId,
  );
  return listingOf(rules.map((rule) => poolOfRule(rule, parentId, listener.protocol, gaap.account)));
}

export function poolsOfListeners(gaap: Gaap, listeners: readonly Listener[], call: Call) {
  const byKey = new Map(listeners.map((listener) => [listener.ref.key, listener]));
  return readEach(byKey.keys(), (key) => poolsOfListener(gaap, byKey.get(key)!, call));
}
