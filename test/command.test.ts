import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { App } from "../src/app.js";
import { runCommand } from "../src/command.js";
import { AppConfig } from "../src/config/app-config.js";
import { Secret } from "../src/config/secret.js";
import { serverSummary } from "../src/summary.js";

const folder = mkdtempSync(join(tmpdir(), "command-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const written = { out: "", err: "" };
  const keep = (stream: keyof typeof written) => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(keep("err"));
  const code = await runCommand(args, env, {
    manifest: new URL("../package.json", import.meta.url),
    storeThread: new URL("../dist/store/thread.js", import.meta.url),
  });
  vi.restoreAllMocks();
  return { code, ...written };
}

function configuration(text: string): string {
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  return file;
}

const account = "id: a, provider: tencent-gaap, secretId: AK";

describe("a start and --check-config", () => {
  it.each<[what: string, text: string, lines: RegExp[]]>([
    [
      "settings of the wrong kind",
      "server: { port: x, corsOrigins: https://c.example }",
      [/server.port: /, /server.corsOrigins: /],
    ],
    ["a key in the file", `accounts: [{ ${account}, secretKey: hush-hush }]`, [/accounts\[0\].secretKey: .*not shown/]],
    ["a variable that is not set", `accounts: [{ ${account}, secretKey: { env: KEY } }]`, [/KEY is not set/]],
    ["no YAML", "server: [", [/line \d+: Invalid YAML/]],
    ["nobody to ask", "sandbox: { enabled: false }", [/accounts: Name at least one/]],
    [
      "the id of one of the sandbox's accounts",
      `{ sandbox: { enabled: true }, accounts: [{ ${account.replace("id: a", "id: tencent-sandbox")}, secretKey: { env: SET } }] }`,
      [/accounts\[0\].id: .*the sandbox/],
    ],
  ])("say the same of %s, and end with 1", async (_what, text, lines) => {
    const file = configuration(text);
    const checked = await run(["--config", file, "--check-config"], { SET: "hush-hush" });
    const started = await run([], { CLOUD_LISTENERS_CONFIG: file, SET: "hush-hush" });
    expect(started).toEqual(checked);
    expect(checked).toMatchObject({ code: 1, out: "" });
    const [title, ...mistakes] = checked.err.trimEnd().split("\n");
    expect(title).toBe(`${file} has ${lines.length === 1 ? "a mistake" : `${lines.length} mistakes`}:`);
    expect(mistakes).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(checked.err).not.toMatch(/hush|\n\s+at /);
  });

  it("say in one line that a file cannot be used", async () => {
    const missing = join(folder, "missing.yaml");
    expect(await run(["--config", missing])).toEqual({
      code: 1,
      out: "",
      err: `${missing} cannot be used. It does not exist.\n`,
    });
  });

  it("warn of what a valid file can hardly mean, and show no secret", async () => {
    const twice = (id: string, secretId: string) =>
      `{ id: ${id}, provider: tencent-gaap, secretId: ${secretId}, secretKey: { env: SET } }`;
    const file = configuration(
      `accounts: [${twice("one", "AKID1")}, ${twice("two", "AKID2")}, ${twice("three", "AKID1")}]`,
    );
    const fine = await run(["--config", configuration(`accounts: [${twice("one", "AKID1")}]`), "--check-config"], {
      SET: "hush-hush",
    });
    expect(fine).toEqual({
      code: 0,
      err: "",
      out: expect.stringMatching(/config\.yaml is fine\.\nAccounts\n {2}one +tencent-gaap\n$/),
    });
    configuration(`accounts: [${twice("one", "AKID1")}, ${twice("two", "AKID2")}, ${twice("three", "AKID1")}]`);
    const checked = await run(["--config", file, "--check-config", "--host", "0.0.0.0"], { SET: "hush-hush" });
    const [title, ...lines] = checked.out.split("\n");
    expect([checked.code, checked.err, title]).toEqual([0, "", `${file} can be used, with 2 warnings:`]);
    expect(lines.slice(0, 2)).toEqual([
      expect.stringMatching(/listens on "0\.0\.0\.0" and does not authenticate callers.*server\.bearerToken/),
      expect.stringMatching(/accounts\[0\] \(one\) and accounts\[2\] \(three\) have the same secretId.*2 times/),
    ]);
    expect(checked.out).not.toMatch(/hush|AKID/);
    // Nobody has this address, so the start goes as far as its warnings and the port.
    const started = await run(["--config", file, "--host", "192.0.2.1", "--port", "0"], { SET: "hush-hush" });
    expect(started).toMatchObject({ code: 1, err: expect.stringContaining("Cannot listen on 192.0.2.1:0.") });
  });

  it("say what is wrong with the environment, and nothing of a key in it", async () => {
    const file = configuration("sandbox: { enabled: true }");
    const env = { APOLLO_KEY: "service:graph:hush\nhush", APOLLO_GRAPH_REF: "graph@current", APOLLO_GRAPH_ID: "graph" };
    const checked = await run(["--config", file, "--check-config"], env);
    expect(await run(["--config", file], env)).toEqual(checked);
    expect(checked.code).toBe(1);
    expect(checked.err).toMatch(/APOLLO_KEY: [\s\S]*APOLLO_GRAPH_REF: /);
    expect(checked.err).not.toMatch(/hush|\n\s+at /);
  });
});

describe("what is said when the server is up", () => {
  const summaryFor = (change: (server: AppConfig["server"]) => void) => {
    const config = new AppConfig();
    change(config.server);
    const origin = `http://${config.server.host}:4000`;
    const app = { server: { origin, metricsOrigin: origin }, sandbox: null, store: { isInMemory: true } };
    return serverSummary(app as unknown as App, config);
  };

  it("names addresses that can be opened, also where the server is on all of them", () => {
    expect(summaryFor(() => {})).not.toContain("Listening");
    const all = summaryFor((server) => {
      server.host = "0.0.0.0";
      server.publicUrl = "https://example.com/listeners";
    });
    expect(all).toContain("http://localhost:4000/graphql\n");
    expect(all).toMatch(/Listening +on all addresses of this machine \(0\.0\.0\.0\)/);
    expect(all).toMatch(/From outside +https:\/\/example\.com\/listeners/);
    expect(all).not.toContain("//0.0.0.0");
  });

  it("names the page by what it is, and the token by its setting", () => {
    const guarded = summaryFor((server) => {
      server.landingPage = "studio";
      server.bearerToken = new Secret("hush-hush");
    });
    expect(guarded).toContain("Link to Studio");
    expect(guarded).toContain("callers send the token of server.bearerToken");
    expect(guarded).not.toMatch(/Explorer|hush/);
  });
});

describe("arguments", () => {
  it("--version says the version of package.json, --help every option", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run(["--version"])).toMatchObject({ code: 0, out: expect.stringContaining(` ${version} `), err: "" });
    const { out } = await run(["--help"]);
    for (const option of [
      "--config",
      "--check-config",
      "--host",
      "--port",
      "--sandbox-port-base",
      "--json",
      "--version",
    ])
      expect(out).toContain(`  ${option} `);
  });

  it("--host is where the server listens", async () => {
    const args = ["--port", "0", "--sandbox-port-base", "0"];
    // Kept for documentation, so nobody has it. Source: RFC 5737.
    const refused = { code: 1, err: expect.stringContaining("Cannot listen on 192.0.2.1:0. ") };
    expect(await run([...args, "--host", "192.0.2.1"])).toMatchObject(refused);
    expect(await run(args, { CLOUD_LISTENERS_HOST: "192.0.2.1" })).toMatchObject(refused);
  });

  it.each([
    [["--config", ""], /--config must be followed by the path of a file/],
    [["--host", "127.0.0.1:80"], /--host must be a host name or an IP address, .*without a port; got "127.0.0.1:80"/],
    [["--port", "65536"], /--port must be a port between 0 and 65535; got "65536"/],
    [["--sandbox-port-base", "65001"], /--sandbox-port-base must be a port between 0 and 65000; got "65001"/],
    [["--port", "\u001b[2J"], /--port must be a port/],
    [["--prot", "80"], /^Unknown option '--prot'\.$/],
    [
      ["serve"],
      /^There is no command "serve"\. The commands are "sandbox" and "doctor"; without a command the server starts\.$/,
    ],
  ])("that make no sense are reported: %j", async (args, sentence) => {
    const { code, err } = await run(args);
    expect([code, err.split("\n")[0]]).toEqual([2, expect.stringMatching(sentence)]);
    expect(err).not.toContain("\u001b");
  });
});

