import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../support/children.mjs";
import { startProduct } from "../support/product.mjs";
import { startAlarms, startOwnership } from "./other-subgraphs.mjs";

const compose = fileURLToPath(new URL("../../scripts/compose-supergraph.mjs", import.meta.url));
const config = fileURLToPath(new URL("./supergraph.yaml", import.meta.url));
const productConfig = fileURLToPath(new URL("./product.yaml", import.meta.url));

/** What the gateways say to the product. */
export const GATEWAY_TOKEN = "known-to-gateways-only";

const startListeners = () => startProduct({ config: productConfig, env: { GATEWAY_TOKEN }, token: GATEWAY_TOKEN });

/** The product, two other teams' subgraphs, and the supergraph of all three in a file. */
export async function startWholeGraph() {
  const folder = await mkdtemp(join(tmpdir(), "cloud-listeners-gateways-"));
  const started = [];
  const stop = async () => {
    for (const { stop } of started) await stop();
    await rm(folder, { recursive: true });
  };
  try {
    const subgraphs = { listeners: startListeners, ownership: startOwnership, alarms: startAlarms };
    for (const [name, start] of Object.entries(subgraphs)) {
      subgraphs[name] = await start();
      started.unshift(subgraphs[name]);
    }
    const supergraph = join(folder, "supergraph.graphql");
    const urls = Object.entries(subgraphs).flatMap(([name, { endpoint }]) => ["--url", `${name}=${endpoint}`]);
    const { stderr: hints } = await runChild(compose, ["--config", config, ...urls, "--output", supergraph]);
    const { listeners: product, ownership, alarms } = subgraphs;
    return { product, ownership, alarms, supergraph, hints, listeners: await listAll(product), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Every listener of the product, page after page. */
async function listAll(product) {
  const LISTENERS = `query ($after: String) {
    listeners(first: 200, after: $after) {
      nodes { id urn name provider }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  const listeners = [];
  let after = null;
  for (;;) {
    const { data } = await product.ask(LISTENERS, { after });
    listeners.push(...data.listeners.nodes);
    if (!data.listeners.pageInfo.hasNextPage) return listeners;
    after = data.listeners.pageInfo.endCursor;
  }
}
