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

/**
 * The problem of an invalid id in a cloud's answer: nobody could ask for the object that it names, or for anything
 * below it.
 */
export function unnameable({ kind, key, hint }: ResourceRef): ProblemError {
  const name = shown(hint === undefined ? key : `${hint}/${key}`);
  return new ProblemError({
    code: "UNREADABLE",
    message: `The cloud's answer names ${NOUNS[kind]} by an invalid id: ${name}.`,
  });
}

/** The invalid names of an object, or of the objects that it refers to. */
export function oddRefIn({ ref, parentRef, listenerRefs }: HasRefs): ResourceRef | undefined {
  if (!canExist(ref)) return ref;
  if (parentRef && !canExist(parentRef)) return parentRef;
  return listenerRefs?.find((one) => !canExist(one));
}

/**
 * Returns the object.
 * @throws ProblemError UNREADABLE when it has an invalid name
 */
export function nameable<T extends HasRefs>(object: T): T {
  const odd = oddRefIn(object);
  if (odd) throw unnameable(odd);
  return object;
}