describe("--explain-access", () => {
  const file = () =>
    configuration(`
sandbox: { enabled: true }
server:
  metrics: { port: 0 }
  access:
    tokens: [{ name: robot, token: { env: ROBOT }, groups: [robots] }]
    grants:
      - { groups: [robots, sre], actions: [read] }
      - { callers: [robot], accounts: [a], actions: [change], ports: ["8000-8999"] }
accounts:
  - { ${account}, secretKey: { env: KEY } }
  - { id: b, readOnly: true, provider: tencent-gaap, secretId: AK, secretKey: { env: KEY } }
`);
  const env = { ROBOT: "hush-hush", KEY: "k" };

  it("says what the holder of a token may do, by which grants and in which bounds", async () => {
    const { code, out } = await run(["--config", file(), "--explain-access", "hush-hush"], env);
    expect(code).toBe(0);
    expect(out).toContain("robot");
    expect(out).toMatch(
      / {2}a\n {4}read +by grants\[0\]\n {4}plan +by grants\[1\] +only ports 8000-8999\n {4}change +by grants\[1\]/,
    );
    expect(out).toMatch(/ {2}b {2}\(read-only\)\n {4}read +by grants\[0\]\n/);
    expect(out).not.toContain("hush-hush");
  });

  it("takes the claims of a signed token as well", async () => {
    const { out } = await run(["--config", file(), "--explain-access", '{"sub":"ada","groups":"sre"}'], env);
    expect(out).toMatch(/caller +ada\n/);
    expect(out).toMatch(/ {2}a\n {4}read +by grants\[0\]\n {2}b/);
  });

  it("says of others that they are not let in, and of strangers that they may do nothing", async () => {
    expect((await run(["--config", file(), "--explain-access", "guess"], env)).out).toContain("Refused: ");
    const { out } = await run(["--config", file(), "--explain-access", '{"sub":"eve"}'], env);
    expect(out).toMatch(/ {2}a\n {4}nothing/);
  });
});
