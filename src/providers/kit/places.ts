import { poolOfMember, type ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../accounts.js";

/** Where things stand in lists. */

/** The position after an item, in its provider's terms: the key, preceded by the hint if there is one. */
export function positionOf(ref: ResourceRef): string {
  return ref.hint ? `${ref.hint}/${ref.key}` : ref.key;
}

/** Separates the levels of positions in {@link sortKey}; no id contains it, and PostgreSQL can keep it. */
const LEVEL = "\u0001";

/**
 * A text that sorts positions by code unit: level by level, and parents before their children. Compared as they are,
 * "a-1/x" would come before "a/x".
 */
export const sortKey = (position: string): string => position.replaceAll("/", LEVEL);

/** The position that a {@link sortKey} was made of. */
export const positionAgain = (key: string): string => key.replaceAll(LEVEL, "/");

/** The place of a thing in its account's list. */
export const placeAt = (
  { manifest }: Pick<ConnectedAccount, "manifest">,
  { ref }: { readonly ref: ResourceRef },
): string => (manifest.listsByHint ? positionOf(ref) : ref.key);

/** Separates the levels of a pool's position in the places of its members, so that these come before other pools. */
const LEVEL_OF_POOL = "\u0002";

/** The place of a pool's member in its account's list: pool after pool, and within a pool by the members' names. */
export function memberPlaceAt(source: Pick<ConnectedAccount, "manifest">, member: ResourceRef): string {
  const pool = poolOfMember(member);
  const place = placeAt(source, { ref: pool }).replaceAll("/", LEVEL_OF_POOL);
  return `${place}${LEVEL}${member.key.slice(pool.key.length + 1)}`;
}
