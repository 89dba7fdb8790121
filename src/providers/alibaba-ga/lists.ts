import type { ListenerParent } from "../../model/listener-parent.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { listByParent, type Place, pageOfPart, partBehind, placeOf, placeText } from "../kit/list-by-parent.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Listing, Page, PageRequest, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { toAccelerator, toListener, toPool } from "./mapping.js";
import type { WireAccelerator } from "./wire-types.js";

type Lists = Pick<ProviderService, "listListeners" | "listPools" | "listParents">;

interface HasRef {
  readonly ref: ResourceRef;
}

const placeIn = ({ ref }: HasRef): Place => [ref.hint!, ref.key];

/** Lists over all accelerators. The cloud lists listeners and endpoint groups per accelerator only. */
export function createLists({ account, client }: GaAccount): Lists {
  return {
    listListeners({ parent, protocols }, page, call) {
      // The cloud filters by one protocol at a time.
      const Protocol = protocols?.length === 1 && protocols[0] !== "OTHER" ? protocols[0] : undefined;
      return listChildren(parent, page, call, async (AcceleratorId) =>
        mapListing(await api.listListeners(client, { AcceleratorId, Protocol }, call), (wire) =>
          toListener(wire, account),
        ),
      );
    },

    listPools({ parent }, page, call) {
      return listChildren(parent, page, call, async (AcceleratorId) =>
        mapListing(await api.listEndpointGroups(client, { AcceleratorId }, call), (wire) => toPool(wire, account)),
      );
    },

    async listParents({ nameContains }, page, call) {
      const all = mapListing(await api.listAccelerators(client, call), (wire) => toAccelerator(wire, account));
      const { items, problems, next, totalCount } = cutPage(all, page, keyOf);
      // Names are left to the caller: how many fit is not known here.
      return { items, problems, next, totalCount: nameContains === undefined ? totalCount : null };
    },
  };

  async function listChildren<T extends HasRef>(
    parent: ResourceRef | undefined,
    { after, limit }: PageRequest,
    call: Call,
    read: (acceleratorId: string) => Promise<Listing<T>>,
  ): Promise<Page<T>> {
    const start = after === null ? null : placeOf(after);
    const accelerators = parent ? listingOf<WireAccelerator>([]) : await api.listAccelerators(client, call);
    const ids = parent ? [parent.key] : accelerators.items.map(({ AcceleratorId }) => AcceleratorId).sort(byText);
    const part = await listByParent<string, T>(
      {
        parents: start ? ids.filter((id) => id >= start[0]!) : ids,
        perCall: api.PAGE_SIZE,
        // An accelerator that went away since it was listed has nothing to list.
        read: async (id) => partBehind(start, (await unlessMissing(read(id))) ?? listingOf<T>([]), placeIn),
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

  function parentsOf(shown: readonly HasRef[], accelerators: readonly WireAccelerator[]): ListenerParent[] {
    const ids = new Set(shown.map(({ ref }) => ref.hint));
    return accelerators
      .filter(({ AcceleratorId }) => ids.has(AcceleratorId))
      .map((wire) => toAccelerator(wire, account));
  }
}
