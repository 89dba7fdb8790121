import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Program, startProgram } from "./program.js";

const folder = mkdtempSync(join(tmpdir(), "reload-"));
const file = (name: string) => join(folder, name);
const put = (name: string, text: string) => writeFileSync(file(name), text);

/** A cloud without anything in it that answers when it is let. */
async function startSlowCloud() {
  const held: ServerResponse[] = [];
  let told: () => void = () => undefined;
  const server = createServer((request, response) => {
    request.resume();
    held.push(response);
    told();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const empty = { Response: { TotalCount: 0, ProxySet: [], ProxyGroupList: [], RequestId: "r" } };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: async () => {
      while (held.length === 0)
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    },
    /** Fails what was asked, so that it is asked again; answers that, and whatever is asked from now on. */
    answer() {
      const give = (response: ServerResponse) =>
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(empty));
      for (const response of held.splice(0)) response.writeHead(503).end();
      told = () => held.splice(0).forEach(give);
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const ACCOUNTS = "{ cloudAccounts { id region } }";
/** Costs more than 2,000. */
const DEAR = "{ listeners(first: 200) { nodes { id pools(first: 20) { nodes { id } } } } }";
const AS = (token: string) => ({ authorization: `Bearer ${token}` });

describe("SIGHUP", () => {
  let cloud: Awaited<ReturnType<typeof startSlowCloud>>;
  let program: Program;
  const account = (id: string, region = "guangzhou") =>
    `  - { id: ${id}, provider: tencent-gaap, region: ${region}, secretId: AK-${id}, secretKey: { file: ${file("key")} }, endpoint: "${cloud.endpoint}" }`;
  const configure = (server: string, ...accounts: string[]) =>
    put("listeners.yaml", `server:\n${server}\naccounts:\n${accounts.join("\n")}\n`);
  const access = (token: string, more = "") =>
    `  access: { tokens: [{ name: robot, token: { file: ${file(token)} } }], grants: [{ callers: [robot], actions: [read] }] }\n  metrics: { port: 0 }\n${more}`;
  /** Has the configuration read again. Answers what the log says of it. */
  async function reload(): Promise<Record<string, unknown>[]> {
    const before = program.log().length;
    program.child.kill("SIGHUP");
    await program.logged(({ msg }) => /^the configuration (was|could not be) read again/.test(String(msg)), before);
    // A request's own line may come later than its answer.
    return program
      .log()
      .slice(before)
      .filter(({ msg }) => msg !== "operation");
  }
  const idsSeenWith = async (token: string): Promise<string[]> =>
    (await program.ask(ACCOUNTS, undefined, AS(token))).data?.cloudAccounts.map(({ id }: { id: string }) => id);

  beforeAll(async () => {
    cloud = await startSlowCloud();
    put("key", "cloud-key");
    put("token", "first-token");
    put("token2", "second-token");
    configure(access("token"), account("one"), account("two"), account("stays"));
    program = await startProgram(["--config", file("listeners.yaml")]);
  });
  afterAll(async () => {
    await program.stop();
    cloud.stop();
    rmSync(folder, { recursive: true });
  });

  it("exchanges accounts, grants and limits while a request is under way, which ends with what it has begun with", async () => {
    const query =
      '{ listenerParents(first: 5, filter: { accountIds: ["one"] }) { isComplete sourceProblems { message } } }';
    const underWay = program.ask(query, undefined, AS("first-token"));
    await cloud.asked();
    configure(
      access("token2", "  limits: { maxCost: 2000, maxBodyBytes: 5000, maxDepth: 9 }\n  nodeFields: false"),
      account("two", "shanghai"),
      account("stays"),
      account("three"),
    );
    const lines = await reload();
    expect(lines).toMatchObject([
      { level: "warn", setting: "server.nodeFields", msg: "a setting has changed that only a restart takes over" },
      { level: "warn", setting: "server.limits.maxDepth" },
      {
        level: "info",
        settings: ["server.limits.maxBodyBytes", "server.limits.maxCost"],
        accounts: { added: ["three"], removed: ["one"], changed: ["two"] },
        msg: "the configuration was read again",
      },
    ]);
    expect(await idsSeenWith("second-token")).toEqual(["stays", "three", "two"]);
    expect((await program.ask(ACCOUNTS, undefined, AS("second-token"))).data.cloudAccounts[2].region).toBe("shanghai");
    expect((await program.ask(ACCOUNTS, undefined, AS("first-token"))).errors).toMatchObject([
      { extensions: { code: "UNAUTHENTICATED" } },
    ]);
    expect((await program.ask(DEAR, undefined, AS("second-token"))).errors).toMatchObject([
      { extensions: { code: "COST_LIMIT", limit: 2000 } },
    ]);
    const long = `${ACCOUNTS} # ${"-".repeat(5_000)}`;
    expect(JSON.stringify(await program.ask(long, undefined, AS("second-token")))).toContain("5000");
    cloud.answer();
    expect(await underWay).toEqual({ data: { listenerParents: { isComplete: true, sourceProblems: [] } } });
    const gone = await program.ask(query, undefined, AS("second-token"));
    expect(JSON.stringify(gone)).toContain("one");
  });

  it("leaves everything as it is when the file has mistakes, and tells all of them", async () => {
    configure(access("token", "  port: x\n  limits: { maxDepth: deep }"), account("four"));
    const lines = await reload();
    expect(lines).toMatchObject([
      {
        level: "error",
        source: file("listeners.yaml"),
        mistakes: [{ path: "server.port" }, { path: "server.limits.maxDepth" }],
      },
    ]);
    rmSync(file("listeners.yaml"));
    expect(await reload()).toMatchObject([{ level: "error", mistakes: [{ path: "(file)" }] }]);
    expect(await idsSeenWith("second-token")).toEqual(["stays", "three", "two"]);
  });

  it("reads files of secrets at once, and shows none of them", async () => {
    configure(access("token2", "  limits: { maxCost: 2000, maxBodyBytes: 5000, maxDepth: 9 }"), account("stays"));
    put("token2", "third-token");
    const lines = await reload();
    expect(lines.at(-1)).toMatchObject({ accounts: { added: [], removed: ["two", "three"], changed: [] } });
    expect(await idsSeenWith("third-token")).toEqual(["stays"]);
    expect(program.output()).not.toMatch(/(first|second|third)-token|cloud-key/);
  });
});
