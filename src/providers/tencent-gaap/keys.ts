import { KNOWN_PROTOCOLS, type ListenerProtocol } from "../../model/enums.js";
import type { ResourceKind, ResourceRef } from "../../model/resource-ref.js";
import type { Place } from "../kit/list-by-parent.js";

/**
 * Keys: a parent is its id, a listener `parentId/listenerId` (changes and the ownership check need the parent), a
 * layer-4 pool its listener's key, a layer-7 pool `parentId/listenerId/ruleId`. The hint is the listener's protocol:
 * a listener id does not reveal which of the four Describe operations knows it.
 */
export interface KeyParts {
  readonly parentId: string;
  readonly listenerId: string;
  readonly ruleId: string | null;
}

/** The parts of a listener's or pool's key, or null when it has another shape. */
export function partsOf(key: string): KeyParts | null {
  const [parentId, listenerId, ruleId, ...rest] = key.split("/");
  if (!parentId || !listenerId || ruleId === "" || rest.length > 0) return null;
  return { parentId, listenerId, ruleId: ruleId ?? null };
}

export const listenerKey = (parentId: string, listenerId: string) => `${parentId}/${listenerId}`;
export const ruleKey = (parentId: string, listenerId: string, ruleId: string) => `${parentId}/${listenerId}/${ruleId}`;

export function refOf(accountId: string, kind: ResourceKind, key: string, hint?: ListenerProtocol): ResourceRef {
  return hint === undefined ? { accountId, kind, key } : { accountId, kind, key, hint };
}

/** Channel groups are `lg-…`; everything else is a channel, `link-…`. */
export const isGroup = (parentId: string) => parentId.startsWith("lg-");

export function protocolIn(hint: string | undefined): ListenerProtocol | null {
  return hint !== undefined && (KNOWN_PROTOCOLS as readonly string[]).includes(hint)
    ? (hint as ListenerProtocol)
    : null;
}

/** Where an item stands in a list: by parent, then listener, then rule. */
export const placeIn = ({ ref }: { readonly ref: ResourceRef }): Place => ref.key.split("/");

/** The token to go on after an item: its key, behind its hint as in cursors. */
export const tokenOf = ({ ref: { hint, key } }: { readonly ref: ResourceRef }): string =>
  hint ? `${hint}/${key}` : key;

/** The place that a {@link tokenOf} names; null is before everything. */
export function placeAfter(token: string | null): Place | null {
  if (token === null) return null;
  const [first, ...rest] = token.split("/");
  return protocolIn(first) ? rest : token.split("/");
}
