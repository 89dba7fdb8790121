import { ProblemError } from "./problem-error.js";
import { canExist, type ResourceKind, type ResourceRef } from "./resource-ref.js";
import { shown } from "./shown.js";

/** An object of a cloud, by the names in it. */
export interface HasRefs {
  readonly ref: ResourceRef;
  readonly parentRef?: ResourceRef | null;
  readonly listenerRefs?: readonly ResourceRef[] | null;
}

const NOUNS: Readonly<Record<ResourceKind, string>> = {
  listener: "a listener",
  pool: "a pool",
  member: "a member",
  "load-balancer": "a load balancer",
  accelerator: "an accelerator",
};

/** The problem of an id in a cloud's answer that cannot be one: nobody could ask for what it names, or for what hangs on that. */
export function unnameable({ kind, key, hint }: ResourceRef): ProblemError {
  const name = shown(hint === undefined ? key : `${hint}/${key}`);
  return new ProblemError({
    code: "UNREADABLE",
    message: `The cloud's answer names ${NOUNS[kind]} by an id that cannot be one: ${name}.`,
  });
}

/** What cannot be named of an object, or of what it leads to. */
export function oddRefIn({ ref, parentRef, listenerRefs }: HasRefs): ResourceRef | undefined {
  if (!canExist(ref)) return ref;
  if (parentRef && !canExist(parentRef)) return parentRef;
  return listenerRefs?.find((one) => !canExist(one));
}

/** The object. @throws ProblemError UNREADABLE when it cannot be named */
export function nameable<T extends HasRefs>(object: T): T {
  const odd = oddRefIn(object);
  if (odd) throw unnameable(odd);
  return object;
}
