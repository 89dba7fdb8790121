import type { ProviderManifest } from "../provider.js";
import { ACTIONS, AlibabaGaAccountConfig } from "./account.js";
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

/** Alibaba Cloud Global Accelerator, API version 2019-11-20: standard instances and their Standard listeners. */
export const alibabaGa: ProviderManifest<AlibabaGaAccountConfig> = {
  key: "alibaba-ga",
  name: "ALIBABA_GA",
  title: "Alibaba Cloud Global Accelerator",
  description: "Alibaba Cloud Global Accelerator (GA, API version 2019-11-20): listeners with several port ranges.",
  settingsKey: SETTINGS_KEY,
  parentKind: "accelerator",
  capabilities: {
    protocols: ["TCP", "UDP", "HTTP", "HTTPS"],
    algorithms: [],
    clientAffinities: ["NONE", "SOURCE_IP"],
    sessionPersistenceTypes: [],
    // Source: quota page, gaplus_quota_port_per_listener; every range has at least one port.
    maxPortRanges: 30,
    allowsPortSpans: true,
    minPort: 1,
    // 65500 to 65535 are reserved by the cloud. Source: CreateListener page; error code SystemPort.Listener.
    maxPort: 65_499,
    // Source: error code PortRangeIllegal.UDP.
    reservedPorts: [
      { protocol: "UDP", port: 250 },
      { protocol: "UDP", port: 4_789 },
      { protocol: "UDP", port: 4_790 },
    ],
    hasExplicitPools: true,
    hasBatchCreate: false,
    immutableListenerFields: [],
    unsupportedListenerFields: ["algorithm", "healthMonitor", "tags"],
    immutablePoolFields: ["region", "protocol"],
    unsupportedPoolFields: ["algorithm", "sessionPersistence"],
    requiredPoolFields: ["listenerId", "region", "members"],
    unsupportedMemberFields: ["port"],
    minMemberWeight: 0,
    maxMemberWeight: 255,
    // The maximum to which the quota of 4 can be raised. Source: quota page.
    maxMembersPerPool: 30,
  },
  limits,
  checks,
  listenerSettings,
  poolSettings,
  // Lists go by accelerator, members and checks come with their group; an accelerator is assumed to have five of the
  // requested objects. Health goes by listener.
  heldSpaces,
  callsPerKey: {
    listeners: 0.2,
    pools: 0.2,
    parents: 0.02,
    listenersOfParents: 1,
    poolsOfListeners: 0.2,
    membersOfPools: 0,
    healthOfPools: 1,
    healthMonitorsOfPools: 0,
  },
  listsByHint: true,
  accountConfig: AlibabaGaAccountConfig,
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
