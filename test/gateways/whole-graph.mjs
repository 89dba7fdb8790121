import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./children.mjs";
import { startAlarms, startOwnership } from "./other-subgraphs.mjs";
import { GATEWAY_TOKEN, startProduct } from "./product.mjs";

const compose = fileURLToPath(new URL("../../scripts/compose-supergraph.mjs", import.meta.url));
const config = fileURLToPath(new URL("./supergraph.yaml", import.meta.url));

/** The product, two other teams' subgraphs, and the supergraph of all three in a file. */
export async function startWholeGraph() {
  const folder = await mkdtemp(join(tmpdir(), "cloud-listeners-gateways-"));
  const started = [];
  const stop = async () => {
    for (const { stop } of started) await stop();
    await rm(folder, { recursive: true });
  };
  try {
    const subgraphs = { listeners: startProduct, ownership: startOwnership, alarms: startAlarms };
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

/** Asks a GraphQL endpoint as a client would. */
export async function ask(endpoint, query, { variables, headers } = {}) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...(await response.json()) };
}

/** Asks the product itself, with the token that gateways have. */
export function askProduct({ endpoint }, query, variables) {
  return ask(endpoint, query, { variables, headers: { authorization: `Bearer ${GATEWAY_TOKEN}` } });
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
    const { data } = await askProduct(product, LISTENERS, { after });
    listeners.push(...data.listeners.nodes);
    if (!data.listeners.pageInfo.hasNextPage) return listeners;
    after = data.listeners.pageInfo.endCursor;
  }
}
