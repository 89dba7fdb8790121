import { CloudAccountConfig } from "../../src/config/account.js";
import { SecretText } from "../../src/config/fields.js";
import type { Secret } from "../../src/config/secret.js";
import type { ProviderManifest } from "../../src/providers/provider.js";
import { checks } from "./checks.js";
import { sandbox } from "./emulator/index.js";
import { limits } from "./limits.js";
import { connect } from "./service.js";
import { listenerSettings } from "./settings.js";

/** A whole cloud: the least that the contract asks for. Pools are implied, one port a listener. */
class ExampleAccountConfig extends CloudAccountConfig {
  @SecretText()
  key!: Secret;
}

export const exampleCloud: ProviderManifest<ExampleAccountConfig> = {
  key: "example",
  name: "EXAMPLE",
  title: "Example cloud",
  description: "A tiny cloud that shows what adding one takes.",
  settingsKey: "example",
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
    immutableListenerFields: [],
    unsupportedListenerFields: ["description", "algorithm", "tls", "timeouts", "healthMonitor", "tags"],
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
  callsPerKey: {
    listeners: 1,
    pools: 1,
    parents: 1,
    listenersOfParents: 1,
    poolsOfListeners: 1,
    membersOfPools: 1,
    healthMonitorsOfPools: 1,
  },
  accountConfig: ExampleAccountConfig,
  connect,
  sandbox: async () => sandbox,
};
