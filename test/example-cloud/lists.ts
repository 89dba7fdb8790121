import { listenerFits, nameFits } from "../../src/providers/kit/match.js";
import { pageByMarker } from "../../src/providers/kit/pages-by-marker.js";
import type { Lists } from "../../src/providers/provider.js";
import type { WireObject } from "../../src/transport/wire.js";
import { LISTENERS, LOAD_BALANCERS, listOf } from "./api.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readListener, readLoadBalancer } from "./wire.js";

/** Lists as the cloud pages them. It filters by load balancer; the rest is picked here, from its largest pages. */
export function listsOf(context: Context): Lists {
  const { account } = context;
  return {
    listListeners({ parent, ...query }, page, call) {
      const list = listOf(context, LISTENERS, { load_balancer_id: parent?.key }, call);
      const toModel = (raw: WireObject) => toListener(readListener(raw), account);
      return pageByMarker(list, { toModel, fits: listenerFits(query) }, page);
    },

    listPools({ parent, nameContains }, page, call) {
      const list = listOf(context, LISTENERS, { load_balancer_id: parent?.key }, call);
      const toModel = (raw: WireObject) => toPool(readListener(raw), account);
      return pageByMarker(list, { toModel, fits: nameFits(nameContains) }, page);
    },

    listParents({ nameContains }, page, call) {
      const toModel = (raw: WireObject) => toParent(readLoadBalancer(raw), account);
      return pageByMarker(listOf(context, LOAD_BALANCERS, {}, call), { toModel, fits: nameFits(nameContains) }, page);
    },
  };
}
