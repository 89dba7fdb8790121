import type { PoolMemberInput } from "../../../src/model/inputs-shared.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners, allPools } from "../../contract/listing.js";
import type { PagedList, PreparedList } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";
import type { Subject } from "../../contract/subject.js";

/** What Huawei's clouds have in common where they list things: how each list is come by. */

type Prepare = PagedList["prepare"];

export const queryOf = ({ query }: ReceivedRequest) => new URLSearchParams(query);

export const ofParents =
  (wanted: string): Prepare =>
  async ({ service, call }) => ({
    asks: (action) => action === wanted,
    ways: {
      "list of parents": () => walked((page) => service.listParents({}, page, call())),
      "list of some parents": () => walked((page) => service.listParents({ nameContains: "" }, page, call())),
    },
  });

export async function ofListeners(subject: Subject): Promise<PreparedList> {
  const { service, call } = subject;
  const [listener] = await allListeners(subject);
  const parent = (await service.readParents([listener!.parentRef!], call())).get(listener!.parentRef!.key);
  const nameContains = listener!.name!.slice(1);
  return {
    asks: (action) => action === "ListListeners",
    isSample: ({ id }) => id === listener!.nativeId,
    ways: {
      "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
      "list of some listeners": () => walked((page) => service.listListeners({ nameContains }, page, call())),
      "listeners of a parent": () => found(service.listenersOfParents([parent as never], call())),
    },
  };
}

/** @param server what can become a member */
export const ofMembers =
  (wanted: string, server: PoolMemberInput, writes: RegExp): Prepare =>
  async (subject) => {
    const { service, call } = subject;
    const pools = (await allPools(subject)).filter(({ status }) => status === "ACTIVE");
    const members = await service.membersOfPools(pools, call());
    const pool = pools.find(({ ref }) => {
      const listing = members.get(ref.key)!;
      return !(listing instanceof ProblemError) && listing.items.length > 1;
    })!;
    return {
      asks: (action, { path }) => action === wanted && path.includes(pool.nativeId),
      ways: { "members of a pool": () => found(service.membersOfPools([pool], call())) },
      decides: { run: () => service.setPoolMembers(pool, [server], call()), writes },
    };
  };
