import type { Transaction } from "kysely";
import { plus } from "../change-rows.js";
import type { Database } from "../database.js";
import type { SeenAccount, SeenDifference, SeenKind, SeenObject, SeenStore, SweepClaim, SweptPage } from "../seen.js";
import { StoreError } from "../store-error.js";
import type { DatabaseTime, Tables } from "../tables.js";
import { goneFrom } from "./gone.js";
import { inBatches } from "./in-chunks.js";
import { keepDifferences } from "./pending-differences.js";
import { rowsOf, seenObjectOf } from "./rows.js";
import { markOf, nothingSeen, type Seen, sources } from "./sources.js";
import { listsFor, spelled } from "./spelling.js";
import { whyTooLarge } from "./too-large.js";
import { type Changed, readObjects, writeObjects } from "./written-objects.js";

/** A sweep of this process. */
interface Sweep {
  readonly seen: Seen;
  /** Objects that are too large to be kept. */
  readonly unkept: SeenAccount["problems"][number][];
  /** The number of differences so far. */
  differing: number;
  /** When the lease was last renewed, by this process's monotonic clock. */
  renewedAt: number;
  /** A time after the claim, by the same clock. */
  readonly claimedAt: number;
}

/** Objects that are compared at once. */
const COMPARED = 200;
/** Maximum objects and approximate bytes in one transaction, so that a change never waits long for it. */
const WRITTEN = 25;
const HEAVIEST = 262_144;
/** Maximum number of differences of a sweep that are kept with their contents: a listener may come with its pool and members. */
const MOST_DIFFERENCES = 5_000;
/** How often a lease is renewed before it expires. */
const RENEWALS = 3;
/** Maximum number of problems that are kept for an account. */
const MOST_PROBLEMS = 1_000;

/** Of objects that nothing else reads. */
const justRead = (): SweptPage => ({ since: performance.now(), withOwnOf: (_, swept) => swept });

export interface SweepWrites extends Pick<SeenStore, "put" | "unchanged" | "settle" | "end"> {
  /** Must be called with every claim before it is used. */
  begin(claim: SweepClaim): void;
}

