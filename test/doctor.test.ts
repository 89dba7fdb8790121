import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startEmbeddedSandbox } from "../src/app.js";
import { runCommand } from "../src/command.js";
import { AppConfig } from "../src/config/app-config.js";
import type { DoctorReport } from "../src/doctor/report.js";
import { providers } from "../src/providers/registry.js";
import type { Sandbox } from "../src/sandbox/start-sandbox.js";
import { createLog } from "../src/server/log.js";
import { openStore } from "../src/store/open-store.js";
import { systemClock } from "../src/transport/clock.js";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
const log = createLog({ logLevel: "silent" });
let sandbox: Sandbox;
/** The sandbox's accounts as a configuration file has them, with each key in a variable of the environment. */
let accounts: Record<string, unknown>[];
const env: Record<string, string> = {};

beforeAll(async () => {
  const config = new AppConfig();
  config.sandbox.portBase = 0;
  sandbox = await startEmbeddedSandbox(config, log);
  const entries = providers.map(async ({ key, sandbox: load }) => (await load()).account(sandbox.cloud(key).endpoint));
  accounts = (await Promise.all(entries)).map((entry) => withReferences(entry) as Record<string, unknown>);
});
afterEach(() => sandbox.reset());
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

/** With every secret put into a variable, as configuration files want it. */
function withReferences(value: unknown, account = (value as { provider: string }).provider): unknown {
  if (typeof value !== "object" || value === null) return value;
  const secret = (value as { value?: unknown }).value;
  if (typeof secret === "string") {
    env[keyOf(account)] = secret;
    return { env: keyOf(account) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withReferences(part, account)]));
}
const keyOf = (cloud: string) => `KEY_OF_${cloud}`.toUpperCase().replaceAll("-", "_");

async function doctor(settings: object = {}, { args = [] as string[], variables = env } = {}) {
  const file = join(folder, "config.yaml");
  writeFileSync(file, JSON.stringify({ accounts, ...settings }));
  return run(["doctor", "--config", file, ...args], variables);
}

async function run(args: readonly string[], variables: Record<string, string> = {}) {
  const written = { out: "", err: "" };
  const keep = (stream: keyof typeof written) => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(keep("err"));
  const places = { manifest: new URL("../package.json", import.meta.url), storeThread: new URL("file:///none.js") };
  const code = await runCommand(args, variables, places);
  vi.restoreAllMocks();
  return { code, ...written };
}

const reportIn = (out: string) => JSON.parse(out) as DoctorReport;
const idOf = (cloud: string) => accounts.find(({ provider }) => provider === cloud)!.id as string;

