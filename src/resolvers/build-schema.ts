import { buildSubgraphSchema } from "@apollo/subgraph";
import { getDocumentNodeFromSchema } from "@graphql-tools/utils";
import {
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  print,
  specifiedDirectives,
  visit,
} from "graphql";
import { buildSchemaSync, createResolversMap } from "type-graphql";
import { InvalidInputProblem, PortConflictProblem, ProviderProblem } from "../model/change-problem.js";
import { Accelerator, LoadBalancer } from "../model/listener-parent.js";
import type { AnyProviderManifest } from "../providers/provider.js";
import { ACCESS_DIRECTIVES, type ActionScopes, withAccessDirectives } from "./access-directives.js";
import { CloudAccessResolver } from "./cloud-access-resolver.js";
import { CloudAccountResolver } from "./cloud-account-resolver.js";
import { CloudChangeResolver } from "./cloud-change-resolver.js";
import { REPLACED, typesOfClouds, unionResolvers, withClouds } from "./cloud-parts.js";
import { directFieldResolvers } from "./direct-resolvers.js";
import { resolveEntities } from "./entities.js";
import { withFederation } from "./federation-directives.js";
import { FreePortsResolver } from "./free-ports-resolver.js";
import { ListenerChangesResolver } from "./listener-changes-resolver.js";
import { ListenerParentResolver } from "./listener-parent-resolver.js";
import { ListenerResolver } from "./listener-resolver.js";
import { NodeResolver } from "./node-resolver.js";
import { PoolChangesResolver } from "./pool-changes-resolver.js";
import { PoolMemberResolver } from "./pool-member-resolver.js";
import { PoolResolver } from "./pool-resolver.js";
import { WatchResolver } from "./watch-resolver.js";

const IMPORTS = ["@key", "@shareable", "@tag", "@cost", "@listSize"];
const linkWith = (imports: readonly string[]) => `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [${imports.map((name) => `"${name}"`).join(", ")}]
  )
`;

// type-graphql creates these two types itself and offers no way to describe them.
const QUERY =
  "Everything that can be read: the configured accounts, their load balancers and accelerators, the listeners on those, and the pools of servers behind them. One failing account does not hide the results of the others.";
const MUTATION =
  "Everything that can be changed. Broken rules and refusals by a cloud are returned in the payload's problems; GraphQL errors are for invalid documents and internal errors.";
const SUBSCRIPTION =
  "Everything that can be followed: each field is a stream of events that lasts until the client leaves it, the server stops, or there is nothing more to tell. When a stream cannot go on, its last event is an error with a code.";

/** type-graphql asks for one, although every subscription here has its own source. */
const NO_PUB_SUB: NonNullable<Parameters<typeof buildSchemaSync>[0]["pubSub"]> = {
  publish: () => undefined,
  subscribe() {
    throw new Error("A subscription has no source of its own.");
  },
};

const BUILT_IN_SCALARS = ["String", "Int", "Float", "Boolean", "ID"];

/** The subgraph, as SDL and as an executable schema. */
export interface Subgraph {
  /** With federation directives, for gateways: the content of schema.graphql. */
  readonly sdl: string;
  /** Without them, for clients: the content of schema.api.graphql. */
  readonly apiSdl: string;
  readonly schema: GraphQLSchema;
}

export interface SubgraphOptions {
  /** Whether `Query` has `node` and `nodes`; yes if omitted. In a federated graph, one subgraph can own them. */
  readonly nodeFields?: boolean;
  /** Which scopes gateways are told to ask for. Left out: the schema says nothing of access. */
  readonly accessDirectives?: ActionScopes;
}

/** Builds the subgraph from the decorated classes and the list of clouds. */
export function buildSubgraph(
  clouds: readonly AnyProviderManifest[],
  { nodeFields = true, accessDirectives }: SubgraphOptions = {},
): Subgraph {
  const base = buildSchemaSync({
    resolvers: [
      ListenerResolver,
      PoolResolver,
      PoolMemberResolver,
      ListenerParentResolver,
      FreePortsResolver,
      CloudAccountResolver,
      CloudAccessResolver,
      CloudChangeResolver,
      ListenerChangesResolver,
      PoolChangesResolver,
      WatchResolver,
      ...(nodeFields ? [NodeResolver] : []),
    ],
    orphanedTypes: [
      LoadBalancer,
      Accelerator,
      InvalidInputProblem,
      PortConflictProblem,
      ProviderProblem,
      ...typesOfClouds(clouds),
    ],
    // Inputs are checked in changes/, where violations become problems rather than errors.
    validate: false,
    pubSub: NO_PUB_SUB,
    // Skips type-graphql's validation by introspection; buildSubgraphSchema below validates anyway, and the start
    // should not wait for both.
    skipCheck: true,
  });
  base.getQueryType()!.description = QUERY;
  base.getMutationType()!.description = MUTATION;
  base.getSubscriptionType()!.description = SUBSCRIPTION;
  const open = withFederation(withClouds(getDocumentNodeFromSchema(lexicographicSortSchema(base)), clouds));
  const document = accessDirectives ? withAccessDirectives(open, accessDirectives) : open;
  const link = linkWith(accessDirectives ? [...IMPORTS, ...ACCESS_DIRECTIVES] : IMPORTS);
  const resolvers = createResolversMap(base) as Record<string, Record<string, unknown>>;
  for (const name of [...BUILT_IN_SCALARS, ...REPLACED]) delete resolvers[name];
  Object.assign(resolvers, unionResolvers(clouds));
  for (const [type, direct] of Object.entries(directFieldResolvers())) {
    // type-graphql also knows the types of clouds that are not in the list.
    const own = resolvers[type] ?? {};
    for (const [field, resolve] of Object.entries(direct)) {
      if (resolve) own[field] = resolve;
      else delete own[field];
    }
  }
  const schema = buildSubgraphSchema([{ typeDefs: concatAST([parse(link), document]), resolvers: resolvers as never }]);
  resolveEntities(schema);
  return {
    get sdl() {
      return `${link}\n${print(document)}\n`;
    },
    get apiSdl() {
      return `${print(withoutFederation(document))}\n`;
    },
    schema,
  };
}

/** The document as clients see it: with GraphQL's own directives only. */
function withoutFederation(document: DocumentNode): DocumentNode {
  const own = new Set(specifiedDirectives.map(({ name }) => name));
  return visit(document, { Directive: ({ name }) => (own.has(name.value) ? undefined : null) });
}
