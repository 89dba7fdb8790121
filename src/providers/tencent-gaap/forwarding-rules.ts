import type { KnownProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import { isSameAddress } from "../../model/server-address.js";
import type { Call } from "../../transport/call.js";
import { unreadable } from "../../transport/shape.js";
import { settled } from "../kit/change-steps.js";
import { inChunks, type KeyedTask, mapOutcomes } from "../kit/keyed-reads.js";
import { findIn, joinListings, listingOf, mapListing, onceById, pickedFrom } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Listing } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { RUNNING, toImplicitPool, toPool } from "./mapping.js";
import { type KeyParts, parentIdOf, ruleKey } from "./ref-keys.js";
import { readRule, type WireDomain, type WireRule } from "./wire.js";

/** Domains and rules of HTTP and HTTPS listeners. */

/** The domains of a listener; none when it is gone. */
export async function domainsOf(context: Context, listenerId: string, call: Call): Promise<readonly WireDomain[]> {
  return (await unlessMissing(api.describeRules(context, listenerId, call))) ?? [];
}

export const domainNamed = (domains: readonly WireDomain[], wanted: string) =>
  domains.find(({ name }) => name !== null && isSameAddress(name, wanted));

export const isRunning = ({ status }: WireRule) => status === RUNNING;

/** Waits until the domain has settled, so that its rules can be changed. */
export const settledDomain = (context: Context, listenerId: string, name: string, call: Call) =>
  settled(
    context,
    `the domain ${name} is still being changed`,
    async () => domainNamed(await domainsOf(context, listenerId, call), name),
    (domain) => domain !== undefined && (domain.status ?? RUNNING) === RUNNING,
    call,
    undefined,
  );

/** All rules of these domains. */
export function rulesIn(domains: readonly WireDomain[]): Listing<WireRule> {
  const problems = domains
    .filter(({ rules }) => rules === null)
    .map(({ name }) => unreadable("domain", name, "RuleSet").with({ mayHaveHappened: false, nativeId: undefined }));
  const listing = listingOf(
    domains.flatMap(({ rules }) => rules ?? []),
    problems,
  );
  const read = mapListing(listing, readRule);
  return listingOf(
    onceById(read.items, ({ id }) => id),
    read.problems,
  );
}

/**
 * At most ten rules by their ids; rules that do not exist are missing. Whether one unknown id spoils the whole call is
 * not documented: if it does, the others are read individually.
 */
export async function rulesByIds(context: Context, ids: readonly string[], call: Call): Promise<Listing<WireRule>> {
  const rules = await unlessMissing(api.describeRulesByIds(context, ids, call));
  if (rules) return rules;
  if (ids.length === 1) return listingOf<WireRule>([]);
  return joinListings(await Promise.all(ids.map((id) => rulesByIds(context, [id], call))));
}

/**
 * One rule as it is now; null when it is gone.
 * @throws ProblemError when it cannot be read
 */
export async function ruleById(context: Context, id: string, call: Call): Promise<WireRule | null> {
  return findIn(await rulesByIds(context, [id], call), (rule) => rule.id === id);
}

/** The pools that a listener forwards to: its own, or its rules, those of the default domain first. */
export async function poolsOfListener(context: Context, listener: Listener, call: Call): Promise<Listing<Pool>> {
  const own = toImplicitPool(listener);
  if (own) return listingOf([own]);
  const { nativeId: listenerId, protocol, ref, account } = listener;
  const place = { parentId: parentIdOf(ref), listenerId, protocol: protocol === "HTTP" ? protocol : "HTTPS" } as const;
  const domains = await domainsOf(context, listenerId, call);
  const defaultFirst = [...domains].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  return mapListing(rulesIn(defaultFirst), (rule) => toPool(rule, account, place));
}

/** A rule that is read by its id, with the protocol of its listener. */
export interface WantedRule extends KeyParts {
  readonly ruleId: string;
  readonly protocol: KnownProtocol;
}
export const wantedKey = ({ parentId, listenerId, ruleId }: Omit<WantedRule, "protocol">) =>
  ruleKey(parentId, listenerId, ruleId);

/** Reads of rules by their ids, in the fewest calls. */
export function ruleTasks(context: Context, wanted: readonly WantedRule[], call: Call): KeyedTask<Pool>[] {
  return ruleReads(context, wanted, call).map(({ part, read }) => ({
    keys: part.map(wantedKey),
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

/**
 * The result for a requested rule. A rule belongs to the listener that it names, or to the one at which it was looked
 * for.
 */
function foundAs(place: WantedRule, rule: WireRule | ProblemError | undefined): [string, FoundRule | ProblemError][] {
  if (rule === undefined) return [];
  if (rule instanceof ProblemError) return [[wantedKey(place), rule]];
  if (rule.listenerId !== null && rule.listenerId !== place.listenerId) return [];
  return [[wantedKey(place), { rule, place }]];
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
