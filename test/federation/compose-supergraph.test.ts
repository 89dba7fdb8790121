import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** The same without waiting, so that this process can answer what it asks. */
async function composeBeside(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout };
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** Answers the file's path. */
function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A configuration of our schema and another one. Answers its path. */
function configWith(other: string): string {
  write("other.graphql", other);
  const subgraphs = {
    listeners: { routing_url: "http://listeners.example/graphql", schema: { file: join(root, "schema.graphql") } },
    other: { schema: { file: "./other.graphql" } },
  };
  return write("supergraph.yaml", JSON.stringify({ federation_version: 2, subgraphs }));
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

  it("composes a schema of your own with this one, named by its file or before =, and says which address is missing", () => {
    const mine = write("alarms.graphql", `${LINK}\ntype Listener @key(fields: "urn") { urn: ID! alarm: String }`);
    const other = write("schema.graphql", `${LINK}\ntype Query { note: String }`);
    const { status, stdout, stderr } = compose(mine, `notes=${other}`, "--url", "alarms=http://alarms.example/graphql");
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "note: notes has no address; a gateway needs one: --url notes=URL.\n",
    });
    expect(stdout).toContain('@join__graph(name: "listeners", url: "http://127.0.0.1:4000/graphql")');
    expect(stdout).toContain('@join__graph(name: "alarms", url: "http://alarms.example/graphql")');
    expect(stdout).toMatch(/alarm: String @join__field\(graph: ALARMS\)/);
  });

  it("prints it when no file is named, and hints beside it", () => {
    const other = '"A thing."\ntype Listener @key(fields: "id") { id: ID! note: String } type Query { note: String }';
    const { status, stdout, stderr } = compose(configWith(`${LINK}\n${other}`), ...toOther);
    expect(status).toBe(0);
    expect(stdout).toContain('@join__graph(name: "other", url: "http://other.example/graphql")');
    expect(stderr).toMatch(/^hint INCONSISTENT_DESCRIPTION: .*inconsistent descriptions/);
  });

  it("takes schemas that stand in the configuration, and those of running subgraphs", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: { _service: { sdl: `${LINK}\ntype Query { running: String }` } } }));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const config = write(
      "live.yaml",
      JSON.stringify({
        subgraphs: {
          live: { schema: { subgraph_url: address } },
          inline: { routing_url: "http://inline.example/", schema: { sdl: `${LINK}\ntype Query { inline: String }` } },
        },
      }),
    );
    try {
      const { code, stdout } = await composeBeside(config);
      expect(code).toBe(0);
      expect(stdout).toContain(`@join__graph(name: "live", url: "${address}")`);
      expect(stdout).toMatch(/running: String @join__field\(graph: LIVE\)/);
    } finally {
      server.close();
    }
  });

  it("ends with 1 and the reasons, by code, when the subgraphs do not compose", () => {
    const mine = write("mine.graphql", "type Query { note: String } type ResourceTag { key: Int }");
    const { status, stdout, stderr } = compose(mine);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error FIELD_TYPE_MISMATCH: .*ResourceTag.key.*"listeners".*"mine"/m);
    expect(stderr).toMatch(/^The subgraphs listeners, mine do not compose: one error\.$/m);
  });

  it.each<[what: string, args: () => string[], reason: string]>([
    ["nothing to compose", () => [], "Name your subgraph's schema"],
    [
      "a configuration that is not there",
      () => ["nowhere.yaml"],
      "nowhere.yaml cannot be read: there is no such file.",
    ],
    ["an invalid address", () => ["--config", shipped, "--url", "alarms"], '"alarms"'],
    ["an address of no subgraph", () => [shipped, "--url", "x=http://x.example/"], "--url names x"],
    ["a configuration beside a schema", () => [shipped, "mine.graphql"], "not both"],
    ["an unknown option", () => ["--colour"], "--colour"],
    ["a subgraph without address", () => [configWith("type Query { note: String }")], "other has no address"],
    [
      "an invalid schema",
      () => [write("odd.graphql", "type Query {\n  note String }")],
      "odd.graphql:2:8: Syntax Error",
    ],
  ])("ends with 2 for %s", (_, args, reason) => {
    const { status, stderr } = compose(...args());
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain("npm run compose -- my-schema.graphql");
  });

  it("is what npm run compose runs, and has help", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts.compose).toBe("node scripts/compose-supergraph.mjs");
    const { status, stdout } = compose("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Composes a supergraph out of this subgraph and yours/);
  });
});
