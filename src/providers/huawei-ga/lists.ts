import type { ResourceStatus } from "../../model/enums.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { WireObject } from "../../transport/wire.js";
import { cutPage, keyOf } from "../kit/cut-page.js";
import { filterListing, joinListings, listingOf, mapListing } from "../kit/listing.js";
import { listenerFits, nameFits } from "../kit/match.js";
import { pageByMarker } from "../kit/pages-by-marker.js";
import type { Lists } from "../provider.js";
import { ACCELERATORS, ENDPOINT_GROUPS, LISTENERS, listAll, listOf } from "./api.js";
import type { Context } from "./client.js";
import { refOf, toListener, toParent, toPool } from "./mapping.js";
import { poolsOfListeners } from "./reads.js";
import { readAccelerator, readEndpointGroup, readListener } from "./wire.js";

/** The one status that the cloud can filter by; PENDING stands for two of ours. */
function statusFilter(statuses: readonly ResourceStatus[] | undefined): string | undefined {
  const wanted = new Set(
    statuses?.map((status) => (status === "CREATING" || status === "UPDATING" ? "PENDING" : status)),
  );
  const [only, ...others] = wanted;
  return others.length === 0 && only !== "UNKNOWN" ? only : undefined;
}

/** Lists in the cloud's own pages. What it cannot filter is filtered here, from its largest pages. */
export function listsOf(context: Context): Lists {
  const { account } = context;
  return {
    listListeners({ parent, ...query }, page, call) {
      const status = statusFilter(query.statuses);
      const filters = { accelerator_id: parent?.key, status };
      // What the cloud has filtered is not checked again here: the caller checks everything.
      const fits = listenerFits({ ...query, statuses: undefined });
      const toModel = (raw: WireObject) => toListener(readListener(raw), account);
      return pageByMarker(listOf(context, LISTENERS, filters, call), { toModel, fits }, page);
    },

    async listPools({ parent, nameContains }, page, call) {
      const fits = nameFits(nameContains);
      if (!parent) {
        const toModel = (raw: WireObject) => toPool(readEndpointGroup(raw), account, null);
        return pageByMarker(listOf(context, ENDPOINT_GROUPS, {}, call), { toModel, fits }, page);
      }
      const raw = await listAll(context, LISTENERS, { accelerator_id: parent.key }, call);
      const listeners = mapListing(raw, readListener);
      const parentRef = refOf(account, "accelerator", parent.key);
      const ofParent = listeners.items.map(({ id }) => ({ id, parentRef }));
      const outcomes = await poolsOfListeners(context, ofParent, call);
      const pools = [...outcomes.values()].map((one) => {
        if (one instanceof ProblemError) throw one;
        return one;
      });
      const all = joinListings([listingOf<Pool>([], listeners.problems), ...pools]);
      return cutPage(fits ? filterListing(all, fits) : all, page, keyOf);
    },

    listParents({ nameContains }, page, call) {
      const toModel = (raw: WireObject) => toParent(readAccelerator(raw), account);
      return pageByMarker(listOf(context, ACCELERATORS, {}, call), { toModel, fits: nameFits(nameContains) }, page);
    },
  };
}
