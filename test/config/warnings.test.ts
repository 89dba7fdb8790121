import { describe, expect, it } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import { AppConfig } from "../../src/config/app-config.js";
import { fillAccounts } from "../../src/config/fill-accounts.js";
import { Secret } from "../../src/config/secret.js";
import { warningsAbout } from "../../src/config/warnings.js";
import { providers } from "../../src/providers/registry.js";
import { exampleCloud } from "../example-cloud/index.js";

const clouds = [...providers, exampleCloud];

/** The account of a cloud's sandbox under some names, each with a change of its own. */
async function accountsOf(key: string, changes: readonly object[]): Promise<CloudAccountConfig[]> {
  const { sandbox: load } = clouds.find((cloud) => cloud.key === key)!;
  const account = (await load()).account("http://127.0.0.1:1");
  const entries = changes.map((change, index) => ({ ...account, id: `name-${index}`, ...change }));
  return fillAccounts(entries, clouds, [], { env: {}, allowsPlainSecrets: true });
}

function warnings(accounts: CloudAccountConfig[], server: Partial<AppConfig["server"]> = {}): string[] {
  const config = new AppConfig();
  Object.assign(config.server, server);
  config.accounts = accounts;
  return warningsAbout(config);
}

describe("an account that is configured twice", () => {
  it.each(clouds.map(({ key }) => key))("is noticed on %s, whatever else differs", async (key) => {
    const accounts = await accountsOf(key, [{}, { readOnly: true, limits: {} }]);
    const [warning, ...others] = warnings(accounts);
    expect(warning).toMatch(/^accounts\[0\] \(name-0\) and accounts\[1\] \(name-1\) have the same /);
    expect(others).toEqual([]);
    for (const value of Object.values(accounts[0]!.identity())) expect(warning).not.toContain(value);
    expect(warnings(accounts.slice(1))).toEqual([]);
  });

  it("is reported once, with some of its names, and apart from others", async () => {
    const many = await accountsOf(
      "tencent-gaap",
      Array.from({ length: 8 }, () => ({})),
    );
    const told = warnings([...many, ...(await accountsOf("alibaba-ga", [{}, {}]))]);
    expect(told).toEqual([
      expect.stringContaining("accounts[4] (name-4) and 3 more have the same secretId"),
      expect.stringContaining("accounts[8] (name-0) and accounts[9] (name-1) have the same accessKeyId"),
    ]);
  });
});

describe("a door that stands open", () => {
  it.each<[host: string, server: object, readOnly: boolean, told: number]>([
    ["0.0.0.0", {}, false, 1],
    ["::", {}, false, 1],
    ["listeners.example.com", {}, false, 1],
    ["127.0.0.1", {}, false, 0],
    ["::1", {}, false, 0],
    ["localhost", {}, false, 0],
    ["0.0.0.0", { bearerToken: new Secret("x") }, false, 0],
    ["0.0.0.0", {}, true, 0],
  ])("is noticed: %s, %j, accounts that are read only: %s", async (host, server, readOnly, told) => {
    const accounts = await accountsOf("alibaba-ga", [{ readOnly }]);
    expect(warnings(accounts, { host, ...server })).toHaveLength(told);
    expect(warnings([], { host, ...server })).toEqual([]);
  });
});
