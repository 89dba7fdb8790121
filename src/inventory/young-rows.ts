import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { FoundRow, SeenAccount, SeenStore } from "../store/seen.js";
import { StoreError } from "../store/store-error.js";
import type { DatabaseTime } from "../store/tables.js";
import type { CallLog } from "../transport/call.js";
import { type Model, madeOf, type OwnKind } from "./made-objects.js";
import { cameFrom } from "./origin.js";
import { COULD_NOT_READ } from "./seen-or-cloud.js";

export interface YoungRowsOptions {
  readonly connected: ConnectedAccount;
  readonly account: SeenAccount;
  readonly maxAgeSeconds: number;
  readonly seen: Pick<SeenStore, "find">;
  readonly log: CallLog;
}

/** Maximum keys in one statement. */
const AT_ONCE = 1_000;

/**
 * Whether something that was read at that time is recent enough: of at most this age, and of after the latest change of
 * ours. All times are the database's.
 */
export function isYoung(
  readAt: DatabaseTime | null,
  { changedAt, now }: Pick<SeenAccount, "changedAt" | "now">,
  maxAgeSeconds: number,
): readAt is DatabaseTime {
  if (readAt === null || readAt < now - maxAgeSeconds * 1000) return false;
  return changedAt === null || readAt > changedAt;
}

/** The single objects of an account that were read recently enough, although the account as a whole was not. */
export class YoungRows {
  constructor(private readonly options: YoungRowsOptions) {}

  /** Those of the named objects that are young, by key; none when the store cannot be read. */
  async named<K extends OwnKind>(kind: K, refs: readonly ResourceRef[]): Promise<ReadonlyMap<string, Model[K]>> {
    const { connected, account, maxAgeSeconds, seen, log } = this.options;
    const { accountId } = account;
    const kinds = new Map(refs.slice(0, AT_ONCE).map((ref) => [ref.key, ref.kind]));
    const found = new Map<string, Model[K]>();
    let rows: readonly FoundRow[] = [];
    try {
      const conditions = { keys: [...kinds.keys()] };
      rows = await seen.find({ accountIds: [accountId], kind, conditions, limit: kinds.size });
    } catch (err) {
      if (!(err instanceof StoreError)) throw err;
      log.warn({ err, account: accountId }, COULD_NOT_READ);
    }
    for (const row of rows) {
      if (kinds.get(row.key) !== row.refKind || !isYoung(row.seenAt, account, maxAgeSeconds)) continue;
      const made = madeOf(kind, row, connected.service);
      if (!(made instanceof ProblemError)) found.set(row.key, cameFrom(made, { readAt: row.seenAt, rows: this }));
    }
    return found;
  }
}
