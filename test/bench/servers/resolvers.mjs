import { fromBuild } from "../built.mjs";

const { InvalidInputProblem, PortConflictProblem, ProviderProblem } = await fromBuild("model/change-problem.js");
const { Accelerator, LoadBalancer } = await fromBuild("model/listener-parent.js");
const { CloudAccountResolver } = await fromBuild("resolvers/cloud-account-resolver.js");
const { ListenerChangesResolver } = await fromBuild("resolvers/listener-changes-resolver.js");
const { ListenerParentResolver } = await fromBuild("resolvers/listener-parent-resolver.js");
const { ListenerResolver } = await fromBuild("resolvers/listener-resolver.js");
const { PoolChangesResolver } = await fromBuild("resolvers/pool-changes-resolver.js");
const { PoolResolver } = await fromBuild("resolvers/pool-resolver.js");

export const LISTED_RESOLVERS = [
  ListenerResolver,
  PoolResolver,
  ListenerParentResolver,
  CloudAccountResolver,
  ListenerChangesResolver,
  PoolChangesResolver,
];
export const orphanedTypes = [LoadBalancer, Accelerator, InvalidInputProblem, PortConflictProblem, ProviderProblem];
