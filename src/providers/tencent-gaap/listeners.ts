import { KNOWN_PROTOCOLS, type KnownProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../kit/cut-page.js";
import { type Outcomes, oneOf, readByIds } from "../kit/keyed-reads.js";
import { joinListings, listingOf, mapListing, onceById } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Listing } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { type ListenerPlace, toListener } from "./mapping.js";
import type { WireListener, WireParent } from "./wire.js";

/** Listeners of one parent, which the cloud tells of by protocol. */

/** A listener names its parent by the one field or the other, or by none. */
const isOn = ({ proxyId, groupId }: WireListener, parentId: string) =>
  (proxyId === null && groupId === null) || proxyId === parentId || groupId === parentId;

/** Listeners of one parent and protocol by their ids, in the fewest calls: page by page, or each by its id. */
export async function listenersByIds(
  context: Context,
  place: ListenerPlace,
  ids: readonly string[],
  call: Call,
): Promise<Outcomes<WireListener>> {
  const listeners = await unlessMissing(
    readByIds<WireListener>(ids, {
      async one(id) {
        const listener = await api.describeListener(context, place.protocol, id, call);
        return listener && isOn(listener, place.parentId) ? listener : null;
      },
      list: (until) => api.describeListeners(context, place, call, until),
      idOf: ({ id }) => id,
    }),
  );
  return listeners ?? new Map();
}

/** One listener as it reads now; null when it is gone. @throws ProblemError when it cannot be read */
export async function listenerById(
  context: Context,
  place: ListenerPlace,
  id: string,
  call: Call,
): Promise<WireListener | null> {
  return oneOf(await listenersByIds(context, place, [id], call), id);
}

/** Which protocols a parent may have listeners of: all, unless it tells them in words that are known. */
export function protocolsOf({ supportProtocols }: WireParent): readonly KnownProtocol[] {
  const supported = supportProtocols.map((protocol) => protocol.toUpperCase());
  const isUnderstood = supported.length > 0 && supported.every((word) => KNOWN_PROTOCOLS.some((one) => one === word));
  return isUnderstood ? KNOWN_PROTOCOLS.filter((protocol) => supported.includes(protocol)) : KNOWN_PROTOCOLS;
}

/** The listeners of one parent and these protocols, by their keys; `port` restricts them to that port. */
export async function allListeners(
  context: Context,
  parentId: string,
  { protocols, port }: { readonly protocols: readonly KnownProtocol[]; readonly port?: number },
  call: Call,
): Promise<Listing<Listener>> {
  const lists = await Promise.all(
    protocols.map(async (protocol) =>
      mapListing(await listenersOrNone(context, { parentId, protocol, port }, call), (wire) =>
        toListener(wire, context.account, { parentId, protocol }),
      ),
    ),
  );
  const { items, problems } = joinListings(lists);
  const once = onceById(items, ({ ref }) => ref.key);
  return listingOf(
    [...once].sort((a, b) => byText(a.ref.key, b.ref.key)),
    problems,
  );
}

/** Old channels and some groups refuse to be asked for layer-7 listeners, which they cannot have; a parent may be gone. */
async function listenersOrNone(context: Context, which: api.ListenersOf, call: Call): Promise<Listing<WireListener>> {
  try {
    return await api.describeListeners(context, which, call);
  } catch (error) {
    const isNone =
      error instanceof ProblemError &&
      (error.code === "NOT_FOUND" || /NotSupport(OldVersionProxy|ProxyGroup)$/.test(error.nativeCode ?? ""));
    if (isNone) return listingOf<WireListener>([]);
    throw error;
  }
}
