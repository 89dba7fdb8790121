import { ProblemError } from "../model/problem-error.js";
import { canExist, type ResourceKind, type ResourceRef } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { Listing } from "../providers/provider.js";

interface HasRefs {
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
export function unreadable({ kind, key, hint }: ResourceRef): ProblemError {
  const name = shown(hint === undefined ? key : `${hint}/${key}`);
  return new ProblemError({
    code: "UNREADABLE",
    message: `The cloud's answer names ${NOUNS[kind]} by an id that cannot be one: ${name}.`,
  });
}

/** What cannot be named of an object, or of what it leads to. */
function oddRefIn({ ref, parentRef, listenerRefs }: HasRefs): ResourceRef | undefined {
  if (!canExist(ref)) return ref;
  if (parentRef && !canExist(parentRef)) return parentRef;
  return listenerRefs?.find((one) => !canExist(one));
}

/** What of a cloud's answer can be shown, with the problem of the first object that cannot. */
export function readableOf<T extends HasRefs>(listing: Listing<T>): Listing<T> {
  const { items, problems } = listing;
  const odd = items.find((item) => oddRefIn(item));
  if (!odd) return listing;
  return {
    items: items.filter((item) => !oddRefIn(item)),
    problems: [...problems, unreadable(oddRefIn(odd)!)],
  };
}
