import { KNOWN_PROTOCOLS, type KnownProtocol } from "../../model/enums.js";
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

/** The parts of a listener's or pool's key, or null when it has another form. */
export function partsOf(key: string): KeyParts | null {
  const [parentId, listenerId, ruleId, ...rest] = key.split("/");
  if (!parentId || !listenerId || ruleId === "" || rest.length > 0) return null;
  return { parentId, listenerId, ruleId: ruleId ?? null };
}

/** A ref with its key and hint parsed; the protocol is null when the hint has none. */
export interface RefParts extends KeyParts {
  readonly ref: ResourceRef;
  readonly protocol: KnownProtocol | null;
}

/** The parsed refs; a key of another form names nothing. */
export function partsOfRefs(refs: readonly ResourceRef[]): RefParts[] {
  return refs.flatMap((ref) => {
    const parts = partsOf(ref.key);
    return parts ? [{ ref, protocol: protocolIn(ref.hint), ...parts }] : [];
  });
}

export const listenerKey = (parentId: string, listenerId: string) => `${parentId}/${listenerId}`;
export const ruleKey = (parentId: string, listenerId: string, ruleId: string) => `${parentId}/${listenerId}/${ruleId}`;

export function refOf(accountId: string, kind: ResourceKind, key: string, hint?: KnownProtocol): ResourceRef {
  return hint === undefined ? { accountId, kind, key } : { accountId, kind, key, hint };
}

/** The parent's id in a listener's or pool's ref. */
export const parentIdOf = (ref: ResourceRef) => partsOf(ref.key)?.parentId ?? ref.key;

/** Channel groups are `lg-…`; everything else is a channel, `link-…`. */
export const isGroup = (parentId: string) => parentId.startsWith("lg-");

export const isLayer4 = (protocol: string | undefined): protocol is "TCP" | "UDP" =>
  protocol === "TCP" || protocol === "UDP";

export function protocolIn(hint: string | undefined): KnownProtocol | null {
  return KNOWN_PROTOCOLS.find((protocol) => protocol === hint) ?? null;
}

/** An item's position in a list: by parent, then listener, then rule. */
export const placeIn = ({ ref }: { readonly ref: ResourceRef }): Place => ref.key.split("/");

/** The token to continue after an item: its key, preceded by its hint as in cursors. */
export const tokenOf = ({ ref: { hint, key } }: { readonly ref: ResourceRef }): string =>
  hint ? `${hint}/${key}` : key;

/** The position that a {@link tokenOf} names; null is before everything. */
export function placeAfter(token: string | null): Place | null {
  if (token === null) return null;
  const [first, ...rest] = token.split("/");
  return protocolIn(first) ? rest : token.split("/");
}
