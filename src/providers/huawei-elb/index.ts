import type { ProviderManifest } from "../provider.js";
import { ACTIONS, HuaweiElbAccountConfig } from "./account.js";
import { checks } from "./checks.js";
import { createContext } from "./client.js";
import { remappingOf } from "./kept.js";
import { limits } from "./limits.js";
import { listenerChangesOf } from "./listener-changes.js";
import { listsOf } from "./lists.js";
import { poolChangesOf } from "./pool-changes.js";
import { readsOf } from "./reads.js";
import { listenerSettings, poolSettings, SETTINGS_KEY } from "./settings.js";

/** Huawei Cloud's shared load balancers, API v2.0, which Open Telekom Cloud has as well. */
export const huaweiElb: ProviderManifest<HuaweiElbAccountConfig> = {
  key: "huawei-elb",
  name: "HUAWEI_ELB",
  title: "Huawei Cloud shared load balancers",
  description: "Huawei Cloud Elastic Load Balance, shared (API v2.0): listeners forward to pools.",
  settingsKey: SETTINGS_KEY,
  parentKind: "load-balancer",
  capabilities: {
    protocols: ["TCP", "UDP", "HTTP", "HTTPS"],
    // The cloud's one round robin is weighted and reads as such. ROUND_ROBIN is accepted for it too; with equal weights
    // it is the same.
    algorithms: ["WEIGHTED_ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP", "ROUND_ROBIN"],
    clientAffinities: [],
    sessionPersistenceTypes: ["SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE"],
    maxPortRanges: 1,
    allowsPortSpans: false,
    minPort: 1,
    maxPort: 65_535,
    reservedPorts: [{ protocol: "UDP", port: 4_789 }],
    hasExplicitPools: true,
    hasBatchCreate: false,
    immutableListenerFields: ["protocol", "portRanges"],
    // Affinity, algorithm and health checks belong to the pool; timeouts are read-only in this API.
    unsupportedListenerFields: ["clientAffinity", "algorithm", "healthMonitor", "timeouts"],
    clearableListenerFields: [
      ...["name", "description", "tags", "tls.clientCaCertificateIds"],
      `settings.${SETTINGS_KEY}.defaultPoolId`,
    ],
    immutablePoolFields: ["protocol"],
    clearablePoolFields: ["name", "description", "sessionPersistence", "healthMonitor", "healthMonitor.port"],
    unsupportedPoolFields: ["region", "trafficPercentage"],
    unsupportedMemberFields: ["targetId", "targetType"],
    requiredMemberFields: ["port"],
    minMemberWeight: 0,
    maxMemberWeight: 100,
    maxMembersPerPool: 500,
  },
  limits,
  checks,
  listenerSettings,
  poolSettings,
  // Fifty ids or parents share a call; members are listed pool by pool.
  callsPerKey: {
    listeners: 0.02,
    pools: 0.02,
    parents: 0.02,
    listenersOfParents: 0.02,
    poolsOfListeners: 0.02,
    membersOfPools: 1,
    healthOfPools: 0,
    healthMonitorsOfPools: 0.02,
  },
  accountConfig: HuaweiElbAccountConfig,
  actions: ACTIONS,
  connect(provider) {
    const context = createContext(provider);
    return {
      ...listsOf(context),
      ...readsOf(context),
      ...listenerChangesOf(context),
      ...poolChangesOf(context),
      ...remappingOf(context),
      close: context.close,
    };
  },
  sandbox: async () => (await import("./emulator/index.js")).sandbox,
};
