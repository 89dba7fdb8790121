import { createHash } from "node:crypto";
import type { Insertable, Selectable } from "kysely";
import { HEALTHS, ResourceStatus } from "../../model/enums.js";
import type { FoundKept, FoundRow, SeenKind, SeenObject } from "../seen.js";
import { spelled, storable, unspelled } from "./spelling.js";
import type { SeenKeptTable, SeenObjectsTable, SeenPortsTable, SeenTermsTable } from "./tables.js";

/** An object's rows in both tables. */
export type ObjectRow = Selectable<SeenObjectsTable> & Omit<SeenKeptTable, "object_id">;
export type NewObjectRow = Insertable<SeenObjectsTable>;
export type NewKeptRow = Omit<SeenKeptTable, "object_id">;

const STATUSES: readonly string[] = Object.keys(ResourceStatus);
/** Characters of a name that orders compare, as in lists from the clouds. */
const LONGEST_SORTED = 255;
/** Maximum length of a search value that is kept as it is; longer ones are kept as a digest. */
const LONGEST_TERM = 200;
/** Characters of a digest: 132 bits. */
const DIGEST = 22;

const orNull = <T, U>(value: T | null, then: (value: T) => U): U | null => (value === null ? null : then(value));
const flag = (value: boolean | null): number | null => orNull(value, Number);
const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

export const sortName = (name: string): string => storable(name.toLowerCase().slice(0, LONGEST_SORTED));
/** Every rank that a status can have. */
export const STATUS_RANKS = Array.from({ length: Math.max(STATUSES.length, HEALTHS.length) }, (_, rank) => rank);
export const statusRank = (kind: SeenKind, status: string): number =>
  (kind === "member" ? (HEALTHS as readonly string[]) : STATUSES).indexOf(status);
export const termValue = (value: string): string =>
  value.length > LONGEST_TERM ? `sha256 ${digestOf(value)}` : storable(value);

/** The rows of an object: the searched columns, and the contents. */
export function rowsOf(
  accountId: string,
  object: SeenObject,
): { readonly row: NewObjectRow; readonly kept: NewKeptRow } {
  const { name, status, ports, terms, poolKeys } = object;
  const lower = orNull(name, (text) => text.toLowerCase());
  const row = {
    account_id: accountId,
    kind: object.kind,
    ref_kind: object.refKind,
    key: spelled(object.key),
    hint: orNull(object.hint, storable),
    place: spelled(object.place),
    parent_key: orNull(object.parentKey, spelled),
    native_id: orNull(object.nativeId, storable),
    name: orNull(name, storable),
    sort_name: orNull(name, sortName),
    long_name: lower !== null && lower.length > LONGEST_SORTED ? storable(lower) : null,
    status,
    status_rank: orNull(status, (text) => statusRank(object.kind, text)),
    protocol: object.protocol,
    region: orNull(object.region, storable),
    created_at: object.createdAt,
    updated_at: object.updatedAt,
    first_port: ports.length === 0 ? null : Math.min(...ports.map(({ from }) => from)),
    has_unhealthy_members: flag(object.hasUnhealthyMembers),
    is_serving: flag(object.isServing),
  };
  const kept = {
    kept: storable(object.kept),
    ports: JSON.stringify(ports.map(({ from, to }) => [from, to])),
    terms: JSON.stringify(terms.map((term) => [term.name, term.value])),
    pool_keys: JSON.stringify(poolKeys),
  };
  const hash = createHash("sha256").update(JSON.stringify(Object.values(row)));
  for (const text of Object.values(kept)) hash.update("\0").update(text);
  return { row: { ...row, digest: hash.digest("base64url").slice(0, DIGEST) }, kept };
}

/** The columns of a {@link FoundKept}. */
export const KEPT_COLUMNS = [
  "account_id",
  "ref_kind",
  "key",
  "hint",
  "place",
  "parent_key",
  "native_id",
  "kept",
  "pool_keys",
  "seen_at",
] as const satisfies readonly (keyof ObjectRow)[];

export type KeptColumns = Pick<ObjectRow, (typeof KEPT_COLUMNS)[number]>;

export const keptRowOf = (row: KeptColumns): FoundKept => ({
  accountId: row.account_id,
  seenAt: row.seen_at,
  refKind: row.ref_kind,
  key: unspelled(row.key),
  hint: row.hint,
  place: unspelled(row.place),
  parentKey: orNull(row.parent_key, unspelled),
  nativeId: row.native_id,
  kept: row.kept,
  poolKeys: JSON.parse(row.pool_keys) as string[],
});

/** The object of a row, with its account. */
export const seenRowOf = (row: ObjectRow): FoundRow => ({
  accountId: row.account_id,
  seenAt: row.seen_at,
  ...seenObjectOf(row),
});

/** The object of a row. */
export function seenObjectOf(row: ObjectRow): SeenObject {
  const ports = JSON.parse(row.ports) as [number, number][];
  const terms = JSON.parse(row.terms) as [SeenObject["terms"][number]["name"], string][];
  return {
    kind: row.kind,
    refKind: row.ref_kind,
    key: unspelled(row.key),
    hint: row.hint,
    place: unspelled(row.place),
    parentKey: orNull(row.parent_key, unspelled),
    kept: row.kept,
    nativeId: row.native_id,
    name: row.name,
    status: row.status as SeenObject["status"],
    protocol: row.protocol,
    region: row.region,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ports: ports.map(([from, to]) => ({ from, to })),
    terms: terms.map(([name, value]) => ({ name, value })),
    poolKeys: JSON.parse(row.pool_keys) as string[],
    hasUnhealthyMembers: orNull(row.has_unhealthy_members, Boolean),
    isServing: orNull(row.is_serving, Boolean),
  };
}

/** The distinct rows by which a listener's ports are found. The port of a member is found by its first port. */
export function portRows(object_id: number, { kind, ports }: SeenObject): Insertable<SeenPortsTable>[] {
  if (kind === "member") return [];
  const once = new Map(ports.map(({ from, to }) => [`${from}-${to}`, { from, to }]));
  return [...once.values()].map(({ from, to }) => ({
    object_id,
    span: spanOf(to - from + 1),
    from_port: from,
    to_port: to,
  }));
}

/** The smallest power of two that is at least the width. */
const spanOf = (width: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, width)));

/** The distinct rows by which an object's terms are found. */
export function termRows(object_id: number, { kind, terms }: SeenObject): Insertable<SeenTermsTable>[] {
  const rows = terms.map(({ name, value }) => ({ object_id, kind, name, value: termValue(value) }));
  return [...new Map(rows.map((row) => [`${row.name} ${row.value}`, row])).values()];
}
