import type { WireObject } from "../../transport/wire.js";
import { listenerFits, nameFits } from "../kit/match.js";
import { pageByMarker } from "../kit/pages-by-marker.js";
import type { Lists } from "../provider.js";
import { LISTENERS, LOAD_BALANCERS, listOf, POOLS } from "./api.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { protocolWord } from "./requests.js";
import { readListener, readLoadBalancer, readPool } from "./wire.js";

/**
 * Lists in the cloud's own pages. The cloud compares only whole names, and its filter by port would hide listeners of
 * all ports, which have port 0: both are filtered here, from its largest pages.
 */
export function listsOf(context: Context): Lists {
  const { account } = context;
  return {
    listListeners({ parent, protocols, ...query }, page, call) {
      const [only, ...others] = protocols ?? [];
      const protocol = only && others.length === 0 ? protocolWord(only) : undefined;
      const filters = { loadbalancer_id: parent?.key, protocol };
      const toModel = (raw: WireObject) => toListener(readListener(raw), account);
      // What the cloud has filtered is not checked again here: the caller checks everything.
      const fits = listenerFits({ ...query, protocols: protocol === undefined ? protocols : undefined });
      return pageByMarker(listOf(context, LISTENERS, filters, call), { toModel, fits }, page);
    },

    listPools({ parent, nameContains }, page, call) {
      const filters = { loadbalancer_id: parent?.key };
      const toModel = (raw: WireObject) => toPool(readPool(raw), account);
      return pageByMarker(listOf(context, POOLS, filters, call), { toModel, fits: nameFits(nameContains) }, page);
    },

    listParents({ nameContains }, page, call) {
      const toModel = (raw: WireObject) => toParent(readLoadBalancer(raw), account);
      return pageByMarker(listOf(context, LOAD_BALANCERS, {}, call), { toModel, fits: nameFits(nameContains) }, page);
    },
  };
}
