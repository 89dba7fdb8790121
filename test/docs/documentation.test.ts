import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getMetadataStorage } from "class-validator";
import { parse, validate } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { AccountLimits } from "../../src/config/account.js";
import { parseConfig } from "../../src/config/load-config.js";
import { MetricsConfig } from "../../src/config/metrics.js";
import { SandboxConfig, ServerConfig, ServerLimits } from "../../src/config/server.js";
import { capabilitiesOf } from "../../src/model/capabilities.js";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph, type Subgraph } from "../../src/resolvers/build-schema.js";
import { controlHelp } from "../../src/sandbox/control-help.js";
import { routesInWords } from "../../src/sandbox/control-routes.js";
import { startGraph } from "../support/graph.js";

const root = join(import.meta.dirname, "../..");
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const readme = textOf("README.md");
const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".md"),
);
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...docs.map((file) => join("docs", file)),
];

describe("the documentation", () => {
  let subgraph: Subgraph;
  beforeAll(() => {
    subgraph = buildSubgraph(providers);
  });

  it("has the tables that follow from the providers; npm run readme writes them anew", async () => {
    const { cloudTable, faultTables, routeTable, sandboxTable, withTable } = (await import(
      join(root, "scripts/cloud-table.mjs")
    )) as {
      cloudTable(manifests: unknown): string;
      faultTables(help: unknown): { kinds: string; rule: string };
      routeTable(help: unknown): string;
      sandboxTable(clouds: unknown): string;
      withTable(text: string, name: string, table: string): string;
    };
    const clouds = await Promise.all(providers.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
    const shown = providers.map((manifest) => ({ ...manifest, capabilities: capabilitiesOf(manifest) }));
    const [ofClouds, ofSandbox] = [textOf("docs/clouds.md"), textOf("docs/sandbox.md")];
    expect(withTable(ofClouds, "clouds", cloudTable(shown))).toBe(ofClouds);
    expect(withTable(ofSandbox, "sandbox", sandboxTable(clouds))).toBe(ofSandbox);
    const help = controlHelp([], routesInWords());
    expect(withTable(ofSandbox, "routes", routeTable(help))).toBe(ofSandbox);
    expect(withTable(ofSandbox, "fault-kinds", faultTables(help).kinds)).toBe(ofSandbox);
    expect(withTable(ofSandbox, "fault-rule", faultTables(help).rule)).toBe(ofSandbox);
  });

  it("shows only queries that the schema answers", () => {
    const own = pages
      .filter((page) => page !== "docs/clients.md")
      .map(textOf)
      .join("\n");
    const documents = [...own.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text!);
    expect(documents.length).toBeGreaterThan(3);
    for (const text of documents)
      expect({ text, errors: validate(subgraph.schema, parse(text)).map(({ message }) => message) }).toEqual({
        text,
        errors: [],
      });
  });

  it("gives the first query the answer that the sandbox gives", async () => {
    const query = /```graphql\n([\s\S]*?)```/.exec(readme)![1]!;
    const answer = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)![1]!) as { data: unknown };
    const graph = await startGraph();
    try {
      expect((await graph.ask(query)).data).toEqual(answer.data);
    } finally {
      await graph.stop();
    }
  });

  it("shows what a refusal of a dear query says, and the defaults of its limits", async () => {
    const limits = textOf("docs/limits.md");
    const [, text] = /```json\n(\{"errors":\[\{"message":"The operation costs[\s\S]*?)```/.exec(limits)!;
    const refusal = JSON.parse(text!) as { errors: { message: string; extensions: Record<string, unknown> }[] };
    const nested = (levels: number): string =>
      levels === 0 ? "id" : `parent { listeners(first: 200) { nodes { ${nested(levels - 1)} } } }`;
    const graph = await startGraph();
    try {
      const { errors } = await graph.ask(`{ listeners(first: 200) { nodes { ${nested(2)} } } }`);
      // How many calls it takes depends on how many clouds there are.
      const withoutCalls = (text: unknown) =>
        JSON.stringify(text).replace(/("estimatedCloudCalls":|takes about )[\d,]+\d/g, "$1…");
      expect(withoutCalls(errors)).toBe(withoutCalls(refusal.errors));
    } finally {
      await graph.stop();
    }
    const { maxTokens, maxSelections, maxCost, maxCloudCalls, maxRepresentations } = new ServerLimits();
    for (const [name, value] of Object.entries({
      maxTokens,
      maxSelections,
      maxCost,
      maxCloudCalls,
      maxRepresentations,
    }))
      expect(limits).toContain(`\`${name}\` ${value.toLocaleString("en-US")}`);
    const { maxDepth, maxRootFields, maxAliases, maxCompiledSelections } = new ServerLimits();
    expect(limits).toContain(
      `\`maxDepth\` ${maxDepth}, \`maxRootFields\` ${maxRootFields}, \`maxAliases\` ${maxAliases}`,
    );
    expect(limits.replace(/\s+/g, " ")).toContain(`\`maxCompiledSelections\` (${maxCompiledSelections})`);
  });

  it("names npm scripts and files that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = pages.flatMap((page) => [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const broken = pages.flatMap((page) =>
      [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
        .map(([, path]) => path!)
        .filter((path) => !existsSync(join(root, dirname(page), path)))
        .map((path) => `${page} links to ${path}`),
    );
    expect(broken).toEqual([]);
  });

  it("has a README that a newcomer reads to its end", () => {
    expect(readme.split("\n").length).toBeLessThan(150);
  });

  it("is reached from the README, every page of it", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached)
      for (const [, path] of textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+\.md)\)/g)) {
        const target = join(dirname(page), path!);
        if (pages.includes(target)) reached.add(target);
      }
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });
});

describe("the example configuration", () => {
  it("is one that the program takes", () => {
    const env = new Proxy({}, { get: () => "from the environment" });
    const text = readFileSync(join(root, "config.example.yaml"), "utf8").replace(
      /\{ file: [^}]+\}/g,
      "{ env: FROM_A_FILE }",
    );
    const config = parseConfig(text, "config.example.yaml", providers, { env });
    expect(config.accounts.map(({ provider }) => provider).sort()).toEqual(
      expect.arrayContaining(providers.map(({ key }) => key)),
    );
  });

  it("shows every setting", () => {
    const text = readFileSync(join(root, "config.example.yaml"), "utf8");
    const settings = [ServerConfig, ServerLimits, MetricsConfig, SandboxConfig, AccountLimits].flatMap((type) => {
      const validated = getMetadataStorage().getTargetValidationMetadatas(type, "", false, false);
      return validated.map(({ propertyName }) => propertyName);
    });
    expect([...new Set(settings)].filter((name) => !text.includes(`${name}:`))).toEqual([]);
  });
});
