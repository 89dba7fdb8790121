import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText, cutPage, keyOf } from "../cut-page.js";
import type { Page, PageRequest, ProviderService } from "../provider.js";
import { placeOf, textOf, walkParents } from "../walk-parents.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { toAccelerator, toListener, toPool } from "./mapping.js";
import type { WireAccelerator } from "./wire-types.js";

type Lists = Pick<ProviderService, "listListeners" | "listPools" | "listParents">;

interface HasRef {
  readonly ref: ResourceRef;
}

/** Lists over all accelerators. The cloud lists listeners and endpoint groups per accelerator only. */
export function createLists({ account, client }: GaAccount): Lists {
  return {
    listListeners({ parent, protocols }, page, call) {
      // The cloud filters by one protocol at a time.
      const Protocol = protocols?.length === 1 ? protocols[0] : undefined;
      const read = async (AcceleratorId: string): Promise<Listener[]> =>
        (await api.listListeners(client, { AcceleratorId, Protocol }, call)).map((wire) => toListener(wire, account));
      return listChildren(parent, page, call, read);
    },

    listPools({ parent }, page, call) {
      const read = async (AcceleratorId: string): Promise<Pool[]> =>
        (await api.listEndpointGroups(client, { AcceleratorId }, call)).map((wire) => toPool(wire, account));
      return listChildren(parent, page, call, read);
    },

    async listParents({ nameContains }, page, call) {
      const all = (await api.listAccelerators(client, call)).map((wire) => toAccelerator(wire, account));
      const cut = cutPage(all, page, keyOf);
      // Names are left to the caller: how many fit is not known here.
      return nameContains === undefined ? cut : { ...cut, totalCount: null };
    },
  };

  async function listChildren<T extends HasRef>(
    parent: ResourceRef | undefined,
    { after, limit }: PageRequest,
    call: Call,
    read: (acceleratorId: string) => Promise<T[]>,
  ): Promise<Page<T>> {
    const start = after === null ? null : placeOf(after);
    const accelerators = parent ? [] : await api.listAccelerators(client, call);
    const parentIds = parent ? [parent.key] : accelerators.map((wire) => wire.AcceleratorId).sort(byText);
    const { items, next } = await walkParents<T>(
      { parentIds, perCall: api.PAGE_SIZE, read: (id) => orEmpty(read(id)), idOf: keyOf },
      start,
      limit,
    );
    return { items, next: next && textOf(next), totalCount: null, parents: parentsOf(items, accelerators) };
  }

  function parentsOf(shown: readonly HasRef[], accelerators: readonly WireAccelerator[]): ListenerParent[] {
    const ids = new Set(shown.map(({ ref }) => ref.hint));
    return accelerators
      .filter(({ AcceleratorId }) => ids.has(AcceleratorId))
      .map((wire) => toAccelerator(wire, account));
  }
}

/** An accelerator that went away since it was listed has nothing to list. */
async function orEmpty<T>(reading: Promise<T[]>): Promise<T[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "NOT_FOUND") return [];
    throw error;
  }
}
