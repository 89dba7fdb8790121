import type { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { MEMBERS, membersUnreadOf } from "./kept-objects.js";
import { originOf } from "./origin.js";
import { isIdOf } from "./seen-reads.js";

/** The pools whose members are listed. */
export interface PoolsOfMembers {
  /** Omitted: those of any load balancer or accelerator. */
  readonly parent: ResourceRef | undefined;
  /** By account; null: any. */
  readonly pools: ReadonlyMap<string, readonly ResourceRef[]> | null;
}

/** The most pools whose problems are reported. */
const MOST_POOLS = 200;

/**
 * Why a list of members from the inventory may be incomplete, by account: pools that could not be interpreted, and pools
 * whose members or their health could not all be read.
 *
 * @param sources accounts that all answer from the inventory
 * @throws StoreError
 */
export async function unreadMembers(
  sources: readonly ConnectedAccount[],
  { parent, pools }: PoolsOfMembers,
): Promise<ReadonlyMap<ConnectedAccount, readonly ProblemError[]>> {
  const isListed = (accountId: string, isIt: (pool: ResourceRef) => boolean): boolean =>
    !pools || (pools.get(accountId)?.some(isIt) ?? false);
  const problems = new Map<ConnectedAccount, ProblemError[]>();
  for (const source of sources) {
    const { id } = source.account;
    const odd = originOf(source.service)?.reads?.problemsOf("pool") ?? [];
    problems.set(
      source,
      odd.filter(({ nativeId }) => isListed(id, ({ key }) => isIdOf(nativeId, key))),
    );
  }
  const seen = sources[0] && originOf(sources[0].service)?.reads?.store;
  if (!seen) return problems;
  const rows = await seen.findKept({
    accountIds: sources.map(({ account }) => account.id),
    kind: "pool",
    conditions: {
      terms: { lacks: [MEMBERS] },
      ...(parent && { parentKeys: [parent.key] }),
      ...(pools && { named: [...pools.values()].flat() }),
    },
    limit: MOST_POOLS,
  });
  const byId = new Map(sources.map((source) => [source.account.id, source]));
  for (const row of rows) problems.get(byId.get(row.accountId)!)!.push(...membersUnreadOf(row));
  return problems;
}
