import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp } from "../../src/app.js";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { AppConfig } from "../../src/config/app-config.js";
import { Secret } from "../../src/config/secret.js";
import { createLog } from "../../src/server/log.js";

let app: App;
let lines = "";
beforeAll(async () => {
  const config = new AppConfig();
  Object.assign(config.server, { port: 0, logLevel: "info" });
  Object.assign(config.sandbox, { portBase: 0, pace: 0 });
  const grant = (fields: Partial<GrantConfig>): GrantConfig => Object.assign(new GrantConfig(), fields);
  config.server.access = Object.assign(new AccessConfig(), {
    tokens: [Object.assign(new StaticTokenConfig(), { name: "robot", token: new Secret("robot-secret") })],
    grants: [
      grant({ callers: ["robot"], actions: ["read"] }),
      grant({ callers: ["robot"], accounts: ["elb-sandbox"], actions: ["change"], ports: ["8000"] }),
    ],
  });
  app = await startApp({ config, log: createLog(config.server, { write: (line: string) => (lines += line) }) });
});
afterAll(() => app.stop());

async function ask(query: string, variables: object = {}) {
  const response = await fetch(`${app.server.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer robot-secret", "x-request-id": "r-1" },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: Record<string, never> };
}

const CREATE = "mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { code } } }";
const audited = () =>
  lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ audit }) => audit !== undefined);

it("writes down who wanted to do what without a right to it, in lines of their own kind", async () => {
  const { data } = await ask("{ listenerParents(first: 200) { nodes { id urn nativeId account { id } } } }");
  const { nodes } = (data as unknown as { listenerParents: { nodes: Record<string, never>[] } }).listenerParents;
  const parents = nodes as unknown as { id: string; urn: string; nativeId: string; account: { id: string } }[];
  const inAccount = (id: string) => parents.find(({ account }) => account.id === id)!;
  const foreign = inAccount("alibaba-ga-sandbox");
  const own = inAccount("elb-sandbox");
  const create = (parentId: string) =>
    ask(CREATE, { input: { parentId, protocol: "TCP", portRanges: [{ fromPort: 22 }] } });

  await create(foreign.id);
  await create(own.id);
  const common = { audit: "access_denied", level: "warn", requestId: "r-1", caller: "robot", proof: "STATIC_TOKEN" };
  expect(audited()).toEqual([
    expect.objectContaining({ ...common, action: "change", accountId: "alibaba-ga-sandbox", target: foreign.urn }),
    expect.objectContaining({ ...common, action: "change", accountId: "elb-sandbox", target: own.nativeId }),
  ]);
  expect(lines).toMatch(/"caller":"robot","operation":"mutation"|"caller":"robot".*"operation":"mutation"/);
  expect(lines).not.toContain("robot-secret");
});