/** @param holder this process */
export function sweepWrites(database: Database, holder: string): SweepWrites {
  const { now } = database;
  const lists = listsFor(database);
  /** By the claim objects: an abandoned claim is garbage collected together with its sweep. */
  const sweeps = new WeakMap<SweepClaim, Sweep>();

  /** Without the objects seen under the claim, the end of the sweep would delete everything. */
  function sweepOf(claim: SweepClaim): Sweep {
    const sweep = sweeps.get(claim);
    if (!sweep)
      throw new StoreError(
        "broken",
        `The claim of the account ${claim.accountId} is not one that this store returned.`,
      );
    return sweep;
  }

  /**
   * Writes while this process still holds the claim.
   * @param leaseMs null: the lease is not renewed
   * @throws StoreError "conflict" when another process has taken the account over
   */
  async function write<T>(
    claim: SweepClaim,
    leaseMs: number | null,
    queries: (tx: Transaction<Tables>) => Promise<T>,
  ): Promise<T> {
    const { accountId, epoch } = claim;
    const since = performance.now();
    const written = await database.write(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("seen_accounts")
        .set((eb) => ({ lease_until: leaseMs === null ? eb.ref("lease_until") : plus(now, leaseMs) }))
        .where("account_id", "=", accountId)
        .where("epoch", "=", epoch)
        .where("holder", "=", holder)
        .executeTakeFirst();
      return numUpdatedRows > 0n ? queries(tx) : lost(claim);
    });
    if (leaseMs !== null) sweepOf(claim).renewedAt = since;
    return written;
  }

  function lost({ accountId }: SweepClaim): never {
    throw new StoreError("conflict", `Another process has taken over the sweep of the account ${accountId}.`);
  }

  /** Renews the lease when part of it has passed, because unchanged pages write nothing. @throws as above */
  async function hold(claim: SweepClaim, leaseMs: number): Promise<void> {
    const { accountId, epoch } = claim;
    if (performance.now() - sweepOf(claim).renewedAt >= leaseMs / RENEWALS)
      return write(claim, leaseMs, async () => undefined);
    const isOurs = await database.read((db) =>
      db
        .selectFrom("seen_accounts")
        .select("epoch")
        .where((eb) => eb.and({ account_id: accountId, epoch, holder }))
        .executeTakeFirst(),
    );
    if (!isOurs) lost(claim);
  }

  /** Keeps what differs until the history has taken it in: a process that ends takes none of it along. */
  async function keep(claim: SweepClaim, tx: Transaction<Tables>, differences: readonly SeenDifference[]) {
    const sweep = sweepOf(claim);
    await keepDifferences(tx, claim, differences, MOST_DIFFERENCES - sweep.differing);
    sweep.differing += differences.length;
  }

  /** When the read of a page began, or somewhat earlier. */
  function readAtOf(claim: SweepClaim, { since }: SweptPage): DatabaseTime {
    return Math.floor(claim.begunAt + since - sweepOf(claim).claimedAt);
  }

  /** Keeps objects of one kind. */
  async function putSome(
    claim: SweepClaim,
    kind: SeenKind,
    objects: readonly SeenObject[],
    { leaseMs, page }: { readonly leaseMs: number; readonly page: SweptPage },
  ) {
    const { accountId } = claim;
    const readAt = readAtOf(claim, page);
    const { seen, unkept } = sweepOf(claim);
    const rows = objects.map((object) => ({
      object,
      problem: whyTooLarge(object),
      ...rowsOf(accountId, object),
    }));
    if (kind === "member") noteApart(seen, objects);
    const known = await database.read((db) =>
      db
        .selectFrom("seen_objects")
        .select(["id", "key", "digest"])
        .where("account_id", "=", accountId)
        .where("kind", "=", kind)
        .where(
          lists.oneOf(
            "key",
            rows.map(({ row }) => row.key),
          ),
        )
        .execute(),
    );
    const byKey = new Map(known.map((one) => [one.key, one]));
    for (const { object, problem } of rows) {
      if (!problem) continue;
      unkept.push(problem);
      leaveUnsettled(seen, object);
    }
    const others = rows.filter(({ row, problem }) => !problem && byKey.get(row.key)?.digest !== row.digest);
    const weightOf = ({ kept }: (typeof others)[number]) => kept.kept.length + 4 * kept.terms.length;
    const differences: SeenDifference[] = [];
    for (const batch of inBatches(others, WRITTEN, HEAVIEST, weightOf)) {
      const ids = batch.flatMap(({ row }) => byKey.get(row.key)?.id ?? []);
      const found = await write(claim, leaseMs, async (tx) => {
        // Read in here: since they were compared, another read may have changed them.
        const before = new Map((await readObjects(tx, lists, ids)).map((row) => [row.key, row]));
        const changed = batch.flatMap(({ object, row, kept }) => {
          const own = before.get(row.key) ?? null;
          if ((own?.seen_at ?? Number.NEGATIVE_INFINITY) > readAt) leaveUnsettled(seen, object);
          return differing(accountId, { object, row, kept, before: own }, readAt, page);
        });
        const some = changed.map(({ object, before: row }) => ({ before: row && seenObjectOf(row), after: object }));
        await keep(claim, tx, some);
        for (const id of await writeObjects(tx, lists, changed, markOf(claim))) seen.ids.add(id);
        return some;
      });
      differences.push(...found);
    }
    for (const { id } of known) seen.ids.add(id);
    return differences;
  }

  const { unchanged, settle } = sources({
    database,
    lists,
    seenBy: (claim) => sweepOf(claim).seen,
    write: (claim, queries) => write(claim, null, queries),
  });

  return {
    begin(claim) {
      const claimedAt = performance.now();
      const renewedAt = Number.NEGATIVE_INFINITY;
      sweeps.set(claim, { seen: nothingSeen(), unkept: [], differing: 0, renewedAt, claimedAt });
    },
    unchanged,
    settle,

    async put(claim, objects, leaseMs, page = justRead()) {
      await hold(claim, leaseMs);
      const differences: SeenDifference[] = [];
      for (const kind of new Set(objects.map((object) => object.kind))) {
        // If an object comes twice, the later one is newer.
        const once = new Map(objects.filter((object) => object.kind === kind).map((object) => [object.key, object]));
        for (const part of inBatches([...once.values()], COMPARED, Number.POSITIVE_INFINITY, () => 0))
          differences.push(...(await putSome(claim, kind, part, { leaseMs, page })));
      }
      return differences;
    },

    async end(claim, { isWhole, problems, failure, intervalMs }) {
      const { accountId } = claim;
      const { seen, unkept } = sweepOf(claim);
      const told = [...problems, ...unkept];
      const gone = isWhole
        ? await goneFrom(
            {
              database,
              write: (queries) => write(claim, null, queries),
              keep: (tx, differences) => keep(claim, tx, differences),
            },
            claim,
            seen,
            told,
          )
        : [];
      await write(claim, null, (tx) =>
        tx
          .updateTable("seen_accounts")
          .set({
            ...(isWhole && { read_at: claim.begunAt, problems: JSON.stringify(told.slice(0, MOST_PROBLEMS)) }),
            ...((isWhole || failure) && {
              failure: failure && JSON.stringify(failure),
              failed_at: failure && now,
              interval_ms: intervalMs,
            }),
            holder: null,
            lease_until: null,
            due_at: plus(now, intervalMs),
          })
          .where("account_id", "=", accountId)
          .execute(),
      );
      for (const some of [seen.ids, seen.pools, seen.apart, seen.unsettled]) some.clear();
      return gone;
    },
  };
}

/** What is to be written of a swept object: nothing, if it is kept like that; without what a later read saw. */
function differing(
  accountId: string,
  swept: Omit<Changed, "seenAt">,
  readAt: DatabaseTime,
  page: SweptPage,
): Changed[] {
  const { before } = swept;
  const laterAt = before?.seen_at ?? Number.NEGATIVE_INFINITY;
  const seenAt = Math.max(laterAt, readAt);
  const object = before && laterAt > readAt ? page.withOwnOf(seenObjectOf(before), swept.object) : swept.object;
  const rows = object === swept.object ? swept : rowsOf(accountId, object);
  if (rows.row.digest === before?.digest) return [];
  return [{ object, row: rows.row, kept: rows.kept, before, seenAt: Number.isFinite(seenAt) ? seenAt : null }];
}

function noteApart(seen: Seen, members: readonly SeenObject[]): void {
  for (const { parentKey } of members) if (parentKey !== null) seen.apart.add(spelled(parentKey));
}

/** The object's row is not what was put: nothing is noted of what it was made of, nor of what covers it. */
function leaveUnsettled({ unsettled }: Seen, { kind, key, parentKey }: SeenObject): void {
  unsettled.add(`${kind} ${key}`);
  if (kind === "member") unsettled.add(`pool ${parentKey}`);
}
