import fc from "fast-check";
import type { GraphQLInputObjectType, GraphQLSchema } from "graphql";
import { nearly, objectOf, type Vocabulary } from "./arbitrary-input.js";

/** One generated change. */
export interface Change {
  readonly kind: Kind;
  readonly variables: Record<string, unknown>;
}

const PROBLEMS =
  "problems { __typename code message path isRetryable ... on InvalidInputProblem { constraint } ... on PortConflictProblem { overlap { fromPort toPort } conflictsWith { id } } ... on ProviderProblem { nativeCode retryAfterSeconds } }";

/** Every field that an input can set, as read afterwards. */
const LISTENER =
  "id name description protocol status portRanges { fromPort toPort } clientAffinity algorithm tls { certificateIds versions policy } timeouts { idleSeconds requestSeconds } tags { key value }";
const POOL =
  "id name description status region algorithm protocol trafficPercentage sessionPersistence { type cookieName timeoutSeconds } healthMonitor { enabled protocol port path intervalSeconds timeoutSeconds healthyThreshold unhealthyThreshold } members(first: 200) { isComplete nodes { address port weight } }";

const KINDS = {
  createListener: { input: "CreateListenerInput", shows: `listener { ${LISTENER} }` },
  updateListener: { input: "UpdateListenerInput", shows: `listener { ${LISTENER} }` },
  deleteListener: { input: "DeleteListenerInput", shows: "deletedListenerId" },
  createPool: { input: "CreatePoolInput", shows: `pool { ${POOL} }` },
  updatePool: { input: "UpdatePoolInput", shows: `pool { ${POOL} }` },
  deletePool: { input: "DeletePoolInput", shows: "deletedPoolId" },
  setPoolMembers: { input: "SetPoolMembersInput", shows: `pool { ${POOL} }` },
  createListeners: { input: "CreateListenerInput", shows: `results { listener { ${LISTENER} } ${PROBLEMS} }` },
} as const;
export type Kind = keyof typeof KINDS;

export const READ_LISTENER = `query ($id: ID!) { listener(id: $id) { ${LISTENER} } }`;
export const READ_POOL = `query ($id: ID!) { pool(id: $id) { ${POOL} } }`;

export function documentOf(kind: Kind): string {
  const { input, shows } = KINDS[kind];
  if (kind === "createListeners")
    return `mutation ($inputs: [${input}!]!) { createListeners(inputs: $inputs) { ${shows} } }`;
  return `mutation ($input: ${input}!) { ${kind}(input: $input) { ${shows} ${PROBLEMS} } }`;
}

/** Inputs that the cloud accepts, which are then mutated. */
export type RightInputs = Readonly<Record<Exclude<Kind, "createListeners">, fc.Arbitrary<Record<string, unknown>>>>;

/** How often each kind of change occurs. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  createListener: 8,
  updateListener: 5,
  createPool: 4,
  updatePool: 4,
  setPoolMembers: 5,
  deleteListener: 1,
  deletePool: 1,
  createListeners: 6,
};

/** Changes of all kinds: some nearly valid, others anything that GraphQL accepts. */
export function changes(schema: GraphQLSchema, right: RightInputs, words: Vocabulary): fc.Arbitrary<Change> {
  const one = (kind: Exclude<Kind, "createListeners">): fc.Arbitrary<Record<string, unknown>> => {
    const type = schema.getType(KINDS[kind].input) as GraphQLInputObjectType;
    return fc.oneof(
      { weight: 3, arbitrary: nearly(type, right[kind], words) },
      { weight: 2, arbitrary: objectOf(type, words) },
    );
  };
  const kinds = Object.keys(KINDS) as Kind[];
  return fc.oneof(
    ...kinds.map((kind) => ({
      weight: WEIGHTS[kind],
      arbitrary:
        kind === "createListeners"
          ? fc
              .array(one("createListener"), { maxLength: 12, size: "max" })
              .map((inputs): Change => ({ kind, variables: { inputs } }))
          : one(kind).map((input): Change => ({ kind, variables: { input } })),
    })),
  );
}
