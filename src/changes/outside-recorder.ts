import type { CloudAccount } from "../model/cloud-account.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import { inChunks } from "../providers/kit/keyed-reads.js";
import type { ChangeRecord } from "../store/change-record.js";
import type { Journal, OutsideChange } from "../store/journal.js";
import type { SeenRow, SeenStore } from "../store/seen.js";
import type { DatabaseTime } from "../store/tables.js";
import type { CallLog } from "../transport/call.js";
import { isExplained, namesOf, neededSince } from "./explained.js";
import { type Observed, observedIn, type PoolNow, poolsOfMembers } from "./observed.js";

/** Records the differences that sweeps have found and that no change of ours explains. */
export interface OutsideRecorder {
  /**
   * Records what is pending of an account, whichever process found it. Failures to record are logged; what is not
   * recorded stays pending.
   */
  record(accountId: string): Promise<void>;
}

export interface OutsideTools {
  readonly journal: Journal;
  readonly seen: SeenStore;
  accounts(): Accounts;
  readonly log: CallLog;
  /** Called with the number of changes that were found in an account, recorded one by one or not. */
  found(account: Pick<CloudAccount, "id" | "provider">, changes: number): void;
}

/** Maximum number of differences that are examined together, and of changes that are recorded one by one for them. */
const MOST_DIFFERENCES = 5_000;
const MOST_CHANGES = 1_000;
/** Maximum number of changes of ours that are compared; with more, all differences count as explained by them. */
const MOST_SENT = 10_000;
/** Pools whose members are read together, and rows of one answer. */
const POOLS_AT_ONCE = 50;
const ROWS_AT_ONCE = 1_000;
/** Targets whose history is read together, and the records of each that are examined. */
const TARGETS_AT_ONCE = 500;
const LATEST = 5;

export function outsideRecorder(tools: OutsideTools): OutsideRecorder {
  const { journal, seen, accounts, log } = tools;

  /** @returns whether there may be more */
  async function recordSome(connected: ConnectedAccount): Promise<boolean> {
    const accountId = connected.account.id;
    const pending = await seen.pending(accountId, MOST_DIFFERENCES);
    if (!pending) return false;
    const { ids, differences, more, readAt } = pending;
    const pools = await poolsNow(seen, accountId, poolsOfMembers(differences));
    const observed = observedOrNone(differences, pools, connected);
    const unexplained = await withoutOurs(journal, accountId, observed, readAt);
    const kept = unexplained.slice(0, MOST_CHANGES);
    const changes = kept.map((one): OutsideChange => ({ ...one, accountId, observedAfter: readAt }));
    if (!(await journal.keepOutside(changes, ids))) return false;
    if (unexplained.length > 0) tools.found(connected.account, unexplained.length);
    const left = unexplained.length - kept.length + more;
    const counts = { accountId, recorded: kept.length, notRecorded: left };
    if (left > 0) log.warn(counts, "more was changed outside than is recorded one by one");
    return differences.length === MOST_DIFFERENCES;
  }

  /** An error of this program, which would come again each time, must not keep later differences out of the history. */
  function observedOrNone(...[differences, pools, connected]: Parameters<typeof observedIn>): readonly Observed[] {
    try {
      return observedIn(differences, pools, connected);
    } catch (err) {
      log.error({ err, accountId: connected.account.id }, "could not make out what was changed outside");
      return [];
    }
  }

  return {
    async record(accountId) {
      const connected = accounts().get(accountId);
      if (!connected) return;
      try {
        while (await recordSome(connected));
      } catch (err) {
        log.error({ err, accountId }, "could not record what was changed outside");
      }
    },
  };
}

/** Pools with all of their members, by pool key. */
async function poolsNow(
  seen: SeenStore,
  accountId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, PoolNow>> {
  const found = new Map<string, { pool: SeenRow; members: SeenRow[] }>();
  for (const some of inChunks(keys, POOLS_AT_ONCE)) {
    const accountIds = [accountId];
    for (const pool of await seen.find({ accountIds, kind: "pool", conditions: { keys: some }, limit: some.length }))
      found.set(pool.key, { pool, members: [] });
    let after: string | null = null;
    do {
      const page: readonly SeenRow[] = await seen.find({
        ...{ accountIds, kind: "member", conditions: { parentKeys: some }, limit: ROWS_AT_ONCE, after },
      });
      for (const member of page) found.get(member.parentKey ?? "")?.members.push(member);
      after = page.length === ROWS_AT_ONCE ? page.at(-1)!.place : null;
    } while (after !== null);
  }
  return found;
}

/** The differences that no change of ours explains. */
async function withoutOurs(
  journal: Journal,
  accountId: string,
  observed: readonly Observed[],
  readAt: DatabaseTime,
): Promise<readonly Observed[]> {
  if (observed.length === 0) return [];
  const sent = await journal.sentSince(accountId, neededSince(readAt), MOST_SENT);
  if (sent === null) return [];
  const left = observed.filter((one) => !isExplained(one, sent, readAt));
  const lives = await livesOf(journal, left);
  return left.filter((one) => !namesOf(one).some((urn) => isEndOf(one, lives.get(urn))));
}

/** The latest recorded creation or deletion, by the urn of its object. */
async function livesOf(journal: Journal, observed: readonly Observed[]): Promise<ReadonlyMap<string, ChangeRecord>> {
  const urns = observed.filter(({ before, after }) => before === null || after === null).flatMap(namesOf);
  const lives = new Map<string, ChangeRecord>();
  for (const some of inChunks([...new Set(urns)], TARGETS_AT_ONCE))
    for (const [urn, { changes }] of await journal.listByTarget(some, { limit: LATEST })) {
      const latest = changes.find(({ action, state }) => /^(CREATE|DELETE)_/.test(action) && state !== "FAILED");
      if (latest) lives.set(urn, latest);
    }
  return lives;
}

/** Whether a creation or deletion matches one of ours, however long ago, because clouds may be slow. */
function isEndOf({ before, after }: Observed, latest: ChangeRecord | undefined): boolean {
  if (latest?.origin !== "GRAPH") return false;
  const isCreated = latest.action.startsWith("CREATE_");
  return (before === null && isCreated) || (after === null && !isCreated);
}
