/** The server itself, but for createListener, which checks by hand: what the validators cost beside that. */
import "reflect-metadata";
import { startApp } from "../../../build/app.js";
import { loadConfigFile } from "../../../build/config/load-config.js";
import { InvalidInputProblem } from "../../../build/model/change-problem.js";
import { providers } from "../../../build/providers/registry.js";
import { ListenerChangesResolver } from "../../../build/resolvers/listener-changes-resolver.js";
import { refusedCreate } from "./hand-check.mjs";

if (!ListenerChangesResolver.prototype.createListener) throw new Error("There is no createListener to replace.");
ListenerChangesResolver.prototype.createListener = async (input) => {
  const { listener, problems } = refusedCreate(input);
  return { listener, problems: problems.map((problem) => new InvalidInputProblem({ ...problem, isRetryable: false })) };
};
await startApp({ config: loadConfigFile(process.env.BENCH_CONFIG, providers, process.env) });
