import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, parseUrn, type ResourceKind, type ResourceRef } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { Accounts } from "../providers/accounts.js";

/** A kind of resource as text for people, and the kinds that its ids can have. */
export interface Sort {
  readonly what: string;
  readonly kinds: readonly ResourceKind[];
}

const refusal = (message: string) => new ProblemError({ code: "INVALID_INPUT", message });

/**
 * The problem for an account that does not exist for this caller: its objects do not exist either. Ids of every kind
 * follow this rule, wherever they are given.
 */
export const noSuchAccount = (message: string, path?: readonly string[]) =>
  new ProblemError({ code: "NOT_FOUND", message, path });

/**
 * What an id names.
 * @throws ProblemError INVALID_INPUT when it can never name anything of this kind; NOT_FOUND when its account does not exist
 */
export function refInId(id: string, { what, kinds }: Sort, accounts: Accounts): ResourceRef {
  const ref = parseGlobalId(id);
  if (!ref || !kinds.includes(ref.kind))
    throw refusal(`This is not the id of ${what}. Use an id that this graph returned.`);
  if (!accounts.has(ref.accountId)) throw noSuchAccount(ofNoAccount(ref));
  return ref;
}

/** The message for an id whose account does not exist. */
export const ofNoAccount = ({ accountId }: ResourceRef): string =>
  `There is no account ${shown(accountId)}, to which this id belongs. cloudAccounts lists the accounts.`;

const CHANGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a change can have this id. */
export const isChangeId = (id: string): boolean => CHANGE_ID.test(id);

/** @throws ProblemError INVALID_INPUT when no change can ever have this id */
export function changeIdIn(id: string, path?: readonly string[]): string {
  if (isChangeId(id)) return id;
  const message = "This is not the id of a change. Use an id that this graph returned.";
  throw new ProblemError({ code: "INVALID_INPUT", path, message });
}

/**
 * What a urn names.
 * @throws ProblemError INVALID_INPUT when it can never name anything of this kind; NOT_FOUND when its account does not exist
 */
export function refInUrn(urn: string, { what, kinds }: Sort, accounts: Accounts): ResourceRef {
  const ref = parseUrn(urn);
  if (!ref || !kinds.includes(ref.kind)) {
    const shapes = kinds.map((kind) => `account:${kind}:nativeId`).join(" or ");
    throw refusal(`The \`urn\` of ${what} must have the form ${shapes}; got ${shown(urn)}.`);
  }
  const connected = accounts.get(ref.accountId);
  if (!connected)
    throw noSuchAccount(
      `\`urn\` must name a configured account; got ${shown(ref.accountId)}. cloudAccounts lists the accounts.`,
    );
  const shapes = connected.manifest.keyShapes?.[ref.kind];
  if (shapes && !shapes.some((shape) => isOfShape(ref.key, shape)))
    throw refusal(
      `The \`urn\` of ${what} on ${connected.manifest.title} must end with ${shapes.join(" or ")}; got ${shown(urn)}.`,
    );
  return ref;
}

function isOfShape(key: string, shape: string): boolean {
  const parts = key.split("/");
  return parts.length === shape.split("/").length && parts.every((part) => part !== "");
}
