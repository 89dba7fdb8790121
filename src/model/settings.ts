import { IsOptional, ValidateNested } from "class-validator";
import { type ClassType, createUnionType, Field, InputType } from "type-graphql";

/** GraphQL object types for what only one cloud has; collected from the provider registry. */
const listenerSettingsTypes: ClassType<object>[] = [];
const poolSettingsTypes: ClassType<object>[] = [];

export const ListenerSettings = createUnionType({
  name: "ListenerSettings",
  description:
    "What only this cloud has on a listener: one member per cloud. Ask for it with an inline fragment on the cloud's type.",
  types: () => listenerSettingsTypes as [ClassType<object>],
});

export const PoolSettings = createUnionType({
  name: "PoolSettings",
  description: "What only this cloud has on a pool: one member per cloud that has such fields.",
  types: () => poolSettingsTypes as [ClassType<object>],
});

@InputType({
  description: "Fields that only one cloud has. At most one member, and it must be the one of the parent's cloud.",
})
export class ListenerSettingsInput {
  [cloud: string]: object | null | undefined;
}

@InputType({
  description: "Pool fields that only one cloud has. At most one member, and it must be the one of the pool's cloud.",
})
export class PoolSettingsInput {
  [cloud: string]: object | null | undefined;
}

/** The GraphQL types that one cloud adds for one noun. */
export interface SettingsTypes {
  readonly output: ClassType<object>;
  /** Left out where all of the cloud's own fields are read-only. */
  readonly input?: ClassType<object>;
}

function addInputMember(group: ClassType<object>, cloud: string, input: ClassType<object>, description: string): void {
  Field(() => input, { nullable: true, description })(group.prototype, cloud);
  IsOptional()(group.prototype, cloud);
  ValidateNested()(group.prototype, cloud);
}

/** Adds one cloud's listener settings to the union and the input. `cloud` is the member's name in the input, in camelCase. */
export function addListenerSettings(cloud: string, title: string, types: SettingsTypes): void {
  listenerSettingsTypes.push(types.output);
  if (types.input) addInputMember(ListenerSettingsInput, cloud, types.input, `For listeners on ${title}.`);
}

/** Adds one cloud's pool settings to the union and the input. */
export function addPoolSettings(cloud: string, title: string, types: SettingsTypes): void {
  poolSettingsTypes.push(types.output);
  if (types.input) addInputMember(PoolSettingsInput, cloud, types.input, `For pools on ${title}.`);
}
