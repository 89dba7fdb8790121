import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { ConfigError } from "../../src/config/config-error.js";
import { parseConfig } from "../../src/config/load-config.js";
import { providers } from "../../src/providers/registry.js";

const env = { ONE: "one", TWO: "two" };
const token = (name: string, variable: string) => ({ name, token: { env: variable } });
const issuer = { issuer: "https://login.example.com", audiences: ["graph"], keysUrl: "https://login.example.com/keys" };

function mistakesOf(access: object, server: object = { metrics: { port: 0 } }): string[] {
  const text = stringify({ sandbox: { enabled: true }, server: { ...server, access } });
  try {
    parseConfig(text, "test.yaml", providers, { env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}
const withGrant = (grant: object) => ({ tokens: [token("a", "ONE")], grants: [grant] });

describe("server.access", () => {
  it("takes what makes sense", () => {
    const grants = [
      { callers: ["a"], actions: ["read", "audit"] },
      { callers: ["*"], actions: ["change"], ports: ["443", "8000-8999"], tags: { team: "x" } },
    ];
    expect(mistakesOf({ tokens: [token("a", "ONE"), token("b", "TWO")], issuers: [issuer], grants })).toEqual([]);
  });

  it.each<[what: string, access: object, mistake: string]>([
    ["nobody would have access", { grants: [] }, "server.access: Nobody would have access"],
    [
      "one token for two",
      { tokens: [token("a", "ONE"), token("b", "ONE")] },
      "server.access.tokens[1]: `token` must be",
    ],
    ["one name for two", { tokens: [token("a", "ONE"), token("a", "TWO")] }, "server.access.tokens[1]: `name` must be"],
    [
      "an issuer without keys",
      { issuers: [{ ...issuer, keysUrl: undefined }] },
      "server.access.issuers[0]: Give one of",
    ],
    [
      "an issuer for everybody",
      { issuers: [{ ...issuer, audiences: [] }] },
      "server.access.issuers[0]: `audiences` must",
    ],
    [
      "private keys of an issuer",
      { issuers: [{ ...issuer, keysUrl: undefined, keys: '{"keys":[{"kty":"RSA","d":"x"}]}' }] },
      "server.access.issuers[0]: `keys` must",
    ],
    [
      "a gateway without a proof",
      { tokens: [token("a", "ONE")], gateways: [{ name: "edge" }] },
      "server.access.gateways[0]: Give one of `token` and `certificate`",
    ],
    [
      "a gateway that names users by a token",
      { tokens: [token("a", "ONE")], gateways: [{ ...token("edge", "TWO"), namesUsers: true }] },
      "server.access.gateways[0]: `namesUsers` needs a `certificate`",
    ],
    [
      "certificates without an authority",
      { certificates: [{ subject: "*.example.com" }] },
      "server.tls: Client certificates require",
    ],
    ["a grant to nobody", withGrant({ actions: ["read"] }), "server.access.grants[0]: It must name somebody"],
    ["a grant of nothing", withGrant({ callers: ["a"], actions: [] }), "server.access.grants[0]: `actions` must"],
    [
      "bounds of what is read",
      withGrant({ callers: ["a"], actions: ["read"], ports: ["443"] }),
      "server.access.grants[0]: `parents`, `ports` and `tags` restrict changes only",
    ],
    [
      "ports that go down",
      withGrant({ callers: ["a"], actions: ["change"], ports: ["90-80"] }),
      'server.access.grants[0]: `ports` must ascend, up to 65535; got "90-80"',
    ],
    [
      "two issuers could have callers of the same id",
      { issuers: [issuer, { ...issuer, issuer: "https://other.example.com", idPrefix: "staff:" }] },
      'server.access.issuers[1].idPrefix: Its callers could have the ids of those of issuers[0]. Give both an `idPrefix`, of which none begins with the other; got "" and "staff:".',
    ],
    [
      "a token is called like the one for everything",
      { tokens: [token("bearer-token", "ONE")] },
      'server.access.tokens[0].name: "bearer-token" is whoever has the token of server.bearerToken.',
    ],
  ])("tells that %s", (_what, access, mistake) => {
    expect(mistakesOf(access)).toEqual([expect.stringContaining(mistake)]);
  });

  it("takes several issuers whose callers cannot be confused, and none whose ids all belong to certificates", () => {
    const two = ["staff:", "guests:"].map((idPrefix) => ({
      ...issuer,
      issuer: `https://${idPrefix}example.com`,
      idPrefix,
    }));
    expect(mistakesOf({ issuers: two })).toEqual([]);
    const server = { metrics: { port: 0 }, tls: { certificateFile: "a", keyFile: "b", clientAuthoritiesFile: "c" } };
    const mistakes = (subject: string) => mistakesOf({ issuers: [issuer], certificates: [{ subject }] }, server);
    expect(mistakes("spiffe://example.com/*").filter((mistake) => mistake.includes("idPrefix"))).toEqual([]);
    expect(mistakes("*")).toContainEqual(
      expect.stringContaining('server.access.issuers[0].idPrefix: All ids that begin with "" are kept'),
    );
  });

  it("does not leave /metrics open", () => {
    const access = { tokens: [token("a", "ONE")] };
    expect(mistakesOf(access, {})).toEqual([expect.stringContaining("server.metrics: /metrics names accounts")]);
    expect(mistakesOf(access, { metrics: { bearerToken: { env: "ONE" } } })).toEqual([]);
  });
});
