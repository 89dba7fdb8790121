import { type Kysely, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "../database.js";
import type { SeenQuery, SeenStore } from "../seen.js";
import type { Tables } from "../tables.js";
import { type AskedCondition, conditionsOf, lookUpsOf, type SeenLookUp } from "./conditions.js";
import { byColumn, byPlace, type Ordering } from "./orderings.js";
import { type ObjectRow, seenRowOf } from "./rows.js";
import { listsFor } from "./spelling.js";

type Asked = Pick<SeenQuery, "accountIds" | "kind" | "conditions">;
type Found = SelectQueryBuilder<Tables, "seen_objects", object>;

/** Up to this many rows, looking up each is faster than scanning all in order until a page is full. */
const FEW = 2_000;

/** How rows are found. SQLite has no statistics on values, so the statement says what to start with. */
interface Plan {
  /** Starts with few rows, which are then sorted; otherwise scans all in their order. */
  readonly isNarrow: boolean;
  /** Whether conditions have to be tested row by row. */
  readonly isSifted: boolean;
  matching(db: Kysely<Tables>): Found;
}

/** @param few rows up to which each is looked up */
export function finding(database: Database, few = FEW): Pick<SeenStore, "find" | "count"> {
  const lists = listsFor(database);

  async function planOf({ accountIds, kind, conditions }: Asked, isCount: boolean): Promise<Plan> {
    const asked = conditionsOf(conditions, lists, { accountIds, kind });
    const has = (by: AskedCondition["by"]) => asked.some((one) => one.by === by);
    const lookUps = lookUpsOf(conditions, kind, lists);
    const ofKind = sql`from seen_objects where kind = ${sql.lit(kind)}`;
    const values = asked.filter(({ by }) => by === "value").map(({ test }) => ({ found: sql`${ofKind} and ${test}` }));
    const isByIndex = has("index") || has("account");
    const value = isByIndex || isCount ? null : await fewOf(values);
    const lookUp = isByIndex || value ? null : await firstOf(lookUps, isCount);
    const first = (value && sql`select id ${value.found}`) ?? (lookUp && sql`select object_id ${lookUp.found}`);
    const isByAccount = first === null && (!isByIndex || has("account"));
    const column = (name: string, isLookedUp: boolean) => (isLookedUp ? sql.ref(name) : lists.unindexed(name));
    const tests = [
      sql<SqlBool>`${column("kind", first === null)} = ${sql.lit(kind)}`,
      lists.oneOf(column("account_id", isByAccount), accountIds),
      ...(first ? [sql<SqlBool>`id in (${first})`] : []),
      ...asked.map(({ test }) => test),
      ...lookUps.filter((one) => one !== lookUp).map((one) => one.holds),
    ];
    return {
      isNarrow: isByIndex || first !== null,
      isSifted: has("all") || has("value"),
      matching: (db) => tests.reduce<Found>((found, test) => found.where(test), db.selectFrom("seen_objects")),
    };
  }

  /** The look-up to start with. A count always has one, because it reads all matching rows in any case. */
  async function firstOf(lookUps: readonly SeenLookUp[], isCount: boolean): Promise<SeenLookUp | null> {
    if (isCount && lookUps.length === 1) return lookUps[0]!;
    return (await fewOf(lookUps)) ?? (isCount ? (lookUps[0] ?? null) : null);
  }

  /** The first look-up that finds few rows. */
  async function fewOf<T extends Pick<SeenLookUp, "found">>(asked: readonly T[]): Promise<T | null> {
    for (const one of asked) {
      const { rows } = await database.read((db) =>
        sql<{ readonly more: number }>`select 1 as more ${one.found} limit 1 offset ${sql.lit(few)}`.execute(db),
      );
      if (rows.length === 0) return one;
    }
    return null;
  }

  /** The rows of a page in an order. */
  const page = (plan: Plan, ordering: Ordering, limit: number): Promise<ObjectRow[]> =>
    database.read((db) => {
      const ids = ordering.apply(plan.matching(db)).select("id").limit(limit);
      // The contents are read only for the rows of the page, and never sorted.
      return ordering
        .sort(
          db
            .selectFrom(ids.as("found"))
            .innerJoin("seen_objects", "seen_objects.id", "found.id")
            .innerJoin("seen_kept", "seen_kept.object_id", "found.id")
            .selectAll(["seen_objects", "seen_kept"]),
        )
        .execute() as Promise<ObjectRow[]>;
    });

  return {
    async find(query) {
      const { order, limit } = query;
      const plan = await planOf(query, false);
      const parts = order ? byColumn(order, plan, lists) : [byPlace(query.after ?? null, plan, lists)];
      const rows: ObjectRow[] = [];
      for (const part of parts) if (rows.length < limit) rows.push(...(await page(plan, part, limit - rows.length)));
      return rows.map(seenRowOf);
    },

    async count(asked) {
      const plan = await planOf(asked, true);
      const { found } = await database.read((db) =>
        plan
          .matching(db)
          .select(({ fn }) => fn.countAll<number>().as("found"))
          .executeTakeFirstOrThrow(),
      );
      return found;
    },
  };
}
