import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { Page, PageRequest, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { toAccelerator, toListener, toPool } from "./mapping.js";
import type { WireAccelerator } from "./wire-types.js";

type Lists = Pick<ProviderService, "listListeners" | "listPools" | "listParents">;

interface HasRef {
  readonly ref: ResourceRef;
}

const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (a: HasRef, b: HasRef) => byId(a.ref.key, b.ref.key);

/**
 * Lists over all accelerators. The cloud lists listeners and endpoint groups per accelerator only, so the order is that
 * of the accelerators' ids, then of the things' own, and a place in the list is "acceleratorId/id". It can be told apart
 * from all others even when what stood there is gone.
 */
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

    async listParents({ nameContains }, { after, limit }, call) {
      const all = (await api.listAccelerators(client, call)).map((wire) => toAccelerator(wire, account)).sort(byKey);
      const left = all.filter(({ ref }) => after === null || ref.key > after);
      const items = left.slice(0, limit);
      return {
        items,
        next: left.length > limit ? items.at(-1)!.ref.key : null,
        totalCount: nameContains === undefined ? all.length : null,
      };
    },
  };

  /**
   * Goes from accelerator to accelerator until the page is full: at first as many side by side as surely are needed when
   * each has as much as one call can tell, then as many as the ones before make likely, at most twice as many each time.
   */
  async function listChildren<T extends HasRef>(
    parent: ResourceRef | undefined,
    { after, limit }: PageRequest,
    call: Call,
    read: (acceleratorId: string) => Promise<T[]>,
  ): Promise<Page<T>> {
    const start = after === null ? null : placeOf(after);
    const accelerators = parent ? [] : await api.listAccelerators(client, call);
    const ids = parent ? [parent.key] : accelerators.map((wire) => wire.AcceleratorId).sort(byId);
    const left = start ? ids.filter((id) => id >= start.parentId) : ids;
    const items: T[] = [];
    let seen = 0;
    let done = 0;
    let width = Math.ceil(limit / api.PAGE_SIZE);
    while (done < left.length && items.length < limit) {
      const next = left.slice(done, done + width);
      const lists = await Promise.all(next.map(async (id) => ({ id, all: await orEmpty(read(id)) })));
      for (const { id, all } of lists) {
        seen += all.length;
        items.push(...all.sort(byKey).filter(({ ref }) => !start || id > start.parentId || ref.key > start.id));
      }
      done += next.length;
      width = Math.min(2 * width, Math.ceil((limit - items.length) / (seen / done)));
    }
    const isLast = done === left.length && items.length <= limit;
    const shown = items.slice(0, limit);
    return {
      items: shown,
      next: isLast ? null : positionOf(shown.at(-1)!.ref),
      totalCount: null,
      parents: parentsOf(shown, accelerators),
    };
  }

  function parentsOf(shown: readonly HasRef[], accelerators: readonly WireAccelerator[]): ListenerParent[] {
    const ids = new Set(shown.map(({ ref }) => ref.hint));
    return accelerators
      .filter(({ AcceleratorId }) => ids.has(AcceleratorId))
      .map((wire) => toAccelerator(wire, account));
  }
}

const positionOf = ({ hint, key }: ResourceRef) => `${hint}/${key}`;

interface Place {
  readonly parentId: string;
  readonly id: string;
}

/** @throws ProblemError INVALID_INPUT when no list of this cloud has such a place. */
function placeOf(after: string): Place {
  const slash = after.indexOf("/");
  if (slash > 0) return { parentId: after.slice(0, slash), id: after.slice(slash + 1) };
  const message = "after names no place in this list. Use the endCursor of the page before, or leave it out.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["after"], message });
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
