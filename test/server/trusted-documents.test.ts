import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { readManifests } from "../../src/config/manifests.js";
import { Secret } from "../../src/config/secret.js";
import { TrustExceptionConfig, TrustedDocumentsConfig } from "../../src/config/trusted-documents.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const folder = mkdtempSync(join(tmpdir(), "manifests-"));
const file = join(folder, "manifest.json");
const BODY = "query Accounts {\n  cloudAccounts {\n    id\n    __typename\n  }\n}";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const manifest = (operations: object[]) =>
  JSON.stringify({ format: "apollo-persisted-query-manifest", version: 1, operations });
const entry = { id: hash(BODY), name: "Accounts", type: "query", body: BODY };

let graph: RunningGraph;
beforeAll(async () => {
  writeFileSync(file, manifest([entry]));
  graph = await startGraph((config) => {
    const token = (name: string) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) });
    config.server.access = Object.assign(new AccessConfig(), {
      tokens: [token("app"), token("gateway")],
      grants: [Object.assign(new GrantConfig(), { callers: ["*"], actions: ["read"] })],
    });
    config.server.trustedDocuments = Object.assign(new TrustedDocumentsConfig(), {
      manifests: [file],
      mode: "enforce",
      exceptions: [Object.assign(new TrustExceptionConfig(), { callers: ["gate*"], mode: "off" })],
    });
  });
});
afterAll(async () => {
  await graph.stop();
  rmSync(folder, { recursive: true });
});

async function send(body: object | string, caller = "app") {
  const isGet = typeof body === "string";
  const response = await fetch(isGet ? `${graph.endpoint}?${body}` : graph.endpoint, {
    method: isGet ? "GET" : "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${caller}` },
    ...(isGet ? {} : { body: JSON.stringify(body) }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { cloudAccounts?: object[] };
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, accounts: data?.cloudAccounts?.length, code: errors?.[0]?.extensions.code, errors };
}
const OK = { status: 200, accounts: 5 };
const persisted = { persistedQuery: { version: 1, sha256Hash: entry.id } };

describe("a registered document", () => {
  it.each<[what: string, body: object | string]>([
    ["documentId with its algorithm", { documentId: `sha256:${entry.id}` }],
    ["documentId", { documentId: entry.id }],
    ["Apollo's persistedQuery", { extensions: persisted }],
    ["its text", { query: BODY }],
    ["documentId in the address", `documentId=sha256:${entry.id}`],
    ["persistedQuery in the address", `extensions=${encodeURIComponent(JSON.stringify(persisted))}`],
  ])("is run by %s", async (_what, body) => {
    expect(await send(body)).toMatchObject(OK);
  });
});

describe("any other document", () => {
  it("is refused with its hash, and with what its id lacks", async () => {
    const query = "{ cloudAccounts { id } }";
    const refused = await send({ query });
    expect(refused).toMatchObject({ status: 403, accounts: undefined, code: "DOCUMENT_NOT_TRUSTED" });
    expect(refused.errors![0]!.message).toContain(hash(query));
    expect(await send(`query=${encodeURIComponent(query)}`)).toMatchObject({ status: 403 });
    expect(await send({ documentId: "sha256:00" })).toMatchObject({ status: 400, code: "PERSISTED_QUERY_NOT_FOUND" });
    // Registering on the way, as APQ does, is no registration.
    const onTheWay = { query, extensions: { persistedQuery: { version: 1, sha256Hash: hash(query) } } };
    expect(await send(onTheWay)).toMatchObject({ status: 403 });
    expect(await send({ extensions: onTheWay.extensions })).toMatchObject({ status: 403 });
  });

  it("is run for those who are excepted, such as a gateway", async () => {
    expect(await send({ query: "{ cloudAccounts { id } }" }, "gateway")).toMatchObject(OK);
  });
});

describe("a manifest", () => {
  it.each([
    ["{}", /is not a manifest of persisted queries/],
    ["nonsense", /is not JSON/],
    [manifest([{ id: "x" }]), /no id and body in operations\[0\]/],
    [manifest([entry, { ...entry, body: "{ __typename }" }]), /a different document with the id/],
  ])("that cannot be used is reported with its file: %s", (text, words) => {
    const odd = join(folder, "odd.json");
    writeFileSync(odd, text);
    expect(() => readManifests([odd])).toThrow(words);
    expect(() => readManifests([odd])).toThrow(odd);
  });
});
