import { fromDist } from "../from-dist.mjs";

const { InvalidInputProblem, PortConflictProblem, ProviderProblem } = await fromDist("model/change-problem.js");
const { Accelerator, LoadBalancer } = await fromDist("model/listener-parent.js");
const { CloudAccountResolver } = await fromDist("resolvers/cloud-account-resolver.js");
const { ListenerChangesResolver } = await fromDist("resolvers/listener-changes-resolver.js");
const { ListenerParentResolver } = await fromDist("resolvers/listener-parent-resolver.js");
const { ListenerResolver } = await fromDist("resolvers/listener-resolver.js");
const { PoolChangesResolver } = await fromDist("resolvers/pool-changes-resolver.js");
const { PoolResolver } = await fromDist("resolvers/pool-resolver.js");

export const LISTED_RESOLVERS = [
  ListenerResolver,
  PoolResolver,
  ListenerParentResolver,
  CloudAccountResolver,
  ListenerChangesResolver,
  PoolChangesResolver,
];
export const orphanedTypes = [LoadBalancer, Accelerator, InvalidInputProblem, PortConflictProblem, ProviderProblem];
