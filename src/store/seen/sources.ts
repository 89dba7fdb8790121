import { sql, type Transaction } from "kysely";
import type { Database } from "../database.js";
import type { SeenKind, SweepClaim, SweptSource } from "../seen.js";
import type { Tables } from "../tables.js";
import { type Lists, spelled } from "./spelling.js";

/** What rows were made of: what a sweep finds to be made of the same needs no comparison of its contents. */

/** What a sweep has seen. */
export interface Seen {
  /** The ids of the rows that it has seen by themselves. */
  readonly ids: Set<number>;
  /** The keys, as they are stored, of pools that were unchanged together with their members. */
  readonly pools: Set<string>;
  /** The number and the sum of the ids of the members of these pools. */
  readonly members: { count: number; sum: number };
  /** The keys, as they are stored, of pools of which members were put by themselves. */
  readonly apart: Set<string>;
  /** By kind and key, objects whose rows are not, or not only, what was put last. */
  readonly unsettled: Set<string>;
}

export const nothingSeen = (): Seen => ({
  ids: new Set(),
  pools: new Set(),
  members: { count: 0, sum: 0 },
  apart: new Set(),
  unsettled: new Set(),
});

/** The source of rows that a sweep is writing. No digest looks like that. */
export const markOf = ({ epoch }: SweepClaim): string => `sweep ${epoch}`;

interface SourceTools {
  readonly database: Database;
  readonly lists: Lists;
  seenBy(claim: SweepClaim): Seen;
  /** Writes only while this process holds the sweep. */
  write(claim: SweepClaim, queries: (tx: Transaction<Tables>) => Promise<void>): Promise<void>;
}

export function sources({ database, lists, seenBy, write }: SourceTools) {
  /** The rows of these objects; with a pool's row the number and the sum of the ids of its members. */
  function known({ accountId }: SweepClaim, kind: SeenKind, keys: readonly string[]) {
    const members = sql<string>`(select count(*) || ' ' || coalesce(sum(member.id), 0) from seen_objects as member
      where member.account_id = ${accountId} and member.kind = 'member' and member.parent_key = seen_objects.key)`;
    return database.read((db) =>
      db
        .selectFrom("seen_objects")
        .select(["id", "key", "source"])
        .select((kind === "pool" ? members : sql<string>`''`).as("members"))
        .where("account_id", "=", accountId)
        .where("kind", "=", kind)
        .where(lists.oneOf("key", keys))
        .execute(),
    );
  }

  return {
    async unchanged(claim: SweepClaim, kind: SeenKind, swept: readonly SweptSource[]): Promise<ReadonlySet<string>> {
      const { ids, pools, members } = seenBy(claim);
      const byKey = new Map(swept.map((one) => [spelled(one.key), one]));
      const same = new Set<string>();
      const others: number[] = [];
      for (const { id, key, source, members: parts } of await known(claim, kind, [...byKey.keys()])) {
        const one = byKey.get(key)!;
        const [count = 0, sum = 0] = parts.split(" ").map(Number);
        if (one.source === null || source !== one.source || count !== (one.members ?? 0)) {
          others.push(id);
          continue;
        }
        same.add(one.key);
        ids.add(id);
        if (kind !== "pool" || pools.has(key)) continue;
        pools.add(key);
        members.count += count;
        members.sum += sum;
      }
      const mark = markOf(claim);
      if (others.length > 0)
        await write(claim, async (tx) => {
          const isOther = lists.oneNumberOf("id", others);
          await tx.updateTable("seen_objects").set({ source: mark }).where(isOther).execute();
        });
      return same;
    },

    async settle(claim: SweepClaim, kind: SeenKind, swept: readonly SweptSource[]): Promise<void> {
      const { accountId } = claim;
      const { unsettled } = seenBy(claim);
      const settled = swept
        .filter(({ key, source }) => source !== null && !unsettled.has(`${kind} ${key}`))
        .map(({ key, source }) => [spelled(key), source]);
      if (settled.length === 0) return;
      await write(claim, async (tx) => {
        // Rows that others have written since have lost the mark.
        await sql`update seen_objects set source = looks.value ->> 1 from ${lists.elements(settled)} as looks
          where account_id = ${accountId} and kind = ${kind} and seen_objects.key = looks.value ->> 0
          and source = ${markOf(claim)}`.execute(tx);
      });
    },
  };
}
