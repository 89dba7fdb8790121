import { keptAs, notKept } from "../kit/kept.js";
import type { Kept, Remapping } from "../provider.js";
import type { Context } from "./client.js";
import { type ListenerPlace, toImplicitPool, toListener, toParent, toPool } from "./mapping.js";
import { isGroup, type KeyParts, partsOf, protocolIn } from "./ref-keys.js";
import { readGroup, readListener, readProxy, readRule } from "./wire.js";

export function remappingOf({ account }: Context): Remapping {
  return {
    listenerAgain: (kept) => toListener(keptAs(readListener, kept), account, placeOf(kept)),

    poolAgain(kept) {
      const { ruleId, ...place } = partsOfKept(kept);
      if (ruleId !== null)
        return toPool(keptAs(readRule, kept, "rule"), account, { ...place, protocol: protocolIn(kept.ref.hint) });
      const listener = toListener(keptAs(readListener, kept, "listener"), account, placeOf(kept));
      const pool = toImplicitPool(listener);
      if (!pool) throw notKept(kept, "rule");
      return pool;
    },

    parentAgain: (kept) => toParent(keptAs(isGroup(kept.ref.key) ? readGroup : readProxy, kept), account),
  };
}

/** @throws ProblemError UNREADABLE */
function partsOfKept(kept: Kept): KeyParts {
  const parts = partsOf(kept.ref.key);
  if (!parts) throw notKept(kept, "ref.key");
  return parts;
}

/** The cloud's own picture says neither the parent nor, for certain, the protocol. @throws ProblemError UNREADABLE */
function placeOf(kept: Kept): ListenerPlace {
  const protocol = protocolIn(kept.ref.hint);
  if (!protocol) throw notKept(kept, "ref.hint");
  return { parentId: partsOfKept(kept).parentId, protocol };
}
