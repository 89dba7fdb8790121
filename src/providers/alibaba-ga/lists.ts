import type { ListenerParent } from "../../model/listener-parent.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { listByParent, type Place, pageOfPart, partBehind, placeOf, placeText } from "../kit/list-by-parent.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Listing, Lists, Page, PageRequest } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readListener, readParent, readPool, type WireParent } from "./wire.js";

interface HasRef {
  readonly ref: ResourceRef;
}

const placeIn = ({ ref }: HasRef): Place => [ref.hint!, ref.key];

/** Lists over all accelerators. The cloud lists listeners and endpoint groups per accelerator only. */
export function listsOf(context: Context): Lists {
  const { account } = context;
  return {
    listListeners({ parent, protocols }, page, call) {
      // The cloud filters by one protocol at a time.
      const protocol = protocols?.length === 1 && protocols[0] !== "OTHER" ? protocols[0] : undefined;
      return listChildren(parent, page, call, async (acceleratorId) =>
        mapListing(await api.listListeners(context, acceleratorId, protocol, call), (json) =>
          toListener(readListener(json), account),
        ),
      );
    },

    listPools({ parent }, page, call) {
      return listChildren(parent, page, call, async (acceleratorId) =>
        mapListing(await api.listEndpointGroups(context, acceleratorId, undefined, call), (json) =>
          toPool(readPool(json), account),
        ),
      );
    },

    async listParents({ nameContains }, page, call) {
      const all = mapListing(await listAccelerators(call), (wire) => toParent(wire, account));
      const { items, problems, next, totalCount } = cutPage(all, page, keyOf);
      // The caller checks names: how many match is not known here.
      return { items, problems, next, totalCount: nameContains === undefined ? totalCount : null };
    },
  };

  async function listAccelerators(call: Call): Promise<Listing<WireParent>> {
    return mapListing(await api.listAccelerators(context, call), readParent);
  }

  async function listChildren<T extends HasRef>(
    parent: ResourceRef | undefined,
    { after, limit }: PageRequest,
    call: Call,
    read: (acceleratorId: string) => Promise<Listing<T>>,
  ): Promise<Page<T>> {
    const start = after === null ? null : placeOf(after);
    const accelerators = parent ? listingOf<WireParent>([]) : await listAccelerators(call);
    const ids = parent ? [parent.key] : accelerators.items.map(({ id }) => id).sort(byText);
    const part = await listByParent<string, T>(
      {
        parents: start ? ids.filter((id) => id >= start[0]!) : ids,
        perCall: api.PAGE_SIZE,
        // An accelerator that was deleted since it was listed has nothing to list.
        read: async (id) => partBehind(start, [id], (await unlessMissing(read(id))) ?? listingOf<T>([]), keyOf),
      },
      limit,
    );
    const { items, problems, next, totalCount } = pageOfPart(part, (item) => placeText(placeIn(item)));
    return {
      items,
      problems: [...accelerators.problems, ...problems],
      next,
      totalCount,
      parents: parentsOf(items, accelerators.items),
    };
  }

  function parentsOf(shown: readonly HasRef[], accelerators: readonly WireParent[]): ListenerParent[] {
    const ids = new Set(shown.map(({ ref }) => ref.hint));
    return accelerators.filter(({ id }) => ids.has(id)).map((wire) => toParent(wire, account));
  }
}
