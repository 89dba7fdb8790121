import type { SeenKind, SeenObject, SeenTermName } from "../store/seen.js";

/** The search values that a listener or pool has of itself; it has the others from parts, which are read separately. */
const OWN_TERMS = {
  listener: ["certificate", "tag"],
  pool: [],
} as const satisfies Partial<Record<SeenKind, readonly SeenTermName[]>>;

const IN_ORDER: readonly SeenTermName[] = ["address", "member", "certificate", "tag", "lacks"];

/** What is kept of listeners and pools; see kept-objects.ts. */
interface Kept {
  readonly parentRef: unknown;
  readonly native: unknown;
}

/**
 * An object as one read saw it, with the parts that another read saw: a listener's pools, a pool's members and health
 * monitor, and the values that these are found by.
 */
export function mergedObject(own: SeenObject, parts: SeenObject): SeenObject {
  const { kind } = own;
  if (kind !== "listener" && kind !== "pool") return own;
  const seen = JSON.parse(own.kept) as Kept;
  const kept = JSON.parse(parts.kept) as Kept;
  // Some clouds tell only with a listener what a pool belongs to.
  const parentRef = seen.parentRef ?? (kind === "pool" ? kept.parentRef : null);
  const isOwn = ({ name }: SeenObject["terms"][number]) => OWN_TERMS[kind].some((one) => one === name);
  return {
    ...own,
    parentKey: own.parentKey ?? (kind === "pool" ? parts.parentKey : null),
    kept: JSON.stringify({ ...kept, parentRef, native: seen.native }),
    // In the order of kept-objects.ts: another one would be a difference.
    terms: [...parts.terms.filter((term) => !isOwn(term)), ...own.terms.filter(isOwn)].sort(
      (a, b) => IN_ORDER.indexOf(a.name) - IN_ORDER.indexOf(b.name),
    ),
    poolKeys: parts.poolKeys,
    hasUnhealthyMembers: parts.hasUnhealthyMembers,
    isServing: parts.isServing,
  };
}
