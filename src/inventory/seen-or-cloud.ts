import type { Lists, PageRequest, ProviderService, Reads } from "../providers/provider.js";
import { StoreError } from "../store/store-error.js";
import type { Call, CallLog } from "../transport/call.js";
import type { SeenReads } from "./seen-reads.js";

export const COULD_NOT_READ = "could not read the inventory; reading from the clouds";

type Keyed = Exclude<keyof Reads, "healthOfPools">;

/**
 * A service that reads from the inventory, or from the cloud when the store cannot be read. Changes go to the cloud.
 * @param cloud the account's service
 */
export function seenOrCloud(seen: SeenReads, cloud: ProviderService, log: CallLog): ProviderService {
  async function or<T>(fromStore: () => Promise<T>, fromCloud: () => Promise<T>): Promise<T> {
    try {
      return await fromStore();
    } catch (err) {
      if (!(err instanceof StoreError)) throw err;
      log.warn({ err, account: seen.accountId }, COULD_NOT_READ);
      return fromCloud();
    }
  }
  const keyed = <N extends Keyed>(name: N) =>
    ((keys: readonly never[], call: Call) =>
      or<unknown>(
        () => seen[name](keys),
        () => cloud[name](keys, call),
      )) as Reads[N];
  const listed = <N extends keyof Lists>(name: N) =>
    ((query: object, page: PageRequest, call: Call) =>
      or<unknown>(
        () => seen[name](query, page),
        () => cloud[name](query, page, call),
      )) as Lists[N];
  const reads: Lists & Reads = {
    listListeners: listed("listListeners"),
    listPools: listed("listPools"),
    listParents: listed("listParents"),
    readListeners: keyed("readListeners"),
    readPools: keyed("readPools"),
    readParents: keyed("readParents"),
    listenersOfParents: keyed("listenersOfParents"),
    poolsOfListeners: keyed("poolsOfListeners"),
    membersOfPools: keyed("membersOfPools"),
    healthMonitorsOfPools: keyed("healthMonitorsOfPools"),
  };
  // Members are kept with their health: health is read only for those that a cloud has answered.
  return Object.assign(Object.create(cloud) as ProviderService, reads);
}
