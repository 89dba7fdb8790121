import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfigFile } from "../../src/config/load-config.js";
import { refreshSecrets } from "../../src/config/secret-files.js";
import { providers } from "../../src/providers/registry.js";
import { startGraph } from "../support/graph.js";

const folder = mkdtempSync(join(tmpdir(), "secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

function configuration() {
  writeFileSync(at("token"), "first\n");
  writeFileSync(at("key"), "old-key\n");
  writeFileSync(
    at("config.yaml"),
    `
sandbox: { enabled: true }
server:
  metrics: { bearerToken: { env: METRICS } }
  access:
    tokens: [{ name: robot, token: { file: "${at("token")}" } }]
    grants: [{ callers: [robot], actions: [read] }]
accounts:
  - { id: mine, provider: tencent-gaap, secretId: AK, secretKey: { file: "${at("key")}" } }
`,
  );
  return loadConfigFile(at("config.yaml"), providers, { METRICS: "m" });
}

describe("secrets from files", () => {
  it("are read again: those of callers and those of accounts", () => {
    const config = configuration();
    expect(refreshSecrets(config)).toEqual({ changed: [], broken: [] });
    writeFileSync(at("token"), "second\n");
    writeFileSync(at("key"), "new-key\n");
    expect(refreshSecrets(config).changed).toEqual(["server.access.tokens[0].token", "accounts[0].secretKey"]);
    const [account] = config.accounts as unknown as { secretKey: { reveal(): string } }[];
    expect(account!.secretKey.reveal()).toBe("new-key");
  });

  it("stay in use while the new content is unusable, which is logged without the text", () => {
    const config = configuration();
    writeFileSync(at("token"), "");
    const { changed, broken } = refreshSecrets(config);
    expect(changed).toEqual([]);
    expect(broken).toEqual([
      { path: "server.access.tokens[0].token", reason: expect.stringMatching(/token is empty/) },
    ]);
    expect(config.server.access!.tokens[0]!.token.reveal()).toBe("first");
  });

  it("let the new token in, and the old one no more", async () => {
    const { server } = configuration();
    const graph = await startGraph((config) => {
      config.server.access = server.access;
    });
    const status = async (token: string) =>
      (await graph.ask("{ cloudAccounts { id } }", {}, { authorization: `Bearer ${token}` })).status;
    try {
      expect([await status("first"), await status("second")]).toEqual([200, 401]);
      writeFileSync(at("token"), "second");
      refreshSecrets(server);
      expect([await status("first"), await status("second")]).toEqual([401, 200]);
    } finally {
      await graph.stop();
    }
  });
});
