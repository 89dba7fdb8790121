import { expect, it } from "vitest";
import { settingsThatDiffer, takeOverSecrets } from "../../src/config/differences.js";
import { parseConfig } from "../../src/config/load-config.js";
import { providers } from "../../src/providers/registry.js";

const env = { ONE: "one", TWO: "two" };
const read = (text: string) => parseConfig(`{ sandbox: { enabled: true }, ${text} }`, "file", providers, { env });

it("names every setting in which two configurations differ, and nothing else", () => {
  const now = read("server: { corsOrigins: [https://a.example], limits: { maxDepth: 9 } }");
  expect(
    settingsThatDiffer(now, read("server: { limits: { maxDepth: 9 }, corsOrigins: [https://a.example] }")),
  ).toEqual([]);
  const next = read(
    "store: ./x.db, server: { metrics: { port: 1 }, corsOrigins: [https://b.example], limits: { maxDepth: 8 } }",
  );
  expect(settingsThatDiffer(now, next).sort()).toEqual([
    "server.corsOrigins",
    "server.limits.maxDepth",
    "server.metrics.port",
    "store",
  ]);
});

it("compares maps of the user's own names, and lists of objects", () => {
  const account = (rates: string) =>
    read(
      `accounts: [{ id: a, provider: tencent-gaap, secretId: AK, secretKey: { env: ONE }, limits: { requestsPerSecond: ${rates} } }]`,
    ).accounts[0]!;
  expect(settingsThatDiffer(account("{ '*': 5 }"), account("{ '*': 5 }"))).toEqual([]);
  expect(settingsThatDiffer(account("{ '*': 5 }"), account("{ '*': 6 }"))).toEqual(["limits.requestsPerSecond"]);
});

it("a secret takes over another one's text in its place; one that comes or goes is a difference", () => {
  const [now, next] = [read("server: { bearerToken: { env: ONE } }"), read("server: { bearerToken: { env: TWO } }")];
  const { bearerToken } = now.server;
  expect(settingsThatDiffer(now, next)).toEqual([]);
  expect(takeOverSecrets(now, next)).toEqual(["server.bearerToken"]);
  expect(bearerToken?.reveal()).toBe("two");
  expect(takeOverSecrets(now, next)).toEqual([]);
  expect(settingsThatDiffer(now, read("server: {}"))).toEqual(["server.bearerToken"]);
});
