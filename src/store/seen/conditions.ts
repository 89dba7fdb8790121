import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { SeenConditions, SeenKind, SeenTermName } from "../seen.js";
import type { Tables } from "../tables.js";
import { sortName, statusRank, termValue } from "./rows.js";
import { type Lists, spelled, storable } from "./spelling.js";

type Builder = ExpressionBuilder<Tables, "seen_objects">;

export interface ConditionTools {
  readonly eb: Builder;
  readonly lists: Lists;
  readonly kind: SeenKind;
}

type Asked<K extends keyof SeenConditions> = NonNullable<SeenConditions[K]>;
type Condition<K extends keyof SeenConditions> = (asked: Asked<K>, tools: ConditionTools) => Expression<SqlBool>;

const isOneOf =
  (column: string, spell: (text: string) => string = storable) =>
  (values: readonly string[], { lists }: ConditionTools) =>
    lists.oneOf(`seen_objects.${column}`, values.map(spell));

/** The widths by which port ranges are found; see SeenPortsTable.span. */
const SPANS = Array.from({ length: 17 }, (_, power) => 2 ** power);

/** What each condition asks of rows. */
export const CONDITIONS: { readonly [K in keyof Required<SeenConditions>]: Condition<K> } = {
  keys: isOneOf("key", spelled),
  parentKeys: isOneOf("parent_key"),
  nativeIds: isOneOf("native_id"),
  // The index has the beginnings of names without regard to case.
  names: (names, { eb, lists }) =>
    eb.and([lists.oneOf("sort_name", names.map(sortName)), lists.oneOf("name", names.map(storable))]),
  nameContains,
  statuses: (statuses, { eb }) =>
    statuses.length === 0 ? eb.lit(false) : eb("status_rank", "in", [...new Set(statuses.map(statusRank))]),
  protocols: isOneOf("protocol"),
  regions: isOneOf("region"),
  createdAfter: (time, { eb }) => eb("created_at", ">", time),
  overlapsPorts: (ranges, { lists }) => {
    const looks = ranges.flatMap(({ from, to }) => SPANS.map((span) => [span, from, to]));
    const part = (at: number) => sql`cast(looks.value ->> ${sql.lit(at)} as integer)`;
    return sql`id in (select object_id from ${lists.elements(looks)} as looks cross join seen_ports
      where span = ${part(0)} and from_port > ${part(1)} - ${part(0)} and from_port <= ${part(2)} and to_port >= ${part(1)})`;
  },
  terms: (terms, { eb, lists, kind }) =>
    eb.and(
      Object.entries(terms).map(([name, values]) =>
        eb("id", "in", (from) =>
          from
            .selectFrom("seen_terms")
            .select("object_id")
            .where("seen_terms.kind", "=", kind)
            .where("seen_terms.name", "=", name as SeenTermName)
            .where(lists.oneOf("seen_terms.value", values.map(termValue))),
        ),
      ),
    ),
  hasUnhealthyMembers: (wanted, { eb }) => eb("has_unhealthy_members", "=", Number(wanted)),
  isServing: (wanted, { eb }) => eb("is_serving", "=", Number(wanted)),
};

function nameContains(text: string, { eb }: ConditionTools): Expression<SqlBool> {
  const pattern = `%${storable(text.toLowerCase()).replace(/[\\%_]/g, "\\$&")}%`;
  const has = (column: "sort_name" | "long_name") =>
    sql<SqlBool>`${sql.ref(`seen_objects.${column}`)} like ${pattern} escape '\\'`;
  return text === "" ? eb.lit(true) : eb.or([has("sort_name"), has("long_name")]);
}

/** All conditions that are asked for. */
export function conditionsOf(asked: SeenConditions, tools: ConditionTools): Expression<SqlBool> {
  const of = <K extends keyof SeenConditions>(name: K): Expression<SqlBool>[] => {
    const condition: Condition<K> = CONDITIONS[name];
    const value = asked[name];
    return value === undefined ? [] : [condition(value as Asked<K>, tools)];
  };
  return tools.eb.and((Object.keys(CONDITIONS) as (keyof SeenConditions)[]).flatMap((name) => of(name)));
}
