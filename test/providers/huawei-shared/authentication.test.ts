import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../../src/config/secret.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { HuaweiAccountConfig, HuaweiCredentials } from "../../../src/providers/huawei-shared/account.js";
import {
  type HuaweiAuthenticationOptions,
  huaweiAuthentication,
} from "../../../src/providers/huawei-shared/authentication.js";
import { createHuaweiAccess } from "../../../src/providers/huawei-shared/emulator/access.js";
import { createFaults } from "../../../src/sandbox/fault-switchboard.js";
import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { callUntil, directTransport, HandClock, received } from "./direct-transport.js";

class SomeConfig extends HuaweiAccountConfig {}

const domainId = "99a3fff0d03c428eac3678da6a7d0f24";
const projectId = "060576782980d5762f9ec014dd2f1148";
const url = new URL("http://127.0.0.1:4104/v1/listeners?limit=10&name=a%20b");
const unsigned = { method: "GET", url, headers: { "content-type": "application/json" }, body: "" };
const key = { accessKeyId: "SANDBOXKEY", secretAccessKey: new Secret("sandbox-secret") };
const user = {
  userName: "svc",
  password: new Secret("pw"),
  userDomainName: "acme",
  iamEndpoint: "http://127.0.0.1:4104",
};

let clock: HandClock;
let faults: ReturnType<typeof createFaults>;
let tokenRequests: ReceivedRequest[];
let instead: ((request: ReceivedRequest) => Promise<SandboxResponse>) | null;

beforeEach(() => {
  clock = new HandClock();
  faults = createFaults();
  tokenRequests = [];
  instead = null;
});

function configOf(credentials: Partial<HuaweiCredentials>, others: Partial<SomeConfig> = {}): SomeConfig {
  return Object.assign(new SomeConfig(), {
    id: "h",
    provider: "huawei-ga",
    endpoint: "http://127.0.0.1:4104",
    domainId,
    projectId,
    credentials: Object.assign(new HuaweiCredentials(), credentials),
    ...others,
  });
}

function setUp(credentials: Partial<HuaweiCredentials>, options: Partial<HuaweiAuthenticationOptions> = {}) {
  const access = createHuaweiAccess({
    keys: new Map([["SANDBOXKEY", "sandbox-secret"]]),
    users: [{ name: "svc", password: "pw", domainName: "acme" }],
    clock,
    faults,
    scope: { kind: "domain", id: domainId, name: "acme" },
  });
  const transport = directTransport(clock, (request) => {
    tokenRequests.push(request);
    return instead ? instead(request) : access.tokens(request);
  });
  const authentication = huaweiAuthentication({
    provider: "HUAWEI_GA",
    config: configOf(credentials),
    scope: "domain",
    transport,
    ...options,
  });
  const call = () => callUntil(clock.now() + 5_000);
  const signed = async () => await authentication.sign(unsigned, new Date(clock.now()), call());
  const gate = (headers: Record<string, string>) => access.check(received("GET", url, headers, ""));
  return { access, authentication, signed, gate, call };
}

describe("authentication with an access key", () => {
  it("is accepted, and names the account", async () => {
    const { signed, gate } = setUp(key);
    const headers = await signed();
    expect(headers["x-domain-id"]).toBe(domainId);
    expect(headers.authorization).toContain("x-domain-id");
    expect(gate(headers)).toBeNull();
    expect(tokenRequests).toHaveLength(0);
  });

  it("signs as the vendor's package does", async () => {
    const headers = await setUp(key).signed();
    const { authorization, "x-sdk-date": at, ...given } = headers;
    const { pathname, host } = url;
    const vendor = AKSKSigner.sign(
      // biome-ignore format: the vendor's request in one line
      { method: "GET", endpoint: `http://${host}${pathname}`, headers: { ...given, "X-Sdk-Date": at }, queryParams: { limit: "10", name: "a b" } } as never,
      { getAk: () => "SANDBOXKEY", getSk: () => "sandbox-secret" } as never,
    ) as Record<string, string>;
    expect(authorization).toBe(vendor.Authorization);
  });

  it("names the project to regional services, or in the header that the caller asks for", async () => {
    expect(await setUp(key, { scope: "project" }).signed()).toMatchObject({ "x-project-id": projectId });
    const other = await setUp(key, { accountHeader: "x-project-id" }).signed();
    expect(other["x-project-id"]).toBe(projectId);
    expect(other).not.toHaveProperty("x-domain-id");
  });

  it("sends the token of a temporary key", async () => {
    const headers = await setUp({ ...key, securityToken: new Secret("st") }).signed();
    expect(headers["x-security-token"]).toBe("st");
  });

  it("has no credentials to renew", () => {
    expect(setUp(key).authentication.renewCredentials).toBeUndefined();
  });
});

