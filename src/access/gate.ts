import { ACCESS_ACTIONS, type AccessAction } from "../config/access.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import type { Caller } from "./caller.js";
import type { GrantedAccount, Policy, Rights } from "./grants.js";

export type { AccessAction };

/** What one caller sees of the accounts, and may do with them: the only way from a request to an account. */
export interface Gate {
  readonly caller: Caller;
  /** The accounts that the caller may read. Others do not exist for it. */
  readonly accounts: Accounts;
  /** What the caller may do with an account; nothing with one that it may not read. */
  rightsTo(accountId: string): Rights;
}

const NO_RIGHTS: Rights = { may: () => false, mayTouch: () => false, boundsOf: () => null, grantsFor: () => [] };

const grantedAccount = ({ account, manifest, isReadOnly }: ConnectedAccount): GrantedAccount => ({
  id: account.id,
  cloud: manifest.key,
  isReadOnly,
});

/** Creates gates from a policy. The same caller object always gets the same gate. */
export function gatekeeper(policy: Policy, all: Accounts): (caller: Caller) => Gate {
  const made = new WeakMap<Caller, Gate>();
  return (caller) => {
    const known = made.get(caller);
    if (known) return known;
    const rights = new Map([...all].map(([id, connected]) => [id, policy.rightsOf(caller, grantedAccount(connected))]));
    const isEverything = [...rights.values()].every((right) => right.may("read"));
    const accounts = isEverything ? all : new Map([...all].filter(([id]) => rights.get(id)!.may("read")));
    const gate: Gate = { caller, accounts, rightsTo: (id) => rights.get(id) ?? NO_RIGHTS };
    made.set(caller, gate);
    return gate;
  };
}

/**
 * Whether the caller may see a change: its own, or any change of an account that it may audit. A change without a caller
 * is nobody's own.
 */
export function maySeeChange(gate: Gate, change: { readonly accountId: string; readonly callerId: string }): boolean {
  const { accountId, callerId } = change;
  const isOwn = callerId !== "" && callerId === gate.caller.id;
  return gate.accounts.has(accountId) && (isOwn || gate.rightsTo(accountId).may("audit"));
}

/** Everything that a caller may do with an account, in the order of the actions. */
export function actionsOn(gate: Gate, accountId: string): AccessAction[] {
  const rights = gate.rightsTo(accountId);
  return ACCESS_ACTIONS.filter((action) => rights.may(action));
}
