import { type Kysely, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "../database.js";
import type { SeenQuery, SeenStore } from "../seen.js";
import type { Tables } from "../tables.js";
import { type AskedCondition, conditionsOf, lookUpsOf, type SeenLookUp } from "./conditions.js";
import { byColumn, byPlace, type Ordering, type Rows } from "./orderings.js";
import { KEPT_COLUMNS, type KeptColumns, keptRowOf, type ObjectRow, seenRowOf } from "./rows.js";
import { listsFor } from "./spelling.js";

type Asked = Pick<SeenQuery, "accountIds" | "kind" | "conditions">;
type Found = SelectQueryBuilder<Tables, "seen_objects", object>;
type Columns = "all" | typeof KEPT_COLUMNS;

/**
 * Up to this many rows are looked up and sorted: half a microsecond for each, wherever they are. More are found by a scan
 * in order until a page is full, which takes 2 µs for each row before them: a few when they are everywhere, and most rows
 * when they are all in the last accounts.
 */
const FEW = 8_000;

/** How rows are found. SQLite has no statistics on values, so the statement says what to start with. */
interface Plan {
  /** Starts with few rows, which are then sorted; otherwise scans all in their order. */
  readonly isNarrow: boolean;
  /** Whether conditions have to be tested row by row. */
  readonly isSifted: boolean;
  matching(db: Kysely<Tables>): Found;
}

/** @param few rows up to which each is looked up */
export function finding(database: Database, few = FEW): Pick<SeenStore, "find" | "findKept" | "count"> {
  const lists = listsFor(database);

  async function planOf({ accountIds, kind, conditions }: Asked, isCount: boolean): Promise<Plan> {
    const asked = conditionsOf(conditions, lists, { accountIds, kind });
    const has = (by: AskedCondition["by"]) => asked.some((one) => one.by === by);
    const lookUps = lookUpsOf(conditions, kind, lists);
    const ofKind = sql`from seen_objects where kind = ${sql.lit(kind)}`;
    const values = asked.filter(({ by }) => by === "value").map(({ test }) => ({ found: sql`${ofKind} and ${test}` }));
    const isByIndex = has("row") || has("index") || has("account");
    const value = isByIndex || isCount ? null : await fewOf(values);
    const lookUp = isByIndex || value ? null : await firstOf(lookUps, isCount);
    const first = (value && sql`select id ${value.found}`) ?? (lookUp && sql`select object_id ${lookUp.found}`);
    const isByRow = first !== null || has("row");
    const isByAccount = !isByRow && (!isByIndex || has("account"));
    const column = (name: string, isLookedUp: boolean) => (isLookedUp ? sql.ref(name) : lists.unindexed(name));
    const tests = [
      sql<SqlBool>`${column("kind", !isByRow)} = ${sql.lit(kind)}`,
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
  const page = <R>(plan: Plan, ordering: Ordering, limit: number, columns: Columns): Promise<R[]> =>
    database.read((db) => {
      const ids = ordering.apply(plan.matching(db)).select("id").limit(limit);
      // The contents are read only for the rows of the page, and never sorted.
      const whole = db
        .selectFrom(ids.as("found"))
        .innerJoin("seen_objects", "seen_objects.id", "found.id")
        .innerJoin("seen_kept", "seen_kept.object_id", "found.id");
      const rows = columns === "all" ? whole.selectAll(["seen_objects", "seen_kept"]) : whole.select(columns);
      return ordering.sort(rows as Rows).execute() as Promise<R[]>;
    });

  async function found<R>(query: SeenQuery, columns: Columns): Promise<R[]> {
    const { order, limit } = query;
    const plan = await planOf(query, false);
    const parts = order ? byColumn(order, plan, lists) : [byPlace(query.after ?? null, plan, lists)];
    const rows: R[] = [];
    for (const part of parts)
      if (rows.length < limit) rows.push(...(await page<R>(plan, part, limit - rows.length, columns)));
    return rows;
  }

  return {
    find: async (query) => (await found<ObjectRow>(query, "all")).map(seenRowOf),

    findKept: async (query) => (await found<KeptColumns>(query, KEPT_COLUMNS)).map(keptRowOf),

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
