import { Field, InputType, ObjectType } from "type-graphql";
import { CloudAccountConfig } from "../../src/config/account.js";
import { SecretText } from "../../src/config/fields.js";
import type { Secret } from "../../src/config/secret.js";
import { CreateListenerInput, UpdateListenerInput } from "../../src/model/listener-inputs.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../src/model/pool-inputs.js";
import { Rule } from "../../src/model/rule.js";
import type { ProviderManifest } from "../../src/providers/provider.js";
import { sandbox } from "./emulator/index.js";
import { connect } from "./service.js";

/** A whole cloud: the least that the contract asks for. Pools are implied, one port a listener. */
class ExampleAccountConfig extends CloudAccountConfig {
  @SecretText()
  key!: Secret;
}

@ObjectType({ simpleResolvers: true, description: "What only the example cloud has." })
class ExampleListenerSettings {
  @Field(() => String, { nullable: true, description: "The team that owns the listener." })
  team!: string | null;
}

@InputType({ description: "What only the example cloud has." })
class ExampleListenerSettingsInput {
  @Field(() => String, { nullable: true, description: "The team that owns the listener." })
  team?: string | null;
}

class ExampleCreateListener extends CreateListenerInput {
  @Rule<ExampleCreateListener>("exampleName", function* ({ name }) {
    if (!name || !/^[a-z0-9-]{1,40}$/.test(name)) yield { message: "A name is 1 to 40 of a-z, 0-9 and -." };
  })
  override name?: string | null;
}

class ExampleCreatePool extends CreatePoolInput {
  @Rule<ExampleCreatePool>("impliedPool", function* () {
    yield { code: "UNSUPPORTED", message: "Every listener has its pool already; use setPoolMembers." };
  })
  override listenerId?: string | null;
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
  listenerSettings: { output: ExampleListenerSettings, input: ExampleListenerSettingsInput },
  rules: {
    createListener: ExampleCreateListener,
    updateListener: UpdateListenerInput,
    createPool: ExampleCreatePool,
    updatePool: UpdatePoolInput,
    setPoolMembers: SetPoolMembersInput,
    createListenerNeedsParent: false,
  },
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
  connect: (context) => connect(context, (team) => Object.assign(new ExampleListenerSettings(), { team })),
  sandbox: async () => sandbox,
};
