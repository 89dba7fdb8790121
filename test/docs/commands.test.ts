import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommand } from "../../src/command.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** Every line of every block of commands in the documentation is run: here, or by what the tables below name. */

const ROOT = join(import.meta.dirname, "../..");
const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");
const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file.replaceAll("\\", "/")}`),
];

/** The commands of a page: without comments, joined where a line goes on, each by itself. */
const commandsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, block]) =>
    block!
      .replace(/ \\\n\s*/g, " ")
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .flatMap((line) => (line.startsWith("curl ") ? line : line.split(" && ")))
      .filter((line) => line !== ""),
  );
const commands = [...new Set(pages.flatMap(commandsOf))];

/** What runs in a suite of its own: the command, the file that runs it, and what stands there. */
const ELSEWHERE: readonly (readonly [command: RegExp, file: string, text: string])[] = [
  [/^npm ci$/, ".ci/run", "npm ci"],
  [/^npm start$/, ".ci/run", "npm run smoke"],
  [/^npm test$/, ".ci/run", "npm test"],
  [/^npm run check$/, ".ci/run", "npm run typecheck\nnpm run lint"],
  [/^npm run format$/, ".ci/run", "npm run lint"],
  [/^npm run (schema|readme)$/, ".ci/run", "npm run schema\nnpm run readme"],
  [/^npm run codegen$/, ".ci/run", "npm run codegen:check"],
  [/^npm run new-cloud /, "test/architecture/new-cloud.test.ts", '"acme-lb", "Acme load balancers"'],
  [/^npx cloud-listeners/, "test/packaging/packaging.test.mjs", '"npx", ["--no-install", "cloud-listeners"'],
  [/^docker (build|run) /, "test/packaging/packaging.test.mjs", 'describe("the image"'],
  [/^docker compose up$/, "test/packaging/packaging.test.mjs", 'describe("compose.yaml"'],
  [/^kubectl apply -k examples\/kubernetes$/, "test/packaging/packaging.test.mjs", "kubernetes"],
];
/** What nobody can run here, and why. */
const NOWHERE: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^rover subgraph publish /, "needs an account at Apollo"],
  [/^npm run console$/, "is a development server; npm run test:console opens what it serves, built, in a browser"],
];
const isRunElsewhere = (command: string) => [...ELSEWHERE, ...NOWHERE].some(([pattern]) => pattern.test(command));

const folder = mkdtempSync(join(tmpdir(), "commands-"));
const env: Record<string, string> = {};
let graph: RunningGraph;
let changeId: string;
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(
    "{ listeners(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id status } } }",
  );
  const { id } = data.listeners.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
  const UPDATE = "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { change { id } } }";
  const changed = await graph.ask(UPDATE, { input: { id, description: "to be followed" } });
  changeId = changed.data.updateListener.change.id;
  const accounts = await Promise.all(
    providers.map(async ({ key, sandbox }) => {
      const account = (await sandbox()).account(graph.app.sandbox!.cloud(key).endpoint);
      return JSON.parse(
        JSON.stringify(account, (_name, value) => {
          if (typeof value?.value !== "string") return value;
          const name = `KEY_${Object.keys(env).length}`;
          env[name] = value.value;
          return { env: name };
        }),
      ) as object;
    }),
  );
  const access = {
    issuers: [
      { issuer: "https://login.example.com", audiences: ["listeners"], keysUrl: "https://login.example.com/keys" },
    ],
    grants: [{ groups: ["sre"], actions: ["read"] }],
  };
  for (const name of ["listeners.yaml", "my-config.yaml"])
    writeFileSync(join(folder, name), JSON.stringify({ server: { access, metrics: { port: 0 } }, accounts }));
  writeFileSync(join(folder, "my-schema.graphql"), "type Query { services: [String!]! }");
}, 60_000);
afterAll(async () => {
  await graph?.stop();
  rmSync(folder, { recursive: true });
});

/** The words of a command as a shell reads them. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare!);

/** Runs the program with what a page writes after its name; a start only as far as its configuration. */
async function runProgram(args: readonly string[], variables: Record<string, string>) {
  const given = args.map((word) => (/\.yaml$/.test(word) ? join(folder, word) : word));
  const isStart = !given.some((word) => ["doctor", "--check-config", "--explain-access", "--help"].includes(word));
  let out = "";
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      out += String(text);
      return true;
    }),
  );
  const code = await runCommand(
    isStart ? [...given, "--check-config"] : given,
    { ...env, ...variables },
    {
      manifest: new URL("../../package.json", import.meta.url),
      storeThread: new URL("../../dist/store/thread.js", import.meta.url),
    },
  );
  for (const spy of spies) spy.mockRestore();
  return { code, out };
}

const addresses = () =>
  [
    [/http:\/\/127\.0\.0\.1:4000\/graphql|https:\/\/listeners\.example\.com\/graphql/, graph.endpoint],
    [/http:\/\/127\.0\.0\.1:4100/, graph.app.sandbox!.controlEndpoint!],
    [/ID-OF-A-CHANGE/, changeId],
  ] as const;

/** Sends what a page sends with curl, to the servers that stand for its addresses. */
async function runCurl(command: string): Promise<unknown> {
  const [, ...words] = wordsOf(addresses().reduce((text, [from, to]) => text.replace(from, to), command));
  const { stdout } = await promisify(execFile)("curl", ["--fail", ...words]);
  if (stdout === "") return null;
  const lastEvent = stdout.split("event: next\ndata: ").at(-1)!;
  return JSON.parse(lastEvent.replace("event: complete\ndata:", ""));
}

describe("the commands of the documentation", () => {
  const programs = commands.flatMap((command) => {
    const [, variables = "", rest] =
      /^((?:[A-Z_]+=\S+ )*)(?:cloud-listeners|node (?:--\S+ )*dist\/main\.js) (.*)$/.exec(command) ?? [];
    if (rest === undefined) return [];
    const given = Object.fromEntries(
      variables
        .split(" ")
        .filter(Boolean)
        .map((pair) => pair.split("=")),
    );
    return [[command, wordsOf(rest), given as Record<string, string>] as const];
  });
  const curls = commands.filter((command) => command.startsWith("curl "));
  const composes = commands.filter((command) => command.startsWith("npm run compose -- "));

  it.each(programs)(
    "%s",
    async (_command, args, variables) => {
      const { code, out } = await runProgram(args, variables);
      expect({ code, out }).toEqual({ code: 0, out: expect.any(String) });
    },
    60_000,
  );

  it.each(curls)("%s", async (command) => {
    const answer = (await runCurl(command)) as { errors?: unknown } | null;
    expect(answer?.errors).toBeUndefined();
  });

  it.each(composes)(
    "%s",
    async (command) => {
      const args = wordsOf(command).slice(wordsOf(command).indexOf("--") + 1);
      const script = join(ROOT, "scripts/compose-supergraph.mjs");
      await promisify(execFile)(process.execPath, [script, ...args], { cwd: folder });
      expect(readFileSync(join(folder, "supergraph.graphql"), "utf8")).toContain("LISTENERS");
    },
    60_000,
  );

  it("are run here, or in a suite that is named", () => {
    const here = new Set<string>([...programs.map(([command]) => command), ...curls, ...composes]);
    expect(here.size).toBeGreaterThan(8);
    expect(commands.filter((command) => !here.has(command) && !isRunElsewhere(command))).toEqual([]);
    for (const [pattern, file, text] of ELSEWHERE) {
      expect({ pattern, isThere: textOf(file).includes(text) }).toEqual({ pattern, isThere: true });
      expect(commands.filter((command) => pattern.test(command)).length).toBeGreaterThan(0);
    }
  });
});
