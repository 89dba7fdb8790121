import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { Database } from "../database.js";
import type { SeenColumn, SeenQuery, SeenRow, SeenStore } from "../seen.js";
import type { Tables } from "../tables.js";
import { conditionsOf } from "./conditions.js";
import { seenRowOf } from "./rows.js";
import { listsFor, spelled } from "./spelling.js";

type Matching = SelectQueryBuilder<Tables, "seen_objects", object>;
type Asked = Pick<SeenQuery, "accountIds" | "kind" | "conditions">;

/** What each order compares. */
const ORDERS = {
  name: "sort_name",
  status: "status_rank",
  createdAt: "created_at",
  updatedAt: "updated_at",
  firstPort: "first_port",
} as const satisfies Record<SeenColumn, string>;

export function finding(database: Database): Pick<SeenStore, "find" | "count"> {
  const lists = listsFor(database);

  const matching = (db: Kysely<Tables>, { accountIds, kind, conditions }: Asked): Matching =>
    db
      .selectFrom("seen_objects")
      .where("kind", "=", kind)
      .where(lists.oneOf("account_id", accountIds))
      .where((eb) => conditionsOf(conditions, { eb, lists, kind }));

  return {
    async find(query: SeenQuery): Promise<readonly SeenRow[]> {
      const { after = null, limit, offset = 0 } = query;
      const rows = await database.read((db) => {
        const found = matching(db, query)
          .$if(after !== null, (asked) => asked.where("place", ">", spelled(after!)))
          .$call((asked) => inOrder(asked, query.order))
          .select("id")
          .limit(limit)
          .$if(offset > 0, (asked) => asked.offset(offset));
        // What rows are made of is read for those that are shown, and never sorted.
        return db
          .selectFrom("seen_objects")
          .selectAll()
          .where("id", "in", found)
          .$call((asked) => inOrder(asked, query.order))
          .execute();
      });
      return rows.map(seenRowOf);
    },

    async count(asked) {
      const { found } = await database.read((db) =>
        matching(db, asked)
          .select(({ fn }) => fn.countAll<number>().as("found"))
          .executeTakeFirstOrThrow(),
      );
      return found;
    },
  };
}

function inOrder<O>(
  rows: SelectQueryBuilder<Tables, "seen_objects", O>,
  order: SeenQuery["order"],
): SelectQueryBuilder<Tables, "seen_objects", O> {
  if (!order) return rows.orderBy("account_id").orderBy("place");
  const column = ORDERS[order.column];
  return rows
    .orderBy(sql`${sql.ref(column)} is null`)
    .orderBy(column, order.direction === "ASC" ? "asc" : "desc")
    .orderBy("account_id")
    .orderBy("key");
}
