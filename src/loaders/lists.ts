import type { Connection } from "../model/connections.js";
import type { ListenerFilter, ListenerParentFilter, PoolFilter } from "../model/filters.js";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { Pool } from "../model/pool.js";
import { coversPort, MAX_PORT, MIN_PORT } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import { canExist, parseGlobalId, type ResourceRef, urnOf } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import { illFormedTexts, notWellFormed } from "../model/well-formed.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import type { ListenerQuery } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { readMergedList } from "./merged-list.js";
import type { PageArguments } from "./page-arguments.js";
import type { ReadAhead } from "./read-ahead.js";
import type { RequestLoaders } from "./request-loaders.js";

export interface ListContext {
  readonly accounts: Accounts;
  readonly call: Call;
  readonly clock: Clock;
  readonly loaders: Pick<RequestLoaders, "sawParents">;
  readonly readAhead: ReadAhead;
}

type Maybe<T> = T | null | undefined;

function invalid(member: string, message: string): ProblemError {
  return new ProblemError({ code: "INVALID_INPUT", path: ["filter", member], message });
}

/** @throws ProblemError INVALID_INPUT for a text that no cloud can be asked for */
function checkTexts(filter: Maybe<object>): void {
  for (const path of illFormedTexts(filter))
    throw new ProblemError({ code: "INVALID_INPUT", path: ["filter", ...path], message: notWellFormed(path) });
}

/** The most accounts that a message names; further ones are counted. */
const MOST_NAMED = 10;

function noAccounts(ids: readonly string[]): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  const named = ids.slice(0, MOST_NAMED).map(shown).join(", ");
  return `There is no account ${named}${more}. cloudAccounts lists the configured accounts.`;
}

/** @throws ProblemError INVALID_INPUT for an account that is not configured. */
export function refuseUnknown(accountIds: readonly string[], accounts: Accounts): void {
  const unknown = [...new Set(accountIds)].filter((id) => !accounts.has(id));
  if (unknown.length > 0) throw invalid("accountIds", noAccounts(unknown));
}

/**
 * The accounts that a filter selects.
 * @throws ProblemError INVALID_INPUT for an account that is not configured.
 */
function selectAccounts(
  accounts: Accounts,
  filter: Maybe<PoolFilter>,
  parent: ResourceRef | undefined,
): ConnectedAccount[] {
  refuseUnknown(filter?.accountIds ?? [], accounts);
  return [...accounts.values()].filter(
    ({ account }) =>
      (!filter?.accountIds || filter.accountIds.includes(account.id)) &&
      (!filter?.providers || filter.providers.includes(account.provider)) &&
      (!parent || parent.accountId === account.id),
  );
}

function parentOf(filter: Maybe<PoolFilter>): ResourceRef | undefined {
  if (filter?.parentId == null) return undefined;
  const ref = parseGlobalId(filter.parentId);
  if (ref?.kind !== "load-balancer" && ref?.kind !== "accelerator") {
    throw invalid(
      "parentId",
      "This is not the id of a load balancer or accelerator. Use an id that this graph returned.",
    );
  }
  if (canExist(ref)) return ref;
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["filter", "parentId"],
    message: "This load balancer or accelerator does not exist; it may have been deleted.",
  });
}

/** Identifies a list with its conditions in the memory of yields. */
const nameOf = (list: string, query: object): string => `${list} ${JSON.stringify(query)}`;

const nameHas = (name: string | null, part: Maybe<string>): boolean =>
  !part || (name?.toLowerCase().includes(part.toLowerCase()) ?? false);
const isOneOf = <T>(value: T, wanted: Maybe<readonly T[]>): boolean => !wanted || wanted.includes(value);
const belongsTo = (ref: ResourceRef | null, parent: ResourceRef | undefined): boolean =>
  !parent || (ref !== null && urnOf(ref) === urnOf(parent));

/** @throws ProblemError INVALID_INPUT for an invalid filter or page */
export async function listListeners(
  filter: Maybe<ListenerFilter>,
  page: PageArguments,
  context: ListContext,
): Promise<Connection<Listener>> {
  checkTexts(filter);
  const port = filter?.coversPort;
  if (port != null && (port < MIN_PORT || port > MAX_PORT))
    throw invalid("coversPort", `\`coversPort\` must be between ${MIN_PORT} and ${MAX_PORT}; got ${port}.`);
  const parent = parentOf(filter);
  const query: ListenerQuery = {
    parent,
    protocols: filter?.protocols ?? undefined,
    statuses: filter?.statuses ?? undefined,
    nameContains: filter?.nameContains ?? undefined,
    coversPort: port ?? undefined,
  };
  const isRestricted = Object.values(query).some((condition) => condition !== undefined);
  const keep = (listener: Listener): boolean =>
    isOneOf(listener.protocol, filter?.protocols) &&
    isOneOf(listener.status, filter?.statuses) &&
    nameHas(listener.name, filter?.nameContains) &&
    belongsTo(listener.parentRef, parent) &&
    (port == null || coversPort(listener.portRanges, port));
  return readMergedList(
    {
      name: nameOf("listeners", query),
      accounts: selectAccounts(context.accounts, filter, parent),
      async list(service, request, listCall) {
        const found = await service.listListeners(query, request, listCall);
        if (found.parents) context.loaders.sawParents(found.parents);
        return found;
      },
      keep: isRestricted ? keep : undefined,
    },
    page,
    context,
  );
}

/** @throws ProblemError INVALID_INPUT for an invalid filter or page */
export async function listPools(
  filter: Maybe<PoolFilter>,
  page: PageArguments,
  context: ListContext,
): Promise<Connection<Pool>> {
  checkTexts(filter);
  const parent = parentOf(filter);
  const query = { parent, nameContains: filter?.nameContains ?? undefined };
  const isRestricted = parent !== undefined || query.nameContains !== undefined;
  return readMergedList(
    {
      name: nameOf("pools", query),
      accounts: selectAccounts(context.accounts, filter, parent),
      list: (service, request, listCall) => service.listPools(query, request, listCall),
      // Not every cloud reports a pool's parent; if it does not, the cloud's own filter decides.
      keep: isRestricted
        ? (pool) => nameHas(pool.name, query.nameContains) && (!pool.parentRef || belongsTo(pool.parentRef, parent))
        : undefined,
    },
    page,
    context,
  );
}

/** @throws ProblemError INVALID_INPUT for an invalid filter or page */
export async function listParents(
  filter: Maybe<ListenerParentFilter>,
  page: PageArguments,
  context: ListContext,
): Promise<Connection<ListenerParent>> {
  checkTexts(filter);
  const query = { nameContains: filter?.nameContains ?? undefined };
  return readMergedList(
    {
      name: nameOf("parents", query),
      accounts: selectAccounts(context.accounts, filter, undefined),
      list: (service, request, listCall) => service.listParents(query, request, listCall),
      keep: query.nameContains === undefined ? undefined : (parent) => nameHas(parent.name, query.nameContains),
    },
    page,
    context,
  );
}
