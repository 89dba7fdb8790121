import type { App } from "../../src/app.js";
import type { AppConfig } from "../../src/config/app-config.js";
import type { SeenAccount } from "../../src/store/seen.js";
import { editAnswersOf } from "../support/edited-answers.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** An inventory in the configured store, of accounts that are swept at the start and on request. */
export function keepInventory(config: AppConfig): void {
  config.inventory.enabled = true;
  config.inventory.intervalSeconds = 86_400;
}

/** Waits until a condition holds for every known account. */
export async function untilAccounts(app: App, ids: readonly string[], isSo: (account: SeenAccount) => boolean) {
  for (;;) {
    const known = await app.store.seen.accountsOf(ids);
    if ([...known.values()].every(isSo)) return known;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The whole program, once all its accounts have been swept. */
export async function startSweptGraph(
  change?: (config: AppConfig) => void,
  headers?: Record<string, string>,
): Promise<RunningGraph & { ids: string[] }> {
  const graph = await startGraph((config) => {
    keepInventory(config);
    change?.(config);
  });
  const { data } = await graph.ask("{ cloudAccounts { id } }", {}, headers);
  const ids = data.cloudAccounts.map(({ id }: { id: string }) => id);
  await untilAccounts(graph.app, ids, ({ readAt }) => readAt !== null);
  graph.forgetCalls();
  return { ...graph, ids };
}

/** An account of shared ELB. */
export const ELB = "elb-sandbox";

/** Sweeps the account of shared ELB once more, while the cloud tells no address of the servers with this one. */
export async function sweepWithoutAddress({ app }: RunningGraph, address: string): Promise<void> {
  editAnswersOf(app.sandbox!.cloud("huawei-elb")).edit((value) => {
    const isServer = value !== null && typeof value === "object" && "protocol_port" in value && "address" in value;
    return isServer && value.address === address ? { ...value, address: undefined } : value;
  });
  const { seen } = app.store;
  const before = (await seen.accountsOf([ELB])).get(ELB)!.readAt!;
  await seen.hasten(ELB);
  await untilAccounts(app, [ELB], ({ readAt }) => readAt! > before);
}
