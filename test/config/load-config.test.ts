import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IsString } from "class-validator";
import { describe, expect, it } from "vitest";
import { CloudAccountConfig } from "../../src/config/account.js";
import { ConfigError } from "../../src/config/config-error.js";
import { SecretText } from "../../src/config/fields.js";
import type { AccountShape } from "../../src/config/fill-accounts.js";
import { parseConfig } from "../../src/config/load-config.js";
import type { Secret } from "../../src/config/secret.js";
import { providers } from "../../src/providers/registry.js";

class ToyAccount extends CloudAccountConfig {
  override endpoint = "https://toy.example.com";
  @IsString()
  keyId!: string;
  @SecretText()
  key!: Secret;
}
const shapes: AccountShape[] = [{ key: "toy", accountConfig: ToyAccount, actions: ["ListToys", "BreakToy"] }];
const env = { TOY_KEY: "from the environment", EMPTY: "" };
const parse = (text: string) => parseConfig(text, "test.yaml", shapes, { env });

function mistakesIn(text: string): Record<string, string> {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.mistakes.map(({ path, message }) => [path, message]));
    throw error;
  }
  return {};
}

describe("the configuration file", () => {
  it("is filled with defaults where it says nothing", () => {
    const config = parse("accounts:\n  - { id: one, provider: toy, keyId: k, key: { env: TOY_KEY } }\n");
    expect(config.server.port).toBe(4000);
    expect(config.usesSandbox).toBe(false);
    expect(config.accounts[0]).toMatchObject({
      id: "one",
      endpoint: "https://toy.example.com",
      keyId: "k",
      limits: { maxConnections: 64 },
    });
    expect((config.accounts[0] as ToyAccount).key.reveal()).toBe("from the environment");
  });

  it("names accounts, or says that it wants made-up clouds", () => {
    expect(mistakesIn("").accounts).toContain("sandbox.enabled");
    expect(mistakesIn("accounts: []").accounts).toContain("sandbox.enabled");
    expect(parse("sandbox: { enabled: true }").usesSandbox).toBe(true);
  });

  it("limits only what the cloud is sent", () => {
    const account = (rates: string) =>
      `accounts:\n  - { id: one, provider: toy, keyId: k, key: { env: TOY_KEY }, limits: { requestsPerSecond: ${rates} } }\n`;
    expect(mistakesIn(account('{ ListToys: 10, BreakToy: 0.5, "*": 3 }'))).toEqual({});
    expect(mistakesIn(account("{ listToys: 10, ListToys: 10, constructor: 1 }"))).toEqual({
      "accounts[0].limits.requestsPerSecond.listToys":
        'toy has no action "listToys". Known are ListToys, BreakToy, and "*" for all others.',
      "accounts[0].limits.requestsPerSecond.constructor":
        'toy has no action "constructor". Known are ListToys, BreakToy, and "*" for all others.',
    });
  });

  it("takes a secret from a file, without the line's end", () => {
    const file = join(mkdtempSync(join(tmpdir(), "config-")), "key");
    writeFileSync(file, "from a file\n");
    const config = parse(`accounts:\n  - { id: one, provider: toy, keyId: k, key: { file: ${file} } }\n`);
    expect((config.accounts[0] as ToyAccount).key.reveal()).toBe("from a file");
  });

  it("reports all mistakes at once, each with its path", () => {
    const mistakes = mistakesIn(`
server: { port: 70000, colour: blue, limits: { readDeadlineMs: soon } }
accounts:
  - { id: One, provider: toy, endpoint: nowhere, keyId: 5, key: { env: NOT_SET } }
  - { id: two, provider: tyo }
  - { id: three, provider: toy, keyId: k, key: plain-text, limits: 5 }
  - { id: three, provider: toy, keyId: k, key: { file: /not/there } }
`);
    expect(Object.keys(mistakes).sort()).toEqual([
      "accounts[0].endpoint",
      "accounts[0].id",
      "accounts[0].key",
      "accounts[0].keyId",
      "accounts[1].provider",
      "accounts[2].key",
      "accounts[2].limits",
      "accounts[3].id",
      "accounts[3].key",
      "server.colour",
      "server.limits.readDeadlineMs",
      "server.port",
    ]);
    expect(mistakes["accounts[0].key"]).toContain("NOT_SET");
    expect(mistakes["accounts[1].provider"]).toContain("toy");
    expect(mistakes["accounts[2].key"]).toContain("env");
    expect(mistakes["server.colour"]).toContain("port");
  });

  it("does not call an object incomplete because a reference in it leads nowhere", () => {
    const text = `accounts:
  - { id: ga, provider: huawei-ga, domainId: 0123, credentials: { accessKeyId: A, secretAccessKey: { file: /not/there } } }
`;
    const load = () => parseConfig(text, "test.yaml", providers, { env });
    expect(load).toThrow(/secretAccessKey: The file/);
    expect(load).not.toThrow(/needs both/);
  });

  it("never repeats a secret that was written into it", () => {
    expect(
      JSON.stringify(mistakesIn("accounts:\n  - { id: one, provider: toy, keyId: k, key: hush-hush }\n")),
    ).not.toContain("hush");
  });

  it("says in which line it is no YAML", () =>
    expect(Object.keys(mistakesIn("server:\n  port: [1\n"))[0]).toMatch(/^line \d/));

  it("refuses a list where accounts should be", () => expect(mistakesIn("accounts: 5").accounts).toContain("list"));
});
