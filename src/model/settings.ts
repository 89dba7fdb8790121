import { GraphQLScalarType } from "graphql";
import { type ClassType, createUnionType } from "type-graphql";

/**
 * Fields that only one cloud has. This file does not know the clouds: `resolvers/cloud-parts.ts` gives these unions and
 * inputs their members when the schema is built.
 */

const noTypes = () => [] as unknown as [ClassType<object>];

export const ListenerSettings = createUnionType({
  name: "ListenerSettings",
  description:
    "Fields of a listener that only one cloud has: one type for each cloud. Select them with an inline fragment on the cloud's type.",
  types: noTypes,
});

export const PoolSettings = createUnionType({
  name: "PoolSettings",
  description:
    "Fields of a pool that only one cloud has: one type for each cloud that has such fields. Select them with an inline fragment on the cloud's type.",
  types: noTypes,
});

/** An input's settings for each cloud, by the cloud's settingsKey. */
export type SettingsInput = Readonly<Record<string, object | null | undefined>>;

// Scalars only until the schema is built: type-graphql passes their values on unchanged.
export type ListenerSettingsInput = SettingsInput;
export const ListenerSettingsInput = new GraphQLScalarType({
  name: "ListenerSettingsInput",
  description:
    "Listener fields that only one cloud has. At most one member, and it must be the one of the listener's cloud.",
});
export type PoolSettingsInput = SettingsInput;
export const PoolSettingsInput = new GraphQLScalarType({
  name: "PoolSettingsInput",
  description: "Pool fields that only one cloud has. At most one member, and it must be the one of the pool's cloud.",
});

/** The GraphQL types that one cloud adds for one noun. */
export interface SettingsTypes {
  readonly output: ClassType<object>;
  /** Omitted when all of the cloud's own fields are read-only. */
  readonly input?: ClassType<object>;
}
