import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "../database.js";

/**
 * Respells texts so that databases, which compare bytes, order them as JavaScript does, by code unit: of the characters
 * with one code unit, those after the surrogates come last. Almost no text contains any of them.
 */
const LAST = "\u{10ffff}";
const HIGH = /[\ue000-\uffff]|\u{10ffff}/gu;
const SPELLED = /\u{10ffff}(.)/gsu;

/** The text in a form that every database can store: no NUL, which PostgreSQL refuses, and no lone surrogate. */
export const storable = (text: string): string =>
  text.includes("\0") || !text.isWellFormed() ? text.toWellFormed().replaceAll("\0", "\ufffd") : text;

export const spelled = (text: string): string =>
  storable(text).replace(HIGH, (one) => (one === LAST ? `${LAST}!` : LAST + one));

export const unspelled = (text: string): string => text.replace(SPELLED, (_, one) => (one === "!" ? LAST : one));

/** SQL that differs between databases. Lists are single parameters: a statement is the same for lists of any length. */
export interface Lists {
  /** Whether a column has one of the texts. */
  oneOf(column: string | RawBuilder<unknown>, texts: readonly string[]): RawBuilder<SqlBool>;
  /** Whether a column has one of the numbers. */
  oneNumberOf(column: string, numbers: readonly number[]): RawBuilder<SqlBool>;
  /** A table of one column, `value`, with texts. */
  texts(texts: readonly string[]): RawBuilder<{ readonly value: string }>;
  /** A table of one column, `value`, with the elements of a list as JSON. */
  elements(list: readonly unknown[]): RawBuilder<unknown>;
  /**
   * The rows of a table with an `object_id` that match an element of a list, named `looks`: each element is looked up
   * in an index. PostgreSQL would overestimate their number and scan the table.
   */
  lookedUp(list: readonly unknown[], table: string, fits: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Ends a subquery that is to be evaluated for each row. PostgreSQL would underestimate it, and look up all its rows. */
  readonly foreach: RawBuilder<unknown>;
  /** A column that must not be used with an index. PostgreSQL decides that itself from its statistics. */
  unindexed<T>(column: string): RawBuilder<T>;
}

const refOf = (column: string | RawBuilder<unknown>) => (typeof column === "string" ? sql.ref(column) : column);

const POSTGRES: Lists = {
  oneOf: (column, texts) => sql`${refOf(column)} = any(${texts}::text[])`,
  oneNumberOf: (column, numbers) => sql`${sql.ref(column)} = any(${numbers}::bigint[])`,
  texts: (texts) => sql`(select unnest(${texts}::text[]) as value)`,
  elements: (list) => sql`jsonb_array_elements(${JSON.stringify(list)}::jsonb)`,
  lookedUp: (list, table, fits) => sql`from ${POSTGRES.elements(list)} as looks
    cross join lateral (select object_id from ${sql.table(table)} where ${fits} offset 0) as found`,
  foreach: sql`offset 0`,
  unindexed: (column) => sql`${sql.ref(column)}`,
};

const isIn = (column: string | RawBuilder<unknown>, list: readonly unknown[]): RawBuilder<SqlBool> =>
  sql`${refOf(column)} in (select value from json_each(${JSON.stringify(list)}))`;

const SQLITE: Lists = {
  oneOf: isIn,
  oneNumberOf: isIn,
  texts: (texts) => sql`(select value from json_each(${JSON.stringify(texts)}))`,
  elements: (list) => sql`json_each(${JSON.stringify(list)})`,
  lookedUp: (list, table, fits) =>
    sql`from ${SQLITE.elements(list)} as looks cross join ${sql.table(table)} where ${fits}`,
  foreach: sql``,
  unindexed: (column) => sql`+${sql.ref(column)}`,
};

export const listsFor = ({ kind }: Pick<Database, "kind">): Lists => (kind === "postgres" ? POSTGRES : SQLITE);
