import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { SeenColumn, SeenOrder } from "../seen.js";
import { STATUS_RANKS } from "./rows.js";
import { type Lists, spelled, storable } from "./spelling.js";

/** The column that each order compares. */
const COLUMNS = {
  name: "sort_name",
  status: "status_rank",
  createdAt: "created_at",
  updatedAt: "updated_at",
  firstPort: "first_port",
} as const satisfies Record<SeenColumn, string>;

// biome-ignore lint/suspicious/noExplicitAny: of whichever tables, as long as seen_objects is among them
export type Rows = SelectQueryBuilder<any, any, any>;

/** An order of rows, or of a part of them. */
export interface Ordering {
  /** Restricts rows to those of the part and after the cursor, and sorts them. */
  apply<R extends Rows>(rows: R): R;
  /** Sorts a page. */
  sort<R extends Rows>(rows: R): R;
}

type Key = readonly [by: RawBuilder<unknown>, direction: "asc" | "desc"];

const sorted = <R extends Rows>(rows: R, keys: readonly Key[]): R =>
  keys.reduce<Rows>((some, [by, direction]) => some.orderBy(by, direction), rows) as R;

interface Way {
  readonly isNarrow: boolean;
  readonly isSifted: boolean;
}

/** The order of lists. Few rows are sorted; otherwise the index in that order is scanned. */
export function byPlace(after: string | null, { isNarrow }: Way, { unindexed }: Lists): Ordering {
  const keysBy = (column: (name: string) => RawBuilder<unknown>): Key[] => [
    [column("seen_objects.account_id"), "asc"],
    [column("seen_objects.place"), "asc"],
  ];
  return {
    apply: (rows) => {
      const behind = after === null ? rows : rows.where(sql<SqlBool>`place > ${spelled(after)}`);
      return sorted(behind, keysBy(isNarrow ? unindexed : (name) => sql.ref(name))) as typeof rows;
    },
    sort: (rows) => sorted(rows, keysBy(unindexed)),
  };
}

/** The order by a column: first the rows with a value, then those without. */
export function byColumn(
  { column: asked, direction, behind = null }: SeenOrder,
  { isNarrow, isSifted }: Way,
  { unindexed }: Lists,
): Ordering[] {
  const name = COLUMNS[asked];
  // Many rows without further conditions are scanned in the order's index; rows with further conditions are found in the
  // index by place, which has all the columns for them.
  const column = isNarrow || isSifted ? unindexed : (one: string) => sql`${sql.ref(one)}`;
  const towards = direction === "ASC" ? "asc" : "desc";
  const ties = (by: (one: string) => RawBuilder<unknown>): Key[] => [
    [by("seen_objects.account_id"), "asc"],
    [by("seen_objects.key"), "asc"],
  ];
  const isTieBehind = (accountId: string, key: string) =>
    sql<SqlBool>`(seen_objects.account_id, seen_objects.key) > (${accountId}, ${spelled(key)})`;

  const withValue: Ordering = {
    apply: (rows) => {
      const some = rows.where(sql<SqlBool>`${sql.ref(name)} is not null`);
      const rest = behind === null || behind.value === null ? some : some.where(isBehind(behind.value));
      return sorted(rest, [[column(name), towards], ...ties(column)]) as typeof rows;
    },
    sort: (rows) => sorted(rows, [[unindexed(name), towards], ...ties(unindexed)]),
  };
  const without: Ordering = {
    apply: (rows) => {
      const some = rows.where(sql<SqlBool>`${sql.ref(name)} is null`);
      const rest = behind?.value === null ? some.where(isTieBehind(behind.accountId, behind.key)) : some;
      return sorted(rest, ties(unindexed)) as typeof rows;
    },
    sort: (rows) => sorted(rows, ties(unindexed)),
  };

  function isBehind(value: string | number): RawBuilder<SqlBool> {
    const { accountId, key } = behind!;
    const place = typeof value === "string" ? storable(value) : value;
    const beyond = sql.raw(direction === "ASC" ? ">" : "<");
    // The first comparison is for the index.
    return sql`${column(name)} ${beyond}= ${place}
      and (${column(name)} ${beyond} ${place} or ${isTieBehind(accountId, key)})`;
  }

  /** Rows with one value: in descending orders too, ties are in ascending order, which the index gives of one value. */
  const ofValue = (value: number): Ordering => ({
    apply: (rows) => {
      const some = rows.where(sql<SqlBool>`${sql.ref(name)} = ${value}`);
      const rest = behind?.value === value ? some.where(isTieBehind(behind.accountId, behind.key)) : some;
      return sorted(
        rest,
        ties((one) => sql.ref(one)),
      ) as typeof rows;
    },
    sort: (rows) => sorted(rows, ties(unindexed)),
  });

  if (behind?.value === null) return [without];
  const isFromIndex = !isNarrow && !isSifted;
  if (asked !== "status" || direction === "ASC" || !isFromIndex) return [withValue, without];
  const ranks = [...STATUS_RANKS].reverse().filter((rank) => behind === null || rank <= Number(behind.value));
  return [...ranks.map(ofValue), without];
}
