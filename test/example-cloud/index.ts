import type { ProviderManifest } from "../../src/providers/provider.js";
import { ACTIONS, ExampleCloudAccountConfig } from "./account.js";
import { checks } from "./checks.js";
import { createContext } from "./client.js";
import { remappingOf } from "./kept.js";
import { limits } from "./limits.js";
import { listenerChangesOf } from "./listener-changes.js";
import { listsOf } from "./lists.js";
import { poolChangesOf } from "./pool-changes.js";
import { readsOf } from "./reads.js";
import { listenerSettings, SETTINGS_KEY } from "./settings.js";

/** A whole cloud, and the template for others: the least that the contract asks for. Pools are implied, one port a listener. */
export const exampleCloud: ProviderManifest<ExampleCloudAccountConfig> = {
  key: "example-cloud",
  name: "EXAMPLE_CLOUD",
  title: "Example cloud",
  description: "A tiny cloud that shows what adding one takes.",
  settingsKey: SETTINGS_KEY,
  parentKind: "load-balancer",
  capabilities: {
    protocols: ["TCP", "UDP"],
    algorithms: [],
    clientAffinities: ["NONE"],
    sessionPersistenceTypes: [],
    maxPortRanges: 1,
    allowsPortSpans: false,
    minPort: 1,
    maxPort: 65_535,
    reservedPorts: [],
    hasExplicitPools: false,
    hasBatchCreate: false,
    requiredListenerFields: ["name"],
    immutableListenerFields: ["protocol"],
    unsupportedListenerFields: ["description", "algorithm", "tls", "timeouts", "healthMonitor", "tags"],
    clearableListenerFields: ["settings.exampleCloud.team"],
    immutablePoolFields: [],
    unsupportedPoolFields: [
      "name",
      "description",
      "region",
      "protocol",
      "algorithm",
      "sessionPersistence",
      "healthMonitor",
      "trafficPercentage",
      "settings",
    ],
    unsupportedMemberFields: ["targetType", "targetId", "subnetId"],
    minMemberWeight: 0,
    maxMemberWeight: 10,
    maxMembersPerPool: 20,
  },
  limits,
  checks,
  listenerSettings,
  // Single reads, or a page of many; what is part of a listener comes with it.
  callsPerKey: {
    listeners: 0.1,
    pools: 0.1,
    parents: 0.1,
    listenersOfParents: 0.1,
    poolsOfListeners: 0,
    membersOfPools: 0,
    healthOfPools: 0,
    healthMonitorsOfPools: 0,
  },
  accountConfig: ExampleCloudAccountConfig,
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
