/** The server itself, but for createListener, which checks by hand: what the validators cost beside that. */
import { fromBuild } from "../built.mjs";
import { refusedCreate } from "./hand-check.mjs";

await import("reflect-metadata");
const { registeredProviders } = await fromBuild("providers/registry.js");
const { loadConfigFile } = await fromBuild("config/load-config.js");
const { createListener } = await fromBuild("resolvers/listener-changes-resolver.js").then(
  ({ ListenerChangesResolver }) => ListenerChangesResolver.prototype,
);
const { ListenerChangesResolver } = await fromBuild("resolvers/listener-changes-resolver.js");
const { InvalidInputProblem } = await fromBuild("model/change-problem.js");
if (!createListener) throw new Error("There is no createListener to replace.");
ListenerChangesResolver.prototype.createListener = async (input) => {
  const { listener, problems } = refusedCreate(input);
  return { listener, problems: problems.map((problem) => new InvalidInputProblem({ ...problem, isRetryable: false })) };
};
const { startApp } = await fromBuild("app.js");
await startApp({ config: loadConfigFile(process.env.BENCH_CONFIG, registeredProviders(), process.env) });
