import { describe, expect, it } from "vitest";
import { createHuaweiAccess } from "../../../src/providers/huawei-shared/emulator/access.js";
import { gatewayResponse, throttled, unknownPath } from "../../../src/providers/huawei-shared/emulator/gateway.js";
import { createFaults } from "../../../src/sandbox/fault-switchboard.js";
import { Refused } from "../../../src/sandbox/refused.js";
import { signSdkHmacSha256 } from "../../../src/signing/sdk-hmac-sha256.js";
import { HandClock, received } from "./direct-transport.js";

const projectId = "060576782980d5762f9ec014dd2f1148";
const url = new URL("http://127.0.0.1:4101/v1.0/listeners");
const tokenUrl = new URL("http://127.0.0.1:4101/v3/auth/tokens");
const clock = new HandClock();

function gate() {
  const faults = createFaults();
  const access = createHuaweiAccess({
    keys: new Map([["AK", "sk"]]),
    users: [{ name: "svc", password: "pw", domainName: "acme" }],
    clock,
    faults,
    scope: { kind: "project", id: projectId, name: "eu-de" },
  });
  return { access, faults };
}

function signedWith(
  secretAccessKey: string,
  accessKeyId = "AK",
  headers: Record<string, string> = {},
  at = clock.now(),
) {
  const request = { method: "GET", url, headers, body: "" };
  return received("GET", url, signSdkHmacSha256(request, { accessKeyId, secretAccessKey }, new Date(at)), "");
}

function tokenRequest(password: unknown, scope: unknown) {
  const identity = { methods: ["password"], password: { user: { name: "svc", password, domain: { name: "acme" } } } };
  return received("POST", tokenUrl, {}, JSON.stringify({ auth: { identity, scope } }));
}

describe("the gate before an emulated service", () => {
  const refused = (message: RegExp) => ({
    status: 401,
    code: "APIGW.0301",
    message: expect.stringMatching(message),
  });

  it("lets a valid signature pass, with and without the project", () => {
    const { access } = gate();
    expect(access.check(signedWith("sk"))).toBeNull();
    expect(access.check(signedWith("sk", "AK", { "x-project-id": projectId }))).toBeNull();
  });

  it.each([
    ["no credentials", received("GET", url, {}, ""), /Get token or ak\/sk failed/],
    ["a wrong secret", signedWith("guess"), /verify aksk signature fail/],
    ["an unknown key", signedWith("sk", "NOBODY"), /ak not exist/],
    ["another project", signedWith("sk", "AK", { "x-project-id": "f".repeat(32) }), /has no project/],
    [
      "an old signature",
      signedWith("sk", "AK", {}, clock.now() - 16 * 60_000),
      /signature expired, signature time:\w+,server time:\w+/,
    ],
    ["an invented token", received("GET", url, { "x-auth-token": "t" }, ""), /decrypt token fail/],
    [
      "nonsense",
      received("GET", url, { authorization: "SDK-HMAC-SHA256 what" }, ""),
      /authorization header is invalid/,
    ],
  ])("turns %s away", (_what, request, message) => {
    expect(gate().access.check(request)).toMatchObject(refused(message));
  });

  it.each([
    ["by id", { project: { id: projectId } }, true],
    ["by name", { project: { name: "eu-de" } }, true],
    ["for another project", { project: { id: "f".repeat(32) } }, false],
    ["for an account", { domain: { name: "acme" } }, false],
    ["for nothing", undefined, false],
  ])("takes a token %s only when it is for the project", (_what, scope, passes) => {
    const { access } = gate();
    const answer = access.tokens(tokenRequest("pw", scope));
    expect(answer).toMatchObject({ status: 201, body: { token: { methods: ["password"], user: { name: "svc" } } } });
    const token = answer.headers?.["x-subject-token"] ?? "";
    const verdict = access.check(received("GET", url, { "x-auth-token": token }, ""));
    if (passes) expect(verdict).toBeNull();
    else expect(verdict).toMatchObject(refused(/not scoped to the project/));
  });

  it("ends tokens after a day", () => {
    const { access } = gate();
    const { headers, body } = access.tokens(tokenRequest("pw", { project: { id: projectId } }));
    const use = received("GET", url, { "x-auth-token": headers?.["x-subject-token"] ?? "" }, "");
    expect((body as { token: { expires_at: string } }).token.expires_at).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
    );
    clock.time += 24 * 3_600_000 - 1;
    expect(access.check(use)).toBeNull();
    clock.time += 1;
    expect(access.check(use)).toMatchObject(refused(/token expires/));
  });

  it("ends the tokens that are out when the fault comes on, and no later ones", () => {
    const { access, faults } = gate();
    const use = () => {
      const { headers } = access.tokens(tokenRequest("pw", { project: { id: projectId } }));
      return received("GET", url, { "x-auth-token": headers?.["x-subject-token"] ?? "" }, "");
    };
    const before = use();
    faults.add({ fault: { kind: "expired" } });
    expect(access.check(before)).toMatchObject({ status: 401 });
    const later = use();
    expect(access.check(later)).toBeNull();
    expect(access.check(later)).toBeNull();
    faults.clear();
    expect(access.check(before)).toMatchObject({ status: 401 });
  });

  it.each([
    ["a wrong password", tokenRequest("guess", {}), 401],
    ["a body that is no JSON", received("POST", tokenUrl, {}, "{"), 400],
    [
      "a body that asks for something else",
      received("POST", tokenUrl, {}, '{"auth":{"identity":{"methods":["token"]}}}'),
      400,
    ],
  ])("issues no token for %s", (_what, request, status) => {
    const answer = gate().access.tokens(request);
    expect(answer).toMatchObject({ status, body: { error: { code: status } } });
    expect(answer.headers).toBeUndefined();
  });

  it("has the gateway's words for the rest", () => {
    expect(gatewayResponse(throttled())).toMatchObject({
      status: 429,
      body: { error_code: "APIGW.0308", error_msg: expect.any(String), request_id: expect.stringMatching(/^\w+$/) },
    });
    expect(gatewayResponse(unknownPath())).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
    expect(gatewayResponse(new Refused(404, "ELB.6002", "The listener does not exist."))).toBeNull();
  });
});
