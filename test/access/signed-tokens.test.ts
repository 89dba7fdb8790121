import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccess } from "../../src/access/access.js";
import { ProofRefused } from "../../src/access/refused.js";
import { AccessConfig, GatewayConfig, GrantConfig, TokenIssuerConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { orderAccounts } from "../../src/providers/accounts.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
const AUDIENCE = "https://graph.example.com";

/** An issuer on loopback that publishes the given keys. */
let issuer: Server;
let origin: string;
let published: object[] = [];
const status = 200;
let fetches = 0;
let first: Keys;
let second: Keys;
let graph: RunningGraph;

const publicKey = async ({ publicKey }: Keys, kid: string) => ({ ...(await exportJWK(publicKey)), kid, use: "sig" });

interface Wish {
  readonly claims?: Record<string, unknown>;
  readonly keys?: Keys;
  readonly kid?: string;
  readonly alg?: string;
  readonly audience?: string;
  readonly issuer?: string;
  readonly expires?: string | number;
  readonly notBefore?: string | number;
  readonly subject?: string | null;
}
async function token(wish: Wish = {}): Promise<string> {
  const { claims = {}, keys = first, kid = "first", alg = "ES256", audience = AUDIENCE, subject = "ada" } = wish;
  const jwt = new SignJWT({ groups: ["team"], ...claims })
    .setProtectedHeader({ alg, kid })
    .setIssuer(wish.issuer ?? origin)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(wish.expires ?? "5m");
  if (subject !== null) jwt.setSubject(subject);
  if (wish.notBefore !== undefined) jwt.setNotBefore(wish.notBefore);
  return jwt.sign(keys.privateKey);
}

beforeAll(async () => {
  [first, second] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  published = [await publicKey(first, "first")];
  issuer = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  graph = await startGraph((config) => {
    const trusted = Object.assign(new TokenIssuerConfig(), {
      issuer: origin,
      audiences: [AUDIENCE],
      keysUrl: `${origin}/keys`,
    });
    const grants = [
      Object.assign(new GrantConfig(), { groups: ["team"], actions: ["read"] }),
      Object.assign(new GrantConfig(), { scopes: ["listeners:write"], accounts: ["elb-sandbox"], actions: ["change"] }),
      Object.assign(new GrantConfig(), { clients: ["console"], actions: ["audit"] }),
    ];
    config.server.access = Object.assign(new AccessConfig(), { issuers: [trusted], grants });
  });
});
afterAll(async () => {
  await graph.stop();
  issuer.close();
});

const WHO =
  '{ cloudAccess { caller { id name groups } change: can(action: CHANGE, accountId: "elb-sandbox") } cloudAccounts { viewerCan } }';
const who = async (jwt: string) => graph.ask(WHO, {}, { authorization: `Bearer ${jwt}` });

describe("a gateway's token", () => {
  const config = {
    bearerToken: new Secret("the user's"),
    access: Object.assign(new AccessConfig(), {
      gateways: [Object.assign(new GatewayConfig(), { name: "edge", token: new Secret("the gateway's") })],
    }),
  };
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

  it("is asked for beside the user's own", async () => {
    const { authenticate } = await createAccess(config, orderAccounts([]), clock, null);
    const authorization = "Bearer the user's";
    expect(authenticate({ authorization, gateway: "the gateway's" })).toMatchObject({ id: "bearer-token" });
    for (const gateway of [undefined, "", "the user's"])
      expect(() => authenticate({ authorization, gateway })).toThrow("x-gateway-token");
    expect(() => authenticate({ authorization: "Bearer the gateway's", gateway: "the gateway's" })).toThrow(
      "does not know",
    );
  });
});

describe("a signed token", () => {
  it("says who calls, in which groups, for what and through which program", async () => {
    const claims = { name: "Ada", scope: "openid listeners:write", azp: "console" };
    const { data, errors } = await who(await token({ claims }));
    expect(errors).toBeUndefined();
    expect(data.cloudAccess).toEqual({ caller: { id: "ada", name: "Ada", groups: ["team"] }, change: true });
    expect(data.cloudAccounts).toHaveLength(5);
    expect(data.cloudAccounts[0].viewerCan).toEqual(["READ", "AUDIT"]);
  });

  it.each<[what: string, words: RegExp, make: () => Promise<string>]>([
    ["expired", /has expired/, () => token({ expires: Math.floor(Date.now() / 1000) - 60 })],
    ["not valid yet", /not valid yet/, () => token({ notBefore: Math.floor(Date.now() / 1000) + 600 })],
    ["made out to others", /wrong aud/, () => token({ audience: "https://other.example.com" })],
    ["of an issuer that is not trusted", /no issuer/, () => token({ issuer: "https://evil.example.com" })],
    ["without a subject", /lacks the claim sub/, () => token({ subject: null })],
    ["signed by somebody else under a known kid", /signature/, () => token({ keys: second })],
    ["under a kid that nobody published", /does not publish/, () => token({ keys: second, kid: "other" })],
    [
      "without a signature",
      /alg|cannot be read/,
      async () =>
        new UnsecuredJWT({}).setIssuer(origin).setAudience(AUDIENCE).setSubject("ada").setExpirationTime("5m").encode(),
    ],
    [
      "signed with the public key as if it were a shared secret",
      /alg/,
      async () =>
        new SignJWT({})
          .setProtectedHeader({ alg: "HS256", kid: "first" })
          .setIssuer(origin)
          .setAudience(AUDIENCE)
          .setSubject("ada")
          .setExpirationTime("5m")
          .sign(new TextEncoder().encode(await exportSPKI(first.publicKey))),
    ],
    ["cut off", /./, async () => (await token()).slice(0, -20)],
    ["nonsense", /does not know the bearer token/, async () => "nonsense"],
    ["longer than any", /20000 characters/, async () => "x".repeat(20_000)],
  ])("is refused when it is %s", async (_what, words, make) => {
    const jwt = await make();
    const { status: answered, data, errors } = await who(jwt);
    // A header of that length does not get through to begin with.
    if (answered === 431) return;
    expect({ answered, data }).toEqual({ answered: 401, data: undefined });
    expect(errors![0]!.message).toMatch(words);
    expect(errors![0]!.message).not.toContain(jwt.slice(0, 20));
  });

  it("is refused when the issuer's keys cannot be had, as something that passes", async () => {
    const access = await createAccess(
      {
        access: Object.assign(new AccessConfig(), {
          issuers: [
            Object.assign(new TokenIssuerConfig(), {
              issuer: origin,
              audiences: [AUDIENCE],
              keysUrl: "http://127.0.0.1:1/",
            }),
          ],
        }),
      },
      orderAccounts([]),
      { now: () => Date.now(), sleep: () => Promise.resolve() },
      null,
    );
    const refused = await Promise.resolve(
      access.authenticate({ authorization: `Bearer ${await token()}`, gateway: undefined }),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(ProofRefused);
    await access.close();
  });

  it("is checked once and believed for a while, without another look at its issuer's keys", async () => {
    const jwt = await token({ subject: "grace" });
    const before = fetches;
    for (let i = 0; i < 5; i += 1) expect((await who(jwt)).data.cloudAccess.caller.id).toBe("grace");
    expect(fetches - before).toBeLessThanOrEqual(1);
  });
});
