import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { parseConfig } from "../../src/config/load-config.js";
import { Secret } from "../../src/config/secret.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blocksOf, blockUnder } from "./page.js";

const PAGE = "docs/documents.md";
const [hashAlone, unknown, both] = blocksOf(PAGE)
  .filter(({ language }) => language === "json")
  .map(({ text }) => JSON.parse(text));

const accounts = expect.arrayContaining([{ id: "elb-sandbox", provider: "HUAWEI_ELB" }]);

async function send(graph: RunningGraph, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(graph.endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

describe(`${PAGE}, automatic persisted queries`, () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  }, 60_000);
  afterAll(() => graph.stop());

  it("a hash alone is run once its text has come", async () => {
    expect(both.extensions).toEqual(hashAlone.extensions);
    expect(await send(graph, hashAlone)).toEqual({ status: 200, ...unknown });
    expect(await send(graph, both)).toEqual({ status: 200, data: { cloudAccounts: accounts } });
    expect(await send(graph, hashAlone)).toEqual({ status: 200, data: { cloudAccounts: accounts } });
    const address = new URL(graph.endpoint);
    address.search = String(new URLSearchParams({ extensions: JSON.stringify(hashAlone.extensions) }));
    const byGet = await fetch(address, { headers: { "apollo-require-preflight": "true" } });
    expect(await byGet.json()).toEqual({ data: { cloudAccounts: accounts } });
  });

  it("a hash that is not the text's is refused, and the document's limits are counted", async () => {
    const wrong = await send(graph, { ...both, query: "{ __typename }" });
    expect(wrong).toMatchObject({ errors: [{ message: "provided sha does not match query" }] });
    const query = `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: cloudAccounts { id }`).join(" ")} }`;
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    const large = { query, extensions: { persistedQuery: { version: 1, sha256Hash } } };
    for (const body of [large, large])
      expect(await send(graph, body)).toMatchObject({
        errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
      });
  });
});

describe(`${PAGE}, trusted documents`, () => {
  const folder = mkdtempSync(join(tmpdir(), "documents-"));
  let graph: RunningGraph;
  beforeAll(async () => {
    const manifest = join(folder, "persisted-query-manifest.json");
    const body = "query Parents { listenerParents(first: 1) { nodes { id } } }";
    const id = createHash("sha256").update(body).digest("hex");
    const operations = [{ id, name: "Parents", type: "query", body }];
    writeFileSync(manifest, JSON.stringify({ format: "apollo-persisted-query-manifest", version: 1, operations }));
    const yaml = blockUnder(PAGE, "Trusted documents", "yaml").replace("persisted-query-manifest.json", manifest);
    const { server } = parseConfig(`${yaml}\nsandbox: { enabled: true }`, PAGE, providers, { env: {} });
    const token = (name: string) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) });
    graph = await startGraph((config) => {
      config.server.trustedDocuments = server.trustedDocuments;
      config.server.access = Object.assign(new AccessConfig(), {
        tokens: [token("edge"), token("app")],
        grants: [Object.assign(new GrantConfig(), { callers: ["*"], actions: ["read"] })],
      });
    });
    ids.parents = id;
  }, 60_000);
  afterAll(async () => {
    await graph.stop();
    rmSync(folder, { recursive: true });
  });
  const ids = { parents: "" };
  const as = (name: string) => ({ authorization: `Bearer ${name}` });

  it("run what is registered, refuse what APQ would register, and let the gateway through", async () => {
    const found = { status: 200, data: { listenerParents: { nodes: [{ id: expect.any(String) }] } } };
    expect(await send(graph, { documentId: `sha256:${ids.parents}` }, as("app"))).toEqual(found);
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: ids.parents } } };
    expect(await send(graph, persisted, as("app"))).toEqual(found);
    expect(await send(graph, both, as("app"))).toMatchObject({ status: 403 });
    expect(await send(graph, hashAlone, as("app"))).toMatchObject({ status: 403 });
    expect(await send(graph, both, as("edge"))).toMatchObject({ status: 200, data: { cloudAccounts: accounts } });
  });
});
