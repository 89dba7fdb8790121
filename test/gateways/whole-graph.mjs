import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../support/children.mjs";
import { startProduct } from "../support/product.mjs";
import { startIdentityProvider } from "./identity-provider.mjs";
import { startAlarms, startOwnership } from "./other-subgraphs.mjs";

const compose = fileURLToPath(new URL("../../scripts/compose-supergraph.mjs", import.meta.url));
const config = fileURLToPath(new URL("./supergraph.yaml", import.meta.url));
const productConfig = fileURLToPath(new URL("./product.yaml", import.meta.url));

/** What the gateways say to the product. */
export const GATEWAY_TOKEN = "known-to-gateways-only";
const USER_TOKEN = "known-to-the-suite-only";
const METRICS_TOKEN = "known-to-prometheus-only";
/** Who asks, where a test does not sign in anybody else. */
export const USER = { authorization: `Bearer ${USER_TOKEN}` };

const startListeners = ({ origin }) =>
  startProduct({
    config: productConfig,
    env: { GATEWAY_TOKEN, USER_TOKEN, METRICS_TOKEN, ISSUER: origin, ISSUER_KEYS: `${origin}/jwks` },
    headers: { ...USER, "x-gateway-token": GATEWAY_TOKEN },
    metricsToken: METRICS_TOKEN,
  });

/** The product, two other teams' subgraphs, the supergraph of all three in a file, and the provider of identities. */
export async function startWholeGraph() {
  const folder = await mkdtemp(join(tmpdir(), "cloud-listeners-gateways-"));
  const started = [];
  const stop = async () => {
    for (const { stop } of started) await stop();
    await rm(folder, { recursive: true });
  };
  try {
    const identities = await startIdentityProvider();
    started.unshift(identities);
    const subgraphs = { listeners: () => startListeners(identities), ownership: startOwnership, alarms: startAlarms };
    for (const [name, start] of Object.entries(subgraphs)) {
      subgraphs[name] = await start();
      started.unshift(subgraphs[name]);
    }
    const supergraph = join(folder, "supergraph.graphql");
    const urls = Object.entries(subgraphs).flatMap(([name, { endpoint }]) => ["--url", `${name}=${endpoint}`]);
    const { stderr: hints } = await runChild(compose, ["--config", config, ...urls, "--output", supergraph]);
    const forRouter = join(folder, "for-router.graphql");
    await composeForRouter(folder, urls, forRouter);
    const { listeners: product, ownership, alarms } = subgraphs;
    return {
      product,
      ownership,
      alarms,
      identities,
      supergraph,
      forRouter,
      hints,
      listeners: await listAll(product),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same supergraph, with the directives that `server.accessDirectives` gives our schema. */
async function composeForRouter(folder, urls, output) {
  await import("reflect-metadata");
  const { providers } = await import("../../build/providers/registry.js");
  const { buildSubgraph } = await import("../../build/resolvers/build-schema.js");
  const scopes = { readScopes: ["listeners"], planScopes: [], changeScopes: [], deleteScopes: [], auditScopes: [] };
  const schema = join(folder, "listeners.graphql");
  await writeFile(schema, buildSubgraph(providers, { accessDirectives: scopes }).sdl);
  const text = await readFile(config, "utf8");
  const here = fileURLToPath(new URL(".", import.meta.url));
  const own = join(folder, "supergraph.yaml");
  await writeFile(own, text.replace("../../schema.graphql", schema).replaceAll("file: ./", `file: ${here}`));
  await runChild(compose, ["--config", own, ...urls, "--output", output]);
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
