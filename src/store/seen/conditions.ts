import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { SeenConditions, SeenKind, SeenQuery } from "../seen.js";
import { sortName, statusRank, termValue } from "./rows.js";
import { type Lists, spelled, storable } from "./spelling.js";

type Name = keyof SeenConditions;
type Asked<K extends Name> = Exclude<SeenConditions[K], undefined>;
type Test = RawBuilder<SqlBool>;

/** Conditions that other tables answer. */
type LookUp = "coversPort" | "overlapsPorts" | "terms";

/**
 * How a condition finds rows: one by one ("row"), by an index that finds few rows ("index"), by such an index within an
 * account ("account"), by an index that finds few or many ("value"), or by a scan of all ("all").
 */
type Way = "row" | "index" | "account" | "value" | "all";

/** Where objects are looked for. */
type Within = Pick<SeenQuery, "accountIds" | "kind">;

interface Condition<K extends Name> {
  readonly by: Way;
  test(asked: Asked<K>, lists: Lists, within: Within): Test;
}

const isOneOf =
  (column: string, spell: (text: string) => string = storable) =>
  (values: readonly string[], lists: Lists): Test =>
    lists.oneOf(column, values.map(spell));

const holds =
  (column: string) =>
  (wanted: boolean | null): Test =>
    // Worded like the indexes over rows of which few have the value.
    wanted === null ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${sql.lit(Number(wanted))}`;

function nameContains(text: string): Test {
  const pattern = `%${storable(text.toLowerCase()).replace(/[\\%_]/g, "\\$&")}%`;
  const has = (column: string) => sql`${sql.ref(column)} like ${pattern} escape '\\'`;
  // The index has the beginnings of names; the rest of a longer name is only in the row.
  const inRest = sql`(length(seen_objects.sort_name) >= 255
    and exists (select 1 from seen_objects as whole where whole.id = seen_objects.id and ${has("whole.long_name")}))`;
  return text === "" ? sql`1 = 1` : sql`(${has("seen_objects.sort_name")} or ${inRest})`;
}

/** The test of a row for each condition. */
const CONDITIONS: { readonly [K in Exclude<keyof Required<SeenConditions>, LookUp>]: Condition<K> } = {
  keys: { by: "account", test: isOneOf("key", spelled) },
  named: {
    by: "row",
    // Each is looked up by its account and key: SQLite would look for a pair of columns among all rows of the accounts.
    test: (named, { elements }, { kind }) => sql`seen_objects.id in (
      select named.id
      from ${elements(named.map(({ accountId, key }) => [accountId, spelled(key)]))} as looks cross join seen_objects as named
      where named.account_id = looks.value ->> 0 and named.kind = ${sql.lit(kind)} and named.key = looks.value ->> 1)`,
  },
  parentKeys: { by: "account", test: isOneOf("parent_key", spelled) },
  parentKeysOfPools: {
    by: "account",
    test: (keys, { oneOf }, { accountIds }) => sql`(seen_objects.account_id, seen_objects.parent_key) in (
      select account_id, key from seen_objects as pools
      where kind = 'pool' and ${oneOf("account_id", accountIds)} and ${oneOf("parent_key", keys.map(spelled))})`,
  },
  nativeIds: { by: "index", test: isOneOf("native_id") },
  // The index has the beginnings of names, ignoring case.
  names: {
    by: "index",
    test: (names, lists) =>
      sql`(${lists.oneOf("sort_name", names.map(sortName))} and ${lists.oneOf("name", names.map(storable))})`,
  },
  nameContains: { by: "all", test: nameContains },
  statuses: {
    by: "value",
    test: (statuses, lists, { kind }) =>
      lists.oneNumberOf(
        "status_rank",
        statuses.map((status) => statusRank(kind, status)),
      ),
  },
  firstPorts: { by: "value", test: (ports, lists) => lists.oneNumberOf("first_port", ports) },
  protocols: { by: "all", test: isOneOf("protocol") },
  regions: { by: "all", test: isOneOf("region") },
  createdAfter: { by: "value", test: (time) => sql`created_at > ${time}` },
  hasUnhealthyMembers: { by: "all", test: holds("has_unhealthy_members") },
  isServing: { by: "all", test: holds("is_serving") },
};

export interface AskedCondition {
  readonly by: Way;
  readonly test: Test;
}

/** The conditions of a query, except those that other tables answer. */
export function conditionsOf(asked: SeenConditions, lists: Lists, within: Within): AskedCondition[] {
  const of = <K extends keyof typeof CONDITIONS>(name: K): AskedCondition => {
    const { by, test }: Condition<K> = CONDITIONS[name];
    return { by, test: test(asked[name] as Asked<K>, lists, within) };
  };
  const names = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
  return names.filter((name) => asked[name] !== undefined).map((name) => of(name));
}

/** A condition that another table answers. */
export interface SeenLookUp {
  /** The part of a statement that follows `select`. */
  readonly found: RawBuilder<unknown>;
  /** Whether it holds for the row of `seen_objects`. */
  readonly holds: Test;
}

/** The widths by which port ranges are found; see SeenPortsTable.span. */
const SPANS = Array.from({ length: 17 }, (_, power) => 2 ** power);

const number = (at: number) => sql`cast(looks.value ->> ${sql.lit(at)} as integer)`;

function portsLookUp(ranges: Asked<"overlapsPorts">, { elements, lookedUp, foreach }: Lists): SeenLookUp {
  const wide = ranges.flatMap(({ from, to }) => SPANS.map((span) => [from, to, span]));
  const overlaps = sql`from_port <= ${number(1)} and to_port >= ${number(0)}`;
  const begins = sql`span = ${number(2)} and from_port > ${number(0)} - ${number(2)}`;
  return {
    found: lookedUp(wide, "seen_ports", sql`${begins} and ${overlaps}`),
    holds: sql`exists (select 1 from seen_ports cross join ${elements(ranges.map(({ from, to }) => [from, to]))} as looks
      where object_id = seen_objects.id and ${overlaps} ${foreach})`,
  };
}

function termLookUps(terms: Asked<"terms">, kind: SeenKind, { oneOf, foreach }: Lists): SeenLookUp[] {
  return Object.entries(terms).map(([name, values]) => {
    const found = sql`from seen_terms where seen_terms.kind = ${kind} and seen_terms.name = ${name}
      and ${oneOf("seen_terms.value", values.map(termValue))}`;
    return { found, holds: sql`exists (select 1 ${found} and object_id = seen_objects.id ${foreach})` };
  });
}

/** The conditions that other tables answer. */
export function lookUpsOf(
  { coversPort, overlapsPorts, terms }: SeenConditions,
  kind: SeenKind,
  lists: Lists,
): SeenLookUp[] {
  return [
    ...(coversPort === undefined ? [] : [portsLookUp([{ from: coversPort, to: coversPort }], lists)]),
    ...(overlapsPorts ? [portsLookUp(overlapsPorts, lists)] : []),
    ...(terms ? termLookUps(terms, kind, lists) : []),
  ];
}
