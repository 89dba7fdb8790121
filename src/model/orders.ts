import { Field, InputType } from "type-graphql";
import { HEALTHS, ResourceStatus } from "./enums.js";
import { graphqlEnum } from "./graphql-enum.js";
import type { Listener } from "./listener.js";
import type { ListenerParent } from "./listener-parent.js";
import type { Pool, PoolMember } from "./pool.js";
import { addressRank } from "./server-address.js";

/**
 * Orders of lists as data: by the field to order by, the value that is compared. Like the conditions of filters they look
 * at objects of the model and at nothing else.
 */

export const ListenerOrderDirection = graphqlEnum("ListenerOrderDirection", "The direction of an order.", {
  ASC: "Lowest, earliest or alphabetically first first.",
  DESC: "Highest, latest or alphabetically last first.",
});
export type ListenerOrderDirection = keyof typeof ListenerOrderDirection;

const BY_NAME = "By name, ignoring case.";
const BY_CREATED = "By creation time.";
const BY_UPDATED = "By the time of the last change.";
const BY_STATUS = "By status: CREATING, ACTIVE, UPDATING, DELETING, ERROR, UNKNOWN.";

export const ListenerOrderField = graphqlEnum("ListenerOrderField", "What listeners can be ordered by.", {
  NAME: BY_NAME,
  CREATED_AT: BY_CREATED,
  UPDATED_AT: BY_UPDATED,
  FIRST_PORT: "By the lowest port.",
  STATUS: BY_STATUS,
});
export type ListenerOrderField = keyof typeof ListenerOrderField;

export const PoolOrderField = graphqlEnum("PoolOrderField", "What pools can be ordered by.", {
  NAME: BY_NAME,
  CREATED_AT: BY_CREATED,
  UPDATED_AT: BY_UPDATED,
  STATUS: BY_STATUS,
});
export type PoolOrderField = keyof typeof PoolOrderField;

export const ListenerParentOrderField = graphqlEnum(
  "ListenerParentOrderField",
  "What load balancers and accelerators can be ordered by.",
  { NAME: BY_NAME, CREATED_AT: BY_CREATED, STATUS: BY_STATUS },
);
export type ListenerParentOrderField = keyof typeof ListenerParentOrderField;

export const PoolMemberOrderField = graphqlEnum("PoolMemberOrderField", "What members of pools can be ordered by.", {
  ADDRESS:
    "By address: IPv4 addresses by their numbers (10.0.0.9 before 10.0.0.10), then IPv6 addresses, then host names and ids.",
  PORT: "By port. Members that use the listener's port have no value.",
  HEALTH:
    "By health, from the best: HEALTHY, UNMONITORED, DRAINING, UNKNOWN, NOT_READ, UNHEALTHY. Reads the health of all members.",
});
export type PoolMemberOrderField = keyof typeof PoolMemberOrderField;

const direction = {
  nullable: true,
  defaultValue: ListenerOrderDirection.ASC,
  description: "The direction. Null means the default.",
};

@InputType({ description: "The order of a list of listeners. Entries without a value come last in both directions." })
export class ListenerOrder {
  @Field(() => ListenerOrderField, { description: "What to order by." })
  field!: ListenerOrderField;

  @Field(() => ListenerOrderDirection, direction)
  direction?: ListenerOrderDirection | null;
}

@InputType({ description: "The order of a list of pools. Entries without a value come last in both directions." })
export class PoolOrder {
  @Field(() => PoolOrderField, { description: "What to order by." })
  field!: PoolOrderField;

  @Field(() => ListenerOrderDirection, direction)
  direction?: ListenerOrderDirection | null;
}

@InputType({
  description:
    "The order of a list of load balancers and accelerators. Entries without a value come last in both directions.",
})
export class ListenerParentOrder {
  @Field(() => ListenerParentOrderField, { description: "What to order by." })
  field!: ListenerParentOrderField;

  @Field(() => ListenerOrderDirection, direction)
  direction?: ListenerOrderDirection | null;
}

@InputType({
  description: "The order of a list of members of pools. Entries without a value come last in both directions.",
})
export class PoolMemberOrder {
  @Field(() => PoolMemberOrderField, { description: "What to order by." })
  field!: PoolMemberOrderField;

  @Field(() => ListenerOrderDirection, direction)
  direction?: ListenerOrderDirection | null;
}

/** What is compared; null: there is no value, which comes last. */
export type OrderValue = string | number | null;
type Values<F extends string, T> = Readonly<Record<F, (item: T) => OrderValue>>;

/** Characters of a text that an order looks at: cursors carry them. */
const LONGEST_TEXT = 255;
const STATUSES = Object.keys(ResourceStatus);

const timeOf = (instant: string | null): OrderValue => (instant === null ? null : Date.parse(instant));

const BY_COMMON_FIELD = {
  NAME: ({ name }) => (name === null ? null : name.toLowerCase().slice(0, LONGEST_TEXT)),
  CREATED_AT: ({ createdAt }) => timeOf(createdAt),
  STATUS: ({ status }) => STATUSES.indexOf(status),
} as const satisfies Values<ListenerParentOrderField, Pick<Listener, "name" | "createdAt" | "status">>;

export const LISTENER_ORDERS: Values<ListenerOrderField, Listener> = {
  ...BY_COMMON_FIELD,
  UPDATED_AT: ({ updatedAt }) => timeOf(updatedAt),
  FIRST_PORT: ({ portRanges }) =>
    portRanges.length === 0 ? null : Math.min(...portRanges.map(({ fromPort }) => fromPort)),
};
export const POOL_ORDERS: Values<PoolOrderField, Pool> = {
  ...BY_COMMON_FIELD,
  UPDATED_AT: ({ updatedAt }) => timeOf(updatedAt),
};
export const PARENT_ORDERS: Values<ListenerParentOrderField, ListenerParent> = BY_COMMON_FIELD;
export const MEMBER_ORDERS: Values<PoolMemberOrderField, PoolMember> = {
  ADDRESS: ({ address }) => addressRank(address).slice(0, LONGEST_TEXT),
  PORT: ({ port }) => port,
  HEALTH: ({ health }) => (health === null ? null : HEALTHS.indexOf(health)),
};

/** Compares values of one field: texts by code point, as databases do, numbers by size, and what is none behind all others. */
export function compareValues(a: OrderValue, b: OrderValue, towards: ListenerOrderDirection): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const isBefore = typeof a === "string" && typeof b === "string" ? isTextBefore(a, b) : a < b;
  return isBefore === (towards === "ASC") ? -1 : 1;
}

/** Code units are in the order of code points, but for halves of surrogate pairs, which stand for the highest. */
function isTextBefore(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
  const isHalf = (unit: number) => unit >= 0xd800 && unit < 0xe000;
  if (Number.isNaN(one) || Number.isNaN(other)) return a.length < b.length;
  return isHalf(one) === isHalf(other) ? one < other : isHalf(other);
}
