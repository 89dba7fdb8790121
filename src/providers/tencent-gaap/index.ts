import type { ProviderManifest } from "../provider.js";
import { ACTIONS, TencentGaapAccountConfig } from "./account.js";
import { checks } from "./checks.js";
import { createContext } from "./client.js";
import { remappingOf } from "./kept.js";
import { limits } from "./limits.js";
import { listenerChangesOf } from "./listener-changes.js";
import { listsOf } from "./lists.js";
import { heldSpaces } from "./mapping.js";
import { poolChangesOf } from "./pool-changes.js";
import { readsOf } from "./reads.js";
import { listenerSettings, poolSettings, SETTINGS_KEY } from "./settings.js";

/** Tencent Cloud Global Application Acceleration Platform, API 3.0, version 2018-05-29. */
export const tencentGaap: ProviderManifest<TencentGaapAccountConfig> = {
  key: "tencent-gaap",
  name: "TENCENT_GAAP",
  title: "Tencent Cloud GAAP",
  description:
    "Tencent Cloud Global Application Acceleration Platform: channels and channel groups that carry traffic to distant servers. One port per listener; pools of TCP and UDP listeners are implied, those of HTTP and HTTPS listeners are the forwarding rules of their domains.",
  settingsKey: SETTINGS_KEY,
  parentKind: "accelerator",
  capabilities: {
    protocols: ["TCP", "UDP", "HTTP", "HTTPS"],
    algorithms: ["ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN", "LEAST_CONNECTIONS", "LEAST_RESPONSE_TIME"],
    // Some listeners report SOURCE_IP; no operation sets it.
    clientAffinities: ["NONE"],
    sessionPersistenceTypes: [],
    maxPortRanges: 1,
    allowsPortSpans: false,
    // Source: GAAP quota page.
    minPort: 1,
    maxPort: 64_999,
    reservedPorts: [{ protocol: null, port: 21 }],
    // True for TCP and UDP; the rules of HTTP and HTTPS listeners are separate pools.
    hasExplicitPools: false,
    hasBatchCreate: true,
    immutableListenerFields: ["protocol", "portRanges"],
    unsupportedListenerFields: ["description", "timeouts", "tags"],
    immutablePoolFields: [],
    unsupportedPoolFields: ["name", "description", "region", "sessionPersistence", "trafficPercentage"],
    unsupportedMemberFields: ["targetType", "subnetId"],
    minMemberWeight: 1,
    maxMemberWeight: 100,
    maxMembersPerPool: 100,
  },
  limits,
  checks,
  listenerSettings,
  poolSettings,
  // Listeners are listed by parent and protocol, rules by listener; members and checks come with both.
  heldSpaces,
  callsPerKey: {
    listeners: 0.2,
    pools: 0.2,
    parents: 0.01,
    listenersOfParents: 4,
    poolsOfListeners: 1,
    membersOfPools: 0,
    healthOfPools: 0,
    healthMonitorsOfPools: 0,
  },
  keyShapes: {
    listener: ["parentId/listenerId"],
    pool: ["parentId/listenerId", "parentId/listenerId/ruleId"],
  },
  accountConfig: TencentGaapAccountConfig,
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
