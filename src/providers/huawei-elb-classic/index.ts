import { sharedSpaces } from "../../model/free-ports.js";
import type { ProviderManifest } from "../provider.js";
import { ACTIONS, HuaweiElbClassicAccountConfig } from "./account.js";
import { checks } from "./checks.js";
import { createContext } from "./client.js";
import { remappingOf } from "./kept.js";
import { limits } from "./limits.js";
import { listenerChangesOf } from "./listener-changes.js";
import { listsOf } from "./lists.js";
import { poolChangesOf } from "./pool-changes.js";
import { readsOf } from "./reads.js";
import { listenerSettings, SETTINGS_KEY } from "./settings.js";

/** Huawei Cloud's first generation of load balancers, API v1.0. Legacy: kept for what still runs on it. */
export const huaweiElbClassic: ProviderManifest<HuaweiElbClassicAccountConfig> = {
  key: "huawei-elb-classic",
  name: "HUAWEI_ELB_CLASSIC",
  title: "Huawei Cloud classic load balancers",
  description: "Huawei Cloud Elastic Load Balance, classic (API v1.0): servers belong to listeners directly.",
  settingsKey: SETTINGS_KEY,
  parentKind: "load-balancer",
  capabilities: {
    protocols: ["HTTP", "HTTPS", "TCP", "UDP"],
    algorithms: ["ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP"],
    clientAffinities: ["NONE", "SOURCE_IP", "COOKIE"],
    sessionPersistenceTypes: ["SOURCE_IP", "HTTP_COOKIE"],
    maxPortRanges: 1,
    allowsPortSpans: false,
    minPort: 1,
    maxPort: 65_535,
    reservedPorts: [],
    hasExplicitPools: false,
    hasBatchCreate: false,
    immutableListenerFields: ["protocol", "clientAffinity"],
    unsupportedListenerFields: ["tags"],
    requiredListenerFields: ["name"],
    clearableListenerFields: ["description", "healthMonitor"],
    immutablePoolFields: ["protocol", "sessionPersistence"],
    clearablePoolFields: ["healthMonitor"],
    unsupportedPoolFields: ["name", "description", "region", "trafficPercentage", "settings"],
    unsupportedMemberFields: ["weight", "subnetId", "targetType"],
    requiredMemberFields: ["targetId"],
    minMemberWeight: null,
    maxMemberWeight: null,
    maxMembersPerPool: null,
  },
  limits,
  checks,
  listenerSettings,
  // Pools are implied; members and checks are read listener by listener. Error code ELB.6101 is about a port that is
  // used on the load balancer, without an exception for a protocol.
  heldSpaces: sharedSpaces,
  callsPerKey: {
    listeners: 0.2,
    pools: 0.2,
    parents: 0.02,
    listenersOfParents: 1,
    poolsOfListeners: 0,
    membersOfPools: 1,
    healthOfPools: 0,
    healthMonitorsOfPools: 1,
  },
  listsByHint: true,
  accountConfig: HuaweiElbClassicAccountConfig,
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
