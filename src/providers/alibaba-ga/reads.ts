import type { Listener } from "../../model/listener.js";
import type { Pool, PoolMember } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../cut-page.js";
import { problemOr } from "../outcomes.js";
import type { Found, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { membersOf } from "./endpoints.js";
import { groupBehind, toAccelerator, toHealthMonitor, toListener, toPool } from "./mapping.js";
import { pagesAfter, withoutRepeats } from "./paging.js";
import { readAnywhere, type WaysAnywhere } from "./read-anywhere.js";
import { readByIds } from "./read-by-ids.js";
import type { WireEndpointGroup, WireEndpointHealth, WireListener } from "./wire-types.js";

type Reads = Pick<
  ProviderService,
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

type Answers<T> = Map<string, T | ProblemError>;

/** Reads by key. A ref's hint is the accelerator's id, which turns many reads of one thing into one of a list. */
export function createReads({ account, client }: GaAccount): Reads {
  return {
    async readListeners(refs, call) {
      const ways = {
        describe: (id: string) => api.describeListener(client, id, call),
        listOn: (AcceleratorId: string) => api.listListeners(client, { AcceleratorId }, call),
        idOf: ({ ListenerId }: WireListener) => ListenerId,
      };
      const wires = await byAccelerator(refs, call, ways, (AcceleratorId, ids) =>
        readByIds(ids, {
          ...ways,
          readPage: (page) => api.listListenersPage(client, { AcceleratorId }, page, call),
        }),
      );
      return mapped(wires, (wire) => toListener(wire, account));
    },

    async readPools(refs, call) {
      const ways = {
        describe: (id: string) => api.describeEndpointGroup(client, id, call),
        listOn: (AcceleratorId: string) => api.listEndpointGroups(client, { AcceleratorId }, call),
        idOf: ({ EndpointGroupId }: WireEndpointGroup) => EndpointGroupId,
      };
      const wires = await byAccelerator(refs, call, ways, (AcceleratorId, ids) =>
        readByIds(ids, {
          ...ways,
          // Like DescribeEndpointGroup, but with the endpoints' ids.
          describe: async (EndpointGroupId) =>
            (await api.listEndpointGroupsPage(client, { AcceleratorId, EndpointGroupId }, 1, call)).items[0] ?? null,
          readPage: (page) => api.listEndpointGroupsPage(client, { AcceleratorId }, page, call),
        }),
      );
      return mapped(wires, (wire) => toPool(wire, account));
    },

    async readParents(refs, call) {
      const wires = await readByIds(
        refs.map(({ key }) => key),
        {
          describe: (id) => api.describeAccelerator(client, id, call),
          readPage: (page) => api.listAcceleratorsPage(client, page, call),
          idOf: ({ AcceleratorId }) => AcceleratorId,
        },
      );
      return mapped(wires, (wire) => toAccelerator(wire, account));
    },

    async listenersOfParents(parents, call) {
      const lists = await Promise.all(
        parents.map(async ({ ref }) => {
          const reading = api.listListeners(client, { AcceleratorId: ref.key }, call);
          return [ref.key, await problemOr(reading)] as const;
        }),
      );
      return mapped(withoutMissing(lists), (wires) =>
        wires.map((wire) => toListener(wire, account)).sort((a, b) => byText(a.ref.key, b.ref.key)),
      );
    },

    async poolsOfListeners(listeners, call) {
      const groups = [...groupedBy(listeners, ({ parentRef, ref }) => parentRef?.key ?? ref.hint ?? "")];
      const found = await Promise.all(
        groups.map(([acceleratorId, siblings]) => poolsOfSiblings(acceleratorId, siblings, call)),
      );
      return new Map(found.flatMap((one) => [...one]));
    },

    /**
     * The members' health takes a call per listener. It is asked for only when all pools belong to the same one, as on a
     * page about one listener; in longer lists the health of members that are checked is UNKNOWN.
     */
    async membersOfPools(pools, call) {
      const health = await healthOf(pools, call);
      return new Map(pools.map((pool): [string, readonly PoolMember[]] => [pool.ref.key, membersOf(pool, health)]));
    },

    async healthMonitorsOfPools(pools) {
      return new Map(pools.map((pool) => [pool.ref.key, toHealthMonitor(groupBehind(pool))]));
    },
  };

  /** Keys with a hint are read by accelerator, the others wherever they are. An accelerator that fails takes only its own keys along. */
  async function byAccelerator<T>(
    refs: readonly ResourceRef[],
    call: Call,
    ways: Omit<WaysAnywhere<T>, "listAcceleratorIds">,
    readSiblings: (acceleratorId: string, ids: readonly string[]) => Promise<Answers<T>>,
  ): Promise<Answers<T>> {
    const groups = [...groupedBy(refs, ({ hint }) => hint ?? "")];
    const found = await Promise.all(
      groups.map(async ([acceleratorId, group]): Promise<Answers<T>> => {
        const ids = [...new Set(group.map(({ key }) => key))];
        if (acceleratorId !== "") return everyOrProblem(ids, readSiblings(acceleratorId, ids));
        const listAcceleratorIds = async () =>
          (await api.listAccelerators(client, call)).map(({ AcceleratorId }) => AcceleratorId);
        return readAnywhere(ids, { ...ways, listAcceleratorIds });
      }),
    );
    return new Map(found.flatMap((one) => [...one]));
  }

  async function poolsOfSiblings(
    AcceleratorId: string,
    listeners: readonly Listener[],
    call: Call,
  ): Promise<Answers<readonly Pool[]>> {
    const ids = listeners.map(({ ref }) => ref.key);
    const reading = groupsOfListeners(AcceleratorId, ids, call).then((wires): Answers<readonly Pool[]> => {
      const byListener = groupedBy(wires, ({ ListenerId }) => ListenerId);
      return new Map(
        ids.map((id) => [id, defaultFirst(byListener.get(id) ?? []).map((wire) => toPool(wire, account))]),
      );
    });
    return everyOrProblem(ids, reading);
  }

  /** One listener's groups by its id; several listeners' through the accelerator's list, unless that has more pages than there are listeners. */
  async function groupsOfListeners(
    AcceleratorId: string,
    ids: readonly string[],
    call: Call,
  ): Promise<WireEndpointGroup[]> {
    const ofListener = (ListenerId: string) => api.listEndpointGroups(client, { AcceleratorId, ListenerId }, call);
    if (ids.length < 2) return (await Promise.all(ids.map(ofListener))).flat();
    const readPage = (page: number) => api.listEndpointGroupsPage(client, { AcceleratorId }, page, call);
    const first = await readPage(1);
    const pages = pagesAfter(first);
    if (ids.length < pages.length) return (await Promise.all(ids.map(ofListener))).flat();
    return withoutRepeats([first, ...(await Promise.all(pages.map(readPage)))], (wire) => wire.EndpointGroupId);
  }

  async function healthOf(pools: readonly Pool[], call: Call): Promise<readonly WireEndpointHealth[]> {
    const checked = pools.map(groupBehind).filter(({ HealthCheckEnabled }) => HealthCheckEnabled);
    const [group] = checked;
    if (!group || pools.some((pool) => groupBehind(pool).ListenerId !== group.ListenerId)) return [];
    const { AcceleratorId, ListenerId } = group;
    const health = await problemOr(api.getHealthStatus(client, { AcceleratorId, ListenerId }, call));
    if (!(health instanceof ProblemError)) return health;
    call.log.warn(
      { err: health, requestId: call.requestId },
      "could not read what health checks saw; health is unknown",
    );
    return [];
  }
}

const isDefault = ({ EndpointGroupType }: WireEndpointGroup) => EndpointGroupType !== "virtual";

function defaultFirst(groups: readonly WireEndpointGroup[]): WireEndpointGroup[] {
  return [...groups].sort(
    (a, b) => Number(isDefault(b)) - Number(isDefault(a)) || byText(a.EndpointGroupId, b.EndpointGroupId),
  );
}

function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}

/** The answers, or the same problem for every key; none at all when the accelerator is gone. */
async function everyOrProblem<T>(keys: readonly string[], reading: Promise<Answers<T>>): Promise<Answers<T>> {
  const answers = await problemOr(reading);
  if (!(answers instanceof ProblemError)) return answers;
  return withoutMissing(keys.map((key) => [key, answers] as const));
}

function withoutMissing<T>(answers: readonly (readonly [string, T | ProblemError])[]): Answers<T> {
  return new Map(answers.filter(([, answer]) => !(answer instanceof ProblemError && answer.code === "NOT_FOUND")));
}

function mapped<W, T>(answers: Answers<W>, map: (wire: W) => T): Found<T> {
  return new Map([...answers].map(([key, answer]) => [key, answer instanceof ProblemError ? answer : map(answer)]));
}
