import { InvalidInputProblem, PortConflictProblem, ProviderProblem } from "../../../build/model/change-problem.js";
import { Accelerator, LoadBalancer } from "../../../build/model/listener-parent.js";
import { CloudAccountResolver } from "../../../build/resolvers/cloud-account-resolver.js";
import { ListenerChangesResolver } from "../../../build/resolvers/listener-changes-resolver.js";
import { ListenerParentResolver } from "../../../build/resolvers/listener-parent-resolver.js";
import { ListenerResolver } from "../../../build/resolvers/listener-resolver.js";
import { PoolChangesResolver } from "../../../build/resolvers/pool-changes-resolver.js";
import { PoolResolver } from "../../../build/resolvers/pool-resolver.js";

export const LISTED_RESOLVERS = [
  ListenerResolver,
  PoolResolver,
  ListenerParentResolver,
  CloudAccountResolver,
  ListenerChangesResolver,
  PoolChangesResolver,
];
export const orphanedTypes = [LoadBalancer, Accelerator, InvalidInputProblem, PortConflictProblem, ProviderProblem];
