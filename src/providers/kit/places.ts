import type { ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../accounts.js";

/** Where things stand in lists. */

/** The position after an item, in its provider's terms: the key, preceded by the hint if there is one. */
export function positionOf(ref: ResourceRef): string {
  return ref.hint ? `${ref.hint}/${ref.key}` : ref.key;
}

/** The place of a thing in its account's list. */
export const placeAt = (
  { manifest }: Pick<ConnectedAccount, "manifest">,
  { ref }: { readonly ref: ResourceRef },
): string => (manifest.listsByHint ? positionOf(ref) : ref.key);