describe("doctor", () => {
  it("looks at the sandbox without a configuration, and ends with 0", async () => {
    const { code, out, err } = await run(["doctor"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [heading, ...lines] = out.split("\n");
    expect(heading).toMatch(/^ACCOUNT +CLOUD +RESULT +LATENCY +CLOCK$/);
    expect(lines.slice(0, accounts.length)).toEqual(
      accounts.map(({ id, provider }) =>
        expect.stringMatching(new RegExp(`^${id as string} +${provider as string} +works +\\d+ ms +[+-]?[01] s$`)),
      ),
    );
    expect(out).toMatch(/\nSTORE +works: Changes are kept in memory .+\nACCESS +Callers are not authenticated/);
  });

  it("tells clouds apart that refuse, have other keys or are too slow, and ends with 4", async () => {
    const [refusing, wrongKeys, slow, off, fine] = providers.map(({ key }) => key) as [
      string,
      string,
      string,
      string,
      string,
    ];
    sandbox.cloud(refusing).faults.add({ fault: { kind: "refuse" } });
    await sandbox.cloud(refusing).settled();
    sandbox.cloud(slow).faults.add({ fault: { kind: "latency", ms: 60_000 } });
    sandbox.cloud(off).faults.add({ fault: { kind: "skew", ms: -3_600_000 } });
    const settings = { server: { limits: { readDeadlineMs: 1_500 } } };
    const variables = { ...env, [keyOf(wrongKeys)]: "another-key-than-the-clouds" };
    const { code, out } = await doctor(settings, { args: ["--json"], variables });
    expect(code).toBe(4);
    const report = reportIn(out);
    expect(report.works).toBe(false);
    const byCloud = Object.fromEntries(report.accounts.map((account) => [account.cloud, account]));
    expect(byCloud[refusing]).toMatchObject({
      id: idOf(refusing),
      works: false,
      problem: { code: "PROVIDER_UNAVAILABLE", message: expect.stringContaining("could not be reached") },
      clockOffsetSeconds: null,
      advice: expect.stringContaining("endpoint"),
    });
    expect(byCloud[wrongKeys]).toMatchObject({
      works: false,
      problem: { code: "UNAUTHENTICATED", nativeCode: expect.any(String), requestId: expect.any(String) },
      clockOffsetSeconds: expect.any(Number),
      advice: expect.stringContaining("keys"),
    });
    expect(byCloud[slow]).toMatchObject({
      works: false,
      problem: { code: "TIMED_OUT" },
      advice: expect.stringContaining("server.limits.readDeadlineMs"),
    });
    expect(byCloud[off]).toMatchObject({
      works: true,
      problem: null,
      advice: expect.stringMatching(/clock.*ahead of/),
    });
    expect(Math.abs(byCloud[off]!.clockOffsetSeconds! + 3_600)).toBeLessThanOrEqual(2);
    expect(byCloud[fine]).toMatchObject({ works: true, problem: null, missingRights: [], advice: null });
    for (const secret of Object.values(variables)) expect(out).not.toContain(secret);
  });

  it("names the operations that keys may not use, in the table below the account's row", async () => {
    const cloud = "tencent-gaap";
    const body = {
      Response: {
        RequestId: "req-1",
        Error: { Code: "UnauthorizedOperation", Message: "you are not authorized\u001b[2J\nto do this" },
      },
    };
    sandbox.cloud(cloud).faults.add({ fault: { kind: "respond", status: 200, body: JSON.stringify(body) } });
    const { code, out } = await doctor();
    expect(code).toBe(4);
    const lines = out.split("\n");
    const row = lines.findIndex((line) => line.startsWith(`${idOf(cloud)} `));
    expect(lines.slice(row, row + 4)).toEqual([
      expect.stringMatching(/ FORBIDDEN +\d+ ms/),
      expect.stringMatching(/^ {4}you are not authorized \[2J to do this \(UnauthorizedOperation, request req-1\)$/),
      "    Missing rights: DescribeProxies",
      "    → Grant the user of the account's keys the right to DescribeProxies at the cloud.",
    ]);
    for (const secret of Object.values(env)) expect(out).not.toContain(secret);
  });

  it("changes nothing: not at the clouds, and not in the store", async () => {
    const store = join(folder, "changes.db");
    const fresh = reportIn((await doctor({ store }, { args: ["--json"] })).out);
    expect(fresh.store).toEqual({
      place: store,
      works: true,
      message: `${store} does not exist yet; the next start creates it.`,
    });
    expect(existsSync(store)).toBe(false);
    writeFileSync(store, "");
    const empty = reportIn((await doctor({ store }, { args: ["--json"] })).out);
    expect(empty.store).toMatchObject({ works: true, message: expect.stringMatching(/migrates its tables/) });
    // A second look finds it as the first did.
    expect(reportIn((await doctor({ store }, { args: ["--json"] })).out).store).toEqual(empty.store);
    const retention = new AppConfig().changes;
    const opened = await openStore({
      ...{ place: store, thread: null, clock: systemClock, log },
      ...{ retention, takeOverAfterMs: 15_000, maxQueued: 1 },
    });
    const beside = reportIn((await doctor({ store }, { args: ["--json"] })).out);
    await opened.close();
    expect(beside.store).toEqual({ place: store, works: true, message: `${store} is writable.` });
    const actions = providers.flatMap(({ key }) => sandbox.cloud(key).calls.map(({ action }) => action));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^(?:Describe|List|GET )/.test(action))).toEqual([]);
  });

  it("ends with 4 when the store does not work, and shows no password of it", async () => {
    const broken = join(folder, "broken.db");
    writeFileSync(broken, "this is no database, and long enough to be taken for one".repeat(40));
    const { code, out } = await doctor({ store: broken });
    expect(code).toBe(4);
    expect(out).toMatch(/\nSTORE +does not work: The store \S+broken\.db cannot be used/);
    const variables = { ...env, STORE: "postgres://user:hush-hush@127.0.0.1:1/changes" };
    const away = await doctor({ store: { env: "STORE" } }, { variables });
    expect(away).toMatchObject({
      code: 4,
      out: expect.stringContaining("does not work: The store postgres://127.0.0.1:1/changes cannot be used: "),
    });
    expect(away.out).not.toContain("hush");
  });

  it("says in a line who is let in", async () => {
    const access = {
      tokens: [{ name: "robot", token: { env: "ROBOT" } }],
      grants: [{ callers: ["robot"], actions: ["read"] }],
    };
    const variables = { ...env, ROBOT: "hush-hush" };
    const { code, out } = await doctor({ server: { access, metrics: { port: 0 } } }, { variables });
    expect(code).toBe(0);
    expect(out).toMatch(/\nACCESS +Callers are authenticated \(server\.access: 1 token, 1 grant\)\.\n$/);
    expect(out).not.toContain("hush");
  });

  it("ends with 1 for a wrong configuration, and with 2 for arguments that make no sense", async () => {
    expect(await doctor({ accounts: [{ id: "a" }] })).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("accounts[0]"),
    });
    expect(await run(["--json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--json is allowed for the command doctor only"),
    });
  });
});
