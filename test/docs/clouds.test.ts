import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load-config.js";
import { capabilitiesOf } from "../../src/model/capabilities.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blockUnder } from "./page.js";

const ROOT = join(import.meta.dirname, "../..");
const pageOf = ({ key }: AnyProviderManifest) => `docs/clouds/${key}.md`;
const textOf = (page: string) => readFileSync(join(ROOT, page), "utf8");

interface Tables {
  oneCloudTables(manifest: unknown): { works: string; limits: string };
  withTable(text: string, name: string, table: string): string;
}
interface Rights {
  rightsOf(manifest: Pick<AnyProviderManifest, "key" | "actions">): { read: string[]; change: string[] };
  policyOf(manifest: Pick<AnyProviderManifest, "key" | "actions">): string;
}

let tables: Tables;
let rights: Rights;
let graph: RunningGraph;
beforeAll(async () => {
  tables = (await import(join(ROOT, "scripts/cloud-table.mjs"))) as Tables;
  rights = (await import(join(ROOT, "scripts/cloud-rights.mjs"))) as Rights;
  graph = await startGraph();
}, 60_000);
afterAll(() => graph?.stop());

it("docs/clouds has a page for each cloud, and no others", () => {
  expect(readdirSync(join(ROOT, "docs/clouds")).sort()).toEqual(providers.map(({ key }) => `${key}.md`).sort());
});

describe.each(providers.map((manifest) => [pageOf(manifest), manifest] as const))("%s", (page, manifest) => {
  it("has the tables and the policy that follow from the provider; npm run readme writes them anew", () => {
    const { works, limits } = tables.oneCloudTables({ ...manifest, capabilities: capabilitiesOf(manifest) });
    const text = textOf(page);
    expect(tables.withTable(text, "works", works)).toBe(text);
    expect(tables.withTable(text, "limits", limits)).toBe(text);
    expect(tables.withTable(text, "policy", rights.policyOf(manifest))).toBe(text);
  });

  it("shows an account that the program takes", () => {
    const env = { ALIBABA_SECRET_KEY: "a", TENCENT_SECRET_KEY: "b", HUAWEI_SECRET_KEY: "c" };
    const { accounts } = parseConfig(blockUnder(page, "Account", "yaml"), page, providers, { env });
    expect(accounts.map(({ provider }) => provider)).toEqual([manifest.key]);
  });

  it("asks what the cloud answers", async () => {
    const { data, errors } = await graph.ask(blockUnder(page, "Query", "graphql"));
    expect(errors).toBeUndefined();
    expect(data.listeners.nodes.length).toBeGreaterThan(0);
  });

  it("grants no right that none of the operations needs", () => {
    const { actions } = manifest;
    const all = ({ read, change }: ReturnType<Rights["rightsOf"]>) => [...read, ...change];
    const needed = new Set(actions.flatMap((action) => all(rights.rightsOf({ ...manifest, actions: [action] }))));
    const granted = all(rights.rightsOf(manifest));
    expect(granted.length).toBeGreaterThan(10);
    expect(granted.filter((right) => !needed.has(right))).toEqual([]);
    // Parents are looked at, and never made, changed or deleted.
    expect(granted.filter((right) => /(?:accelerator|loadbalancer|Prox)/i.test(right)).every(isRead)).toBe(true);
    expect(rights.rightsOf(manifest).read.every(isRead)).toBe(true);
  });

  it("knows the rights of every operation, so that none is sent without", () => {
    const withAnother = { ...manifest, actions: [...manifest.actions, "FlyToTheMoon"] };
    if (/^huawei/.test(manifest.key)) expect(() => rights.rightsOf(withAnother)).toThrow("FlyToTheMoon");
    else expect(rights.rightsOf(withAnother).change.join(" ")).toContain("FlyToTheMoon");
  });
});

const isRead = (right: string): boolean => /:(?:list|get|List\w+|Get\w+|Describe\w+)$/.test(right);
