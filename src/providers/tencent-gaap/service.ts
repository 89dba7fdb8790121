import { signTc3HmacSha256 } from "../../signing/tc3-hmac-sha256.js";
import type { CloudDialect } from "../../transport/cloud-client.js";
import { listingOf } from "../kit/listing.js";
import type { ProviderContext, ProviderService } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type TencentGaapAccountConfig } from "./account.js";
import type { Gaap } from "./context.js";
import { deleteListener, updateListener } from "./listener-changes.js";
import { createListeners } from "./listener-creates.js";
import { listListeners, listParents, listPools } from "./lists.js";
import { healthMonitorOf, membersOf } from "./mapping.js";
import { createPool, deletePool, setPoolMembers, updatePool } from "./pool-changes.js";
import { poolsOfListeners, readPools } from "./pool-reads.js";
import { problemIn } from "./problems.js";
import { listenersOfParents, readListeners, readParents } from "./reads.js";

const VERSION = "2018-05-29";
/** The first label of the public host, which the signature names whatever the endpoint is. */
const SERVICE = "gaap";

function dialectOf({ secretId, secretKey, token }: TencentGaapAccountConfig, provider: string): CloudDialect {
  return {
    provider,
    sign(request, at) {
      const credentials = { secretId, secretKey: secretKey.reveal(), token: token?.reveal() };
      const action = request.headers["x-tc-action"] ?? "";
      return signTc3HmacSha256(request, credentials, { at, service: SERVICE, action, version: VERSION });
    },
    problemIn: (response, request) => problemIn(provider, response, request),
  };
}

/** Opens one account's line to GAAP. */
export function connect({ account, config, transport }: ProviderContext<TencentGaapAccountConfig>): ProviderService {
  const { id, endpoint, limits, certificateAuthority } = config;
  const client = transport.client(dialectOf(config, account.provider), {
    accountId: id,
    endpoint: new URL(endpoint),
    limits: { ...limits, requestsPerSecond: { ...DEFAULT_REQUESTS_PER_SECOND, ...limits.requestsPerSecond } },
    certificateAuthority,
  });
  const gaap: Gaap = { client, account, clock: transport.clock, pollIntervalMs: limits.pollIntervalMs };
  return {
    listListeners: (query, page, call) => listListeners(gaap, query, page, call),
    listPools: (query, page, call) => listPools(gaap, query, page, call),
    listParents: (query, page, call) => listParents(gaap, query, page, call),
    readListeners: (refs, call) => readListeners(gaap, refs, call),
    readPools: (refs, call) => readPools(gaap, refs, call),
    readParents: (refs, call) => readParents(gaap, refs, call),
    listenersOfParents: (parents, call) => listenersOfParents(gaap, parents, call),
    poolsOfListeners: (listeners, call) => poolsOfListeners(gaap, listeners, call),
    // A pool's real servers and health checks come with its listener or rule.
    membersOfPools: async (pools) => new Map(pools.map((pool) => [pool.ref.key, listingOf(membersOf(pool))])),
    healthMonitorsOfPools: async (pools) => new Map(pools.map((pool) => [pool.ref.key, healthMonitorOf(pool)])),
    createListeners: (commands, call) => createListeners(gaap, commands, call),
    updateListener: (listener, input, call) => updateListener(gaap, listener, input, call),
    deleteListener: (listener, options, call) => deleteListener(gaap, listener, options, call),
    createPool: (command, call) => createPool(gaap, command, call),
    updatePool: (pool, input, call) => updatePool(gaap, pool, input, call),
    deletePool: (pool, options, call) => deletePool(gaap, pool, options, call),
    setPoolMembers: (pool, members, call) => setPoolMembers(gaap, pool, members, call),
    close: () => client.close(),
  };
}
