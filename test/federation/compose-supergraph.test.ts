import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const script = join(root, "scripts/compose-supergraph.mjs");
const shipped = join(root, "test/gateways/supergraph.yaml");
const folder = mkdtempSync(join(tmpdir(), "compose-supergraph-"));
afterAll(() => rmSync(folder, { recursive: true }));

function compose(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A configuration of our schema and another one. Answers its path. */
function configWith(other: string): string {
  writeFileSync(join(folder, "other.graphql"), other);
  const config = join(folder, "supergraph.yaml");
  const subgraphs = {
    listeners: { routing_url: "http://listeners.example/graphql", schema: { file: join(root, "schema.graphql") } },
    other: { schema: { file: "./other.graphql" } },
  };
  writeFileSync(config, JSON.stringify({ federation_version: 2, subgraphs }));
  return config;
}

const toOther = ["--url", "other=http://other.example/graphql"];

describe("scripts/compose-supergraph.mjs", () => {
  it("writes the supergraph of the example, with addresses from the file and from arguments, without hints", () => {
    const output = join(folder, "supergraph.graphql");
    expect(compose("--config", shipped, "--url", "alarms=http://alarms.example/graphql", "--output", output)).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    const supergraph = readFileSync(output, "utf8");
    expect(supergraph).toContain('@join__graph(name: "listeners", url: "http://127.0.0.1:4000/graphql")');
    expect(supergraph).toContain('@join__graph(name: "alarms", url: "http://alarms.example/graphql")');
    expect(supergraph).toMatch(/monthlyCost: Float @join__field\(graph: OWNERSHIP\)/);
  });

  it("prints it when no file is named, and hints beside it", () => {
    const other = '"A thing."\ntype Listener @key(fields: "id") { id: ID! note: String } type Query { note: String }';
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
    const { status, stdout, stderr } = compose("--config", configWith(`${link}\n${other}`), ...toOther);
    expect(status).toBe(0);
    expect(stdout).toContain('@join__graph(name: "other", url: "http://other.example/graphql")');
    expect(stderr).toMatch(/^hint: .*inconsistent descriptions/);
  });

  it("ends with 1 and the reasons when the subgraphs do not compose", () => {
    const config = configWith("type Query { note: String } type ResourceTag { key: Int }");
    const { status, stdout, stderr } = compose("--config", config, ...toOther);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: .*ResourceTag.key/m);
  });

  it.each([
    ["no configuration", [], "--config is missing"],
    ["a configuration that is not there", ["--config", "nowhere.yaml"], "nowhere.yaml"],
    ["an address that is none", ["--config", shipped, "--url", "alarms"], '"alarms"'],
    ["a subgraph that is not there", ["--config", shipped, "--url", "x=http://x.example/"], "no subgraph x"],
    ["an unknown option", ["--colour"], "--colour"],
  ])("ends with 2 for %s", (_, args, reason) => {
    const { status, stderr } = compose(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  });

  it("ends with 2 for a subgraph without address", () => {
    const { status, stderr } = compose("--config", configWith("type Query { note: String }"));
    expect(status).toBe(2);
    expect(stderr).toContain("other has no address");
  });
});
