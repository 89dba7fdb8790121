import type { ProviderManifest } from "../provider.js";
import { ACTIONS, HuaweiGaAccountConfig } from "./account.js";
import { checks } from "./checks.js";
import { createContext } from "./client.js";
import { remappingOf } from "./kept.js";
import { limits } from "./limits.js";
import { listenerChangesOf } from "./listener-changes.js";
import { listsOf } from "./lists.js";
import { poolChangesOf } from "./pool-changes.js";
import { readsOf } from "./reads.js";
import { listenerSettings, SETTINGS_KEY } from "./settings.js";

export const huaweiGa: ProviderManifest<HuaweiGaAccountConfig> = {
  key: "huawei-ga",
  name: "HUAWEI_GA",
  title: "Huawei Cloud Global Accelerator",
  description:
    "Huawei Cloud Global Accelerator, API v1: TCP and UDP with port ranges, one pool for each region of servers.",
  settingsKey: SETTINGS_KEY,
  parentKind: "accelerator",
  capabilities: {
    protocols: ["TCP", "UDP"],
    // Weights and the regions' shares decide.
    algorithms: [],
    clientAffinities: ["NONE", "SOURCE_IP"],
    sessionPersistenceTypes: [],
    maxPortRanges: 10,
    allowsPortSpans: true,
    minPort: 1,
    maxPort: 65_535,
    // Source: create listener page.
    reservedPorts: [
      { protocol: "TCP", port: 22 },
      { protocol: "UDP", port: 4789 },
    ],
    hasExplicitPools: true,
    hasBatchCreate: false,
    immutableListenerFields: ["protocol"],
    unsupportedListenerFields: ["algorithm", "tls", "timeouts", "healthMonitor"],
    requiredListenerFields: ["name"],
    clearableListenerFields: ["description", "tags"],
    immutablePoolFields: ["region"],
    clearablePoolFields: ["description", "healthMonitor"],
    unsupportedPoolFields: ["protocol", "algorithm", "sessionPersistence"],
    requiredPoolFields: ["listenerId", "name", "region"],
    unsupportedMemberFields: ["port", "subnetId"],
    minMemberWeight: 0,
    maxMemberWeight: 100,
    maxMembersPerPool: 10,
  },
  limits,
  checks,
  listenerSettings,
  // Whole lists are paged through while that takes fewer calls than single reads; members are listed group by group.
  callsPerKey: {
    listeners: 0.1,
    pools: 0.1,
    parents: 0.1,
    listenersOfParents: 0.1,
    poolsOfListeners: 0.1,
    membersOfPools: 1,
    healthOfPools: 0,
    healthMonitorsOfPools: 0.1,
  },
  accountConfig: HuaweiGaAccountConfig,
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
