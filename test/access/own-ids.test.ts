import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticator, type Proofs } from "../../src/access/authenticate.js";
import { explainAccess } from "../../src/access/explain.js";
import {
  AccessConfig,
  CertificateConfig,
  GatewayConfig,
  GrantConfig,
  StaticTokenConfig,
  TokenIssuerConfig,
} from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { systemClock } from "../../src/transport/clock.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const AUDIENCE = "https://graph.example.com";
const PLAIN = "https://plain.example.com";
const STAFF = "https://staff.example.com";

let graph: RunningGraph;
let access: AccessConfig;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair("ES256");
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one" }] });
  const issuer = (name: string, more: Partial<TokenIssuerConfig> = {}) =>
    Object.assign(new TokenIssuerConfig(), { issuer: name, audiences: [AUDIENCE], keys: published, ...more });
  access = Object.assign(new AccessConfig(), {
    tokens: [Object.assign(new StaticTokenConfig(), { name: "ada", token: new Secret("token-of-ada") })],
    issuers: [issuer(PLAIN), issuer(STAFF, { idPrefix: "staff:" })],
    grants: [Object.assign(new GrantConfig(), { callers: ["ada", "staff:ada"], actions: ["read", "change"] })],
  });
  graph = await startGraph((config) => {
    config.server.access = access;
  });
}, 60_000);
afterAll(() => graph.stop());

const ada = { authorization: "Bearer token-of-ada" };
const signed = (issuer: string, subject: string) =>
  new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(subject)
    .setExpirationTime("5m")
    .sign(keys.privateKey)
    .then((token) => ({ authorization: `Bearer ${token}` }));
const WHO = "{ cloudAccess { caller { id } } cloudAccounts { id } }";

describe("a caller's id", () => {
  it.each(["ada", "bearer-token", "anybody"])(
    "is not that of a token because a signed token says so: %s",
    async (id) => {
      const { status, errors } = await graph.ask(WHO, {}, await signed(PLAIN, id));
      expect(status).toBe(401);
      expect(errors![0]).toMatchObject({
        message: expect.stringContaining(`The caller's id "${id}" is kept for a token of this graph.`),
        extensions: { code: "UNAUTHENTICATED" },
      });
      expect(await explainAccess({ access }, [], JSON.stringify({ iss: PLAIN, sub: id }), systemClock, null)).toMatch(
        /^Refused: The caller's id/,
      );
    },
  );

  it("is its issuer's prefix and its subject, by which grants name it", async () => {
    const staff = await graph.ask(WHO, {}, await signed(STAFF, "ada"));
    expect(staff.data.cloudAccess.caller.id).toBe("staff:ada");
    expect(staff.data.cloudAccounts).toHaveLength(5);
    const other = await graph.ask(WHO, {}, await signed(PLAIN, "bob"));
    expect(other.data).toMatchObject({ cloudAccess: { caller: { id: "bob" } }, cloudAccounts: [] });
    expect(await explainAccess({ access }, [], JSON.stringify({ iss: STAFF, sub: "ada" }), systemClock, null)).toMatch(
      /^ +caller +staff:ada\n/,
    );
  });

  it("is its own to keys and to the history, however alike the names are", async () => {
    const staff = await signed(STAFF, "ada");
    const { data } = await graph.ask(
      "{ listenerParents(first: 200) { nodes { id provider listeners { totalCount } } } }",
      {},
      ada,
    );
    const parent = data.listenerParents.nodes.find(({ provider }: { provider: string }) => provider === "HUAWEI_GA");
    const create = async (headers: Record<string, string>, fromPort: number) => {
      const input = {
        parentId: parent.id,
        name: "own",
        protocol: "TCP",
        portRanges: [{ fromPort }],
        idempotencyKey: "k",
      };
      const answer = await graph.ask(
        "mutation ($input: CreateListenerInput!) { createListener(input: $input) { change { id isReplay caller { id } } problems { code } } }",
        { input },
        headers,
      );
      return answer.data.createListener;
    };
    const hers = await create(ada, 8001);
    const theirs = await create(staff, 8002);
    expect([hers, theirs]).toMatchObject([
      { change: { isReplay: false, caller: { id: "ada" } }, problems: [] },
      { change: { isReplay: false, caller: { id: "staff:ada" } }, problems: [] },
    ]);
    const look = async (headers: Record<string, string>) =>
      (await graph.ask("query ($id: ID!) { cloudChange(id: $id) { id } }", { id: hers.change.id }, headers)).data;
    expect(await look(ada)).toEqual({ cloudChange: { id: hers.change.id } });
    expect(await look(staff)).toEqual({ cloudChange: null });
  });
});

describe("ids of certificates and of gateways' users", () => {
  const certificate = (subject: string) => Object.assign(new CertificateConfig(), { subject });
  const gateways = [
    Object.assign(new GatewayConfig(), { name: "a", certificate: "edge", namesUsers: true }),
    Object.assign(new GatewayConfig(), { name: "b", certificate: "side", namesUsers: true, idPrefix: "side:" }),
  ];
  const own = Object.assign(new AccessConfig(), {
    tokens: [Object.assign(new StaticTokenConfig(), { name: "robot", token: new Secret("x") })],
    certificates: [certificate("robot"), certificate("*.robots.example.com")],
  });
  const direct = authenticator({ access: own }, null);
  const authenticate = authenticator({ access: Object.assign(new AccessConfig(), own, { gateways }) }, null);
  const idFor = (proofs: Proofs) =>
    Promise.resolve()
      .then(() => authenticate(proofs))
      .then(({ id }) => id);

  it("are kept apart from those of tokens and of each other", async () => {
    const kept = (whose: string) => new RegExp(`is kept for ${whose}`);
    await expect(idFor({ certificate: "edge", user: "robot" })).rejects.toThrow(kept("a token"));
    await expect(idFor({ certificate: "edge", user: "x.robots.example.com" })).rejects.toThrow(kept("those who show"));
    expect(() => direct({ certificate: "robot" })).toThrow(kept("a token"));
    expect(await direct({ certificate: "x.robots.example.com" })).toMatchObject({ id: "x.robots.example.com" });
    expect(await idFor({ certificate: "edge", user: "ada" })).toBe("ada");
    expect(await idFor({ certificate: "side", user: "robot" })).toBe("side:robot");
  });
});
