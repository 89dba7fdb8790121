import { startEmbeddedSandbox } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { providers } from "../../src/providers/registry.js";
import type { Sandbox } from "../../src/sandbox/running-sandbox.js";
import { encodeRfc3986 } from "../../src/signing/rfc3986.js";
import { type EditedCloud, editAnswersOf, leavesOf } from "../support/edited-answers.js";
import { accountsWith, type RunningGraph, startGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

/** A cloud whose answers can be edited in any way. */
export interface Suspect {
  readonly key: string;
  readonly account: string;
  readonly parentKind: "load-balancer" | "accelerator";
  readonly cloud: EditedCloud;
}

export interface Interrogation {
  readonly suspects: readonly Suspect[];
  readonly sandbox: Sandbox;
  ask: RunningGraph["ask"];
  stop(): Promise<void>;
}

/** The whole program over all clouds, with accounts without rate limits. */
export async function startInterrogation(change?: (config: AppConfig) => void): Promise<Interrogation> {
  const { sandbox: inventory } = new AppConfig();
  Object.assign(inventory, { portBase: 0, pace: 0 });
  const sandbox = await startEmbeddedSandbox({ sandbox: inventory }, silentLog as never);
  const accounts = await accountsWith(sandbox, { requestsPerSecond: { "*": 1_000_000 } });
  const graph = await startGraph((config) => {
    config.accounts = accounts;
    change?.(config);
  });
  const suspects = providers.map(({ key, parentKind }) => ({
    key,
    parentKind,
    account: accounts.find(({ provider }) => provider === key)!.id,
    cloud: editAnswersOf(sandbox.cloud(key)),
  }));
  return {
    suspects,
    sandbox,
    ask: graph.ask,
    stop: () => graph.stop().finally(() => sandbox.stop()),
  };
}

/** The texts in answers; ids in paths come from these. */
export function textsIn({ answered }: EditedCloud): Set<string> {
  const texts = new Set<string>();
  for (const { body } of answered)
    for (const { value } of leavesOf(body))
      if (typeof value === "string") texts.add(encodeRfc3986(value.toWellFormed()));
  return texts;
}

/** The paths of requests, with a star for each id. */
export function shapesIn({ received }: EditedCloud, ids: ReadonlySet<string>): Set<string> {
  const shape = (path: string) => path.split("/").map((part) => (part !== "" && ids.has(part) ? "*" : part));
  return new Set(received.map(({ method, path }) => `${method} ${shape(path).join("/")}`));
}
