import type { GraphQLResolveInfo } from "graphql";
import type { ListContext } from "../loaders/asked-list.js";
import { orRejected } from "../loaders/keyed-loader.js";
import { readMember } from "../loaders/member.js";
import { checkMaxAge } from "../loaders/page-arguments.js";
import type { CloudAccount } from "../model/cloud-account.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { Accounts } from "../providers/accounts.js";
import type { GraphContext } from "./graph-context.js";
import { changeIdIn, noSuchAccount, refInId, refInUrn, type Sort } from "./names.js";
import { selects } from "./selects.js";

/** A representation as a gateway sends it: one of the entity's keys. */
export interface Representation {
  readonly id?: unknown;
  readonly urn?: unknown;
}

/** What there is, at once or later. */
type Found = object | null | Promise<object | null>;

/** How a gateway's key becomes an object. */
interface Entity<Name = unknown> {
  /**
   * What the key names.
   * @throws ProblemError INVALID_INPUT when the key is invalid
   */
  nameIn(representation: Representation, accounts: Accounts): Name;
  /** Null: it is gone. Does not throw, but reject. */
  read(name: Name, context: ReadContext, info: GraphQLResolveInfo): Found;
}

/** What entities are read with. */
type ReadContext = Pick<GraphContext, "history" | "incomplete"> & Pick<ListContext, "loaders">;

/** @throws ProblemError INVALID_INPUT for an age that is out of bounds */
export function readEntity(
  type: keyof typeof entities,
  name: unknown,
  maxAgeSeconds: number | null,
  { freshness, history, incomplete }: GraphContext,
  info: GraphQLResolveInfo,
): Found {
  const read = ({ loaders }: ListContext) => entities[type]!.read(name, { loaders, history, incomplete }, info);
  const view = freshness.namedAtMost(maxAgeSeconds);
  // There is one for each of a gateway's keys.
  return view instanceof Promise ? view.then(read) : read(view);
}

const asksHealth = selects(["health"]);

const noKey = (what: string, keys: string) =>
  new ProblemError({
    code: "INVALID_INPUT",
    message: `The representation of ${what} has no key: give ${keys} as a string.`,
  });

function resource(
  sort: Sort,
  read: (ref: ResourceRef, context: ReadContext, info: GraphQLResolveInfo) => Found,
  hasUrn = true,
): Entity {
  const nameIn = ({ id, urn }: Representation, accounts: Accounts) => {
    if (typeof id === "string") return refInId(id, sort, accounts);
    if (hasUrn && typeof urn === "string") return refInUrn(urn, sort, accounts);
    throw noKey(sort.what, hasUrn ? "id or urn" : "id");
  };
  return { nameIn, read } satisfies Entity<ResourceRef> as Entity;
}

const accountEntity: Entity<CloudAccount> = {
  nameIn({ id }, accounts) {
    if (typeof id !== "string") throw noKey("an account", "id");
    const connected = accounts.get(id);
    if (connected) return connected.account;
    throw noSuchAccount(`There is no account ${shown(id)}. cloudAccounts lists the configured accounts.`);
  },
  read: async (account) => account,
};

/** The entities, by type. The interfaces among them are for subgraphs that know an object's key but not its type. */
export const entities: Readonly<Record<string, Entity>> = {
  Listener: resource({ what: "a listener", kinds: ["listener"] }, (ref, { loaders }) =>
    orRejected(loaders.listener.soon(ref)),
  ),
  Pool: resource({ what: "a pool", kinds: ["pool"] }, (ref, { loaders }) => loaders.pool.load(ref)),
  PoolMember: resource(
    { what: "a pool's member", kinds: ["member"] },
    async (ref, { loaders, incomplete }, info) =>
      incomplete.noted(await readMember(ref, asksHealth(info), loaders), info).member,
    false,
  ),
  LoadBalancer: resource({ what: "a load balancer", kinds: ["load-balancer"] }, (ref, { loaders }) =>
    loaders.parent.load(ref),
  ),
  Accelerator: resource({ what: "an accelerator", kinds: ["accelerator"] }, (ref, { loaders }) =>
    loaders.parent.load(ref),
  ),
  ListenerParent: resource(
    { what: "a load balancer or accelerator", kinds: ["load-balancer", "accelerator"] },
    (ref, { loaders }) => loaders.parent.load(ref),
  ),
  CloudAccount: accountEntity as Entity,
  CloudChange: {
    nameIn({ id }) {
      if (typeof id !== "string") throw noKey("a change", "id");
      return changeIdIn(id);
    },
    read: (id, { history }) => history.change(id),
  } satisfies Entity<string> as Entity,
};

/**
 * The entity of a type that a urn names; null: it is gone.
 * @throws ProblemError INVALID_INPUT when the urn is invalid; NOT_FOUND when its account does not exist
 */
export async function readByUrn<T>(
  type: "Listener" | "Pool" | "ListenerParent",
  { urn, maxAgeSeconds }: { readonly urn: string; readonly maxAgeSeconds: number | null },
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<T | null> {
  checkMaxAge(maxAgeSeconds);
  let name: unknown;
  try {
    name = entities[type]!.nameIn({ urn }, context.accounts);
  } catch (error) {
    throw error instanceof ProblemError ? error.with({ path: ["urn"] }) : error;
  }
  return readEntity(type, name, maxAgeSeconds, context, info) as Promise<T | null>;
}
