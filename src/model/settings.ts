import { GraphQLScalarType } from "graphql";
import { type ClassType, createUnionType } from "type-graphql";

/**
 * What only one cloud has. Which clouds there are is not known here: `resolvers/cloud-parts.ts` gives these unions and
 * inputs their members when the schema is built.
 */

const noTypes = () => [] as unknown as [ClassType<object>];

export const ListenerSettings = createUnionType({
  name: "ListenerSettings",
  description:
    "What only this cloud has on a listener: one member per cloud. Ask for it with an inline fragment on the cloud's type.",
  types: noTypes,
});

export const PoolSettings = createUnionType({
  name: "PoolSettings",
  description: "What only this cloud has on a pool: one member per cloud that has such fields.",
  types: noTypes,
});

/** What an input says of each cloud's settings, by the cloud's settingsKey. */
export type SettingsInput = Readonly<Record<string, object | null | undefined>>;

// Scalars only until the schema is built: type-graphql hands on what is in them as it came.
export type ListenerSettingsInput = SettingsInput;
export const ListenerSettingsInput = new GraphQLScalarType({
  name: "ListenerSettingsInput",
  description: "Fields that only one cloud has. At most one member, and it must be the one of the parent's cloud.",
});
export type PoolSettingsInput = SettingsInput;
export const PoolSettingsInput = new GraphQLScalarType({
  name: "PoolSettingsInput",
  description: "Pool fields that only one cloud has. At most one member, and it must be the one of the pool's cloud.",
});

/** The GraphQL types that one cloud adds for one noun. */
export interface SettingsTypes {
  readonly output: ClassType<object>;
  /** Omitted where all of the cloud's own fields are read-only. */
  readonly input?: ClassType<object>;
}