describe("authentication as an IAM user", () => {
  it("fetches one token for concurrent requests, and keeps it", async () => {
    const { signed, gate } = setUp(user);
    const [one, two] = await Promise.all([signed(), signed()]);
    const three = await signed();
    expect(tokenRequests).toHaveLength(1);
    expect(two["x-auth-token"]).toBe(one["x-auth-token"]);
    expect(three["x-auth-token"]).toBe(one["x-auth-token"]);
    expect(three).not.toHaveProperty("authorization");
    expect(gate(three)).toBeNull();
  });

  it("requests a token in the format of IAM's page", async () => {
    await setUp(user).signed();
    const [request] = tokenRequests;
    expect(`${request?.method} ${request?.path}?${request?.query}`).toBe("POST /v3/auth/tokens?nocatalog=true");
    expect(JSON.parse(String(request?.body))).toEqual({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "svc", password: "pw", domain: { name: "acme" } } },
        },
        scope: { domain: { id: domainId } },
      },
    });
  });

  it.each([
    ["the project", "project", { projectId }, { project: { id: projectId } }],
    ["the region's main project", "project", { projectId: undefined, region: "eu-de" }, { project: { name: "eu-de" } }],
    ["the user's own account", "domain", { domainId: undefined }, { domain: { name: "acme" } }],
  ] as const)("requests a token for %s", async (_what, scope, others, expected) => {
    await setUp(user, { scope, config: configOf(user, others) }).signed();
    expect(JSON.parse(String(tokenRequests[0]?.body)).auth.scope).toEqual(expected);
  });

  it("reports when there is no scope to request a token for", () => {
    const config = configOf(user, { projectId: undefined });
    expect(() => setUp(user, { scope: "project", config })).toThrow(/neither a project nor a region/);
  });

  it("renews a token shortly before it expires", async () => {
    const { signed } = setUp(user);
    const first = await signed();
    clock.time += 24 * 3_600_000 - 6 * 60_000;
    expect(await signed()).toEqual(first);
    clock.time += 2 * 60_000;
    expect((await signed())["x-auth-token"]).not.toBe(first["x-auth-token"]);
    expect(tokenRequests).toHaveLength(2);
  });

  it("renews a token after a refusal", async () => {
    const { authentication, signed, gate } = setUp(user);
    const first = await signed();
    faults.add({ fault: { kind: "expired" } });
    expect(gate(first)).toMatchObject({ status: 401, code: "APIGW.0301" });
    authentication.renewCredentials?.();
    const second = await signed();
    expect(gate(second)).toBeNull();
    expect(tokenRequests).toHaveLength(2);
  });

  it("does not try a wrong password twice", async () => {
    const { signed } = setUp({ ...user, password: new Secret("guess") });
    await expect(signed()).rejects.toMatchObject({ code: "UNAUTHENTICATED", retry: "never" });
    expect(tokenRequests).toHaveLength(1);
  });

  it("fetches a token again after a failed fetch", async () => {
    const { signed, access } = setUp(user);
    instead = async () => ({ status: 503, body: "busy" });
    await expect(signed()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient" });
    instead = async (request) => access.tokens(request);
    expect(await signed()).toHaveProperty("x-auth-token");
  });

  it("reports what is wrong with a malformed answer", async () => {
    const { signed } = setUp(user);
    instead = async () => ({
      status: 201,
      headers: { "x-subject-token": "t" },
      body: { token: { expires_at: "soon" } },
    });
    await expect(signed()).rejects.toThrow(/expires_at is not an instant/);
    instead = async () => ({ status: 201, body: { token: { expires_at: "2027-01-01T00:00:00Z" } } });
    await expect(signed()).rejects.toThrow(/x-subject-token is missing/);
  });

  it("cancels one waiting request without the others", async () => {
    const { access, authentication, signed } = setUp(user);
    let goOn: () => void = () => undefined;
    instead = (request) =>
      new Promise((resolve) => {
        goOn = () => resolve(access.tokens(request));
      });
    const gone = new AbortController();
    const impatient = authentication.sign(unsigned, new Date(clock.now()), callUntil(clock.now() + 5_000, gone.signal));
    const patient = signed();
    gone.abort();
    const problem = await Promise.resolve(impatient).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ProblemError);
    expect(problem).toMatchObject({ code: "TIMED_OUT" });
    goOn();
    expect(await patient).toHaveProperty("x-auth-token");
    expect(tokenRequests).toHaveLength(1);
  });
});
