import { ACCESS_ACTIONS, type AccessAction, type GrantConfig } from "../config/access.js";
import { normalisePortRanges, type Ports } from "../model/port-range.js";
import type { Caller } from "./caller.js";
import { matcher } from "./wildcards.js";

/** An account, with what grants refer to. */
export interface GrantedAccount {
  readonly id: string;
  /** The key of the account's provider. */
  readonly cloud: string;
  /** Whether changes are forbidden regardless of grants. */
  readonly isReadOnly: boolean;
}

/** The attributes of a change's object that are known when access is checked. */
export interface Touched {
  /** The native id of the load balancer or accelerator. */
  readonly parent: string;
  /** The listener's ports; omitted for objects without ports, such as a pool that no listener uses. */
  readonly ports?: readonly Ports[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** What one caller may do with one account. */
export interface Rights {
  /** Whether it may do this with at least something in the account. */
  may(action: AccessAction): boolean;
  /** Whether it may do this with the object of a change. */
  mayTouch(action: AccessAction, touched: Touched): boolean;
  /** The bounds within which it may do this, as text for people; null: it may do this without bounds, or not at all. */
  boundsOf(action: AccessAction): string | null;
  /** The grants that allow it, numbered from 0 as in the configuration; none when no grant is required. */
  grantsFor(action: AccessAction): readonly number[];
}

/** A grant with its patterns parsed. */
interface Grant {
  readonly index: number;
  concerns(caller: Caller): boolean;
  covers(account: GrantedAccount): boolean;
  readonly actions: ReadonlySet<AccessAction>;
  readonly bounds: string | null;
  allows(touched: Touched): boolean;
}

/** Actions that are included in others: a caller who may make a change may also plan it. */
const COMES_WITH: Readonly<Partial<Record<AccessAction, readonly AccessAction[]>>> = {
  plan: ["change", "delete"],
};
const CHANGES: readonly AccessAction[] = ["change", "delete"];

/** Parses "8000-8999" or "443" as a range. */
export function portsIn(span: string): Ports {
  const [from = Number.NaN, to = from] = span.split("-").map(Number);
  return { fromPort: from, toPort: to };
}

const holds = (span: Ports, { fromPort, toPort }: Ports): boolean => span.fromPort <= fromPort && toPort <= span.toPort;

function readGrant(config: GrantConfig, index: number): Grant {
  const { parents, ports, tags } = config;
  const isCaller = matcher(config.callers);
  const isGroup = matcher(config.groups);
  const isScope = matcher(config.scopes);
  const isClient = matcher(config.clients);
  const isAccount = matcher(config.accounts);
  const isCloud = matcher(config.clouds);
  const isParent = parents && matcher(parents);
  const spans = ports && normalisePortRanges(ports.map(portsIn));
  const wanted = tags && Object.entries(tags);
  const actions = new Set(config.actions);
  for (const [action, others] of Object.entries(COMES_WITH))
    if (others?.some((other) => actions.has(other))) actions.add(action as AccessAction);
  return {
    index,
    concerns: ({ id, groups, scopes, client }) =>
      isCaller(id) || groups.some(isGroup) || scopes.some(isScope) || (client !== null && isClient(client)),
    covers: ({ id, cloud }) => isAccount(id) && isCloud(cloud),
    actions,
    bounds: boundsOf(config),
    allows: ({ parent, ports: touched, tags: has }) =>
      (!isParent || isParent(parent)) &&
      (!spans || touched?.every((range) => spans.some((span) => holds(span, range))) === true) &&
      (!wanted || (has !== undefined && wanted.every(([key, value]) => has[key] === value))),
  };
}

function boundsOf({ parents, ports, tags }: GrantConfig): string | null {
  const bounds = [
    ...(parents ? [`on ${parents.join(", ")}`] : []),
    ...(ports ? [`ports ${ports.join(", ")}`] : []),
    ...(tags
      ? [
          `tags ${Object.entries(tags)
            .map(([key, value]) => `${key}=${value}`)
            .join(", ")}`,
        ]
      : []),
  ];
  return bounds.length > 0 ? bounds.join("; ") : null;
}

/** The rights of callers, from the configuration. */
export interface Policy {
  rightsOf(caller: Caller, account: GrantedAccount): Rights;
}

/** Everything is allowed to everybody, except what accounts forbid. */
export const OPEN: Policy = {
  rightsOf: (_caller, { isReadOnly }) => ({
    may: (action) => !(isReadOnly && CHANGES.includes(action)),
    mayTouch: (action) => !(isReadOnly && CHANGES.includes(action)),
    boundsOf: () => null,
    grantsFor: () => [],
  }),
};

/** Only what is granted is allowed. */
export function policyOf(configs: readonly GrantConfig[]): Policy {
  const grants = configs.map(readGrant);
  return {
    rightsOf(caller, account) {
      // The single token of server.bearerToken allows everything, as it does without grants.
      if (caller.proof === "SHARED_TOKEN") return OPEN.rightsOf(caller, account);
      const own = grants.filter((grant) => grant.covers(account) && grant.concerns(caller));
      const granting = (action: AccessAction): Grant[] =>
        account.isReadOnly && CHANGES.includes(action) ? [] : own.filter(({ actions }) => actions.has(action));
      // An account that a caller cannot see does not exist for it.
      const isVisible = granting("read").length > 0;
      const byAction = new Map(ACCESS_ACTIONS.map((action) => [action, isVisible ? granting(action) : []]));
      return {
        may: (action) => byAction.get(action)!.length > 0,
        mayTouch: (action, touched) => byAction.get(action)!.some((grant) => grant.allows(touched)),
        boundsOf(action) {
          const bounds = byAction.get(action)!.map((grant) => grant.bounds);
          return bounds.length === 0 || bounds.includes(null) ? null : bounds.join(" or ");
        },
        grantsFor: (action) => byAction.get(action)!.map(({ index }) => index),
      };
    },
  };
}
