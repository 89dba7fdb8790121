import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../src/model/enums.js";
import type { RetryClass } from "../../../src/model/problem-error.js";
import { problemIn, problems } from "../../../src/providers/huawei-elb/problems.js";
import { gatewayProblems } from "../../../src/providers/huawei-shared/gateway-problems.js";
import type { CloudResponse } from "../../../src/transport/cloud-client.js";
import { connectRecorded, type Shared } from "./recorder.js";
import { listenerNamed } from "./steps.js";

/** What the vendor's pages say of each code, with the status that they give it, and what it is to become. */
const documented: readonly (readonly [status: number, codes: string, code: ProblemCode, path?: string])[] = [
  [404, "HTTPNotFound EntityNotFound", "NOT_FOUND"],
  [400, "HTTPBadRequest", "INVALID_INPUT"],
  [409, "EntityInUse", "RESOURCE_IN_USE"],
  [409, "OnePoolPerListener", "ALREADY_EXISTS", "listenerId"],
  [409, "OneHealthMonitorPerPool", "ALREADY_EXISTS", "healthMonitor"],
  [409, "LoadBalancerListenerProtocolPortExists", "PORT_CONFLICT", "portRanges"],
  [409, "ListenerPoolProtocolMismatch", "INVALID_INPUT", "protocol"],
  [409, "MemberExists", "ALREADY_EXISTS", "members"],
  [409, "StateInvalid", "PARENT_BUSY"],
  [400, "SessionPersistenceConfigurationInvalid", "INVALID_INPUT", "sessionPersistence"],
  [400, "TLSDefaultContainerNotSpecified", "INVALID_INPUT", "tls.certificateIds"],
  [404, "TLSContainerNotFound", "INVALID_INPUT", "tls"],
  [400, "RequiredAttributeNotSpecified DelayOrTimeoutInvalid", "INVALID_INPUT", "healthMonitor"],
  [409, "OverQuota", "QUOTA_EXCEEDED"],
  [400, "ELB.0002 ELB.8902 ELB.9805", "INVALID_INPUT"],
  [400, "ELB.6200", "PORT_CONFLICT", "portRanges"],
  [400, "ELB.9807", "QUOTA_EXCEEDED"],
  [409, "ELB.8905", "QUOTA_EXCEEDED"],
  [400, "ELB.9899", "PROVIDER_REJECTED"],
  [401, "ELB.1102", "UNAUTHENTICATED"],
  [403, "ELB.9802 ELB.9803 ELB.9804", "FORBIDDEN"],
  [404, "ELB.8904 ELB.9800", "NOT_FOUND"],
  [409, "ELB.8907", "RESOURCE_IN_USE"],
  [403, "VPC.0007", "FORBIDDEN"],
  [401, "VPC.0008", "UNAUTHENTICATED"],
  [400, "VPC.1801 VPC.1814", "INVALID_INPUT", "tags"],
];

const cases = documented.flatMap(([status, codes, code, path]) =>
  codes.split(" ").map((native) => [native, status, code, path?.split(".")] as const),
);
const retryOf: Partial<Record<ProblemCode, RetryClass>> = { PARENT_BUSY: "busy", UNAUTHENTICATED: "credentials" };

/** In the shape of the part of the cloud that has the code. */
function bodyOf(code: string, message = "In the cloud's words."): object {
  if (code.startsWith("ELB.")) return { error_code: code, error_msg: message, request_id: "r-1" };
  if (code.startsWith("VPC.")) return { code, message };
  return { NeutronError: { type: code, message, detail: "" } };
}

function response(status: number, json: unknown): CloudResponse {
  return { status, headers: { "x-request-id": "r-1" }, text: JSON.stringify(json), json };
}

describe("what the cloud's codes stand for", () => {
  it("covers the whole table", () => {
    const own = Object.keys(problems).filter((code) => !Object.hasOwn(gatewayProblems, code));
    expect(cases.map(([native]) => native).sort()).toEqual(own.sort());
  });

  let provider: Shared;
  beforeEach(async () => {
    provider = await connectRecorded();
  });
  afterEach(() => provider.stop());

  it.each(cases)("%s with status %i is %s", async (native, status, code, path) => {
    const { service, cloud, call } = provider;
    const listener = await listenerNamed(provider, "search");
    cloud.faults.add({
      fault: { kind: "respond", status, body: JSON.stringify(bodyOf(native)), headers: { "x-request-id": "r-1" } },
      actions: "UpdateListener",
    });
    // What is retried gets little time.
    const deadlineAt = Date.now() + (code in retryOf ? 1_000 : 5_000);
    const update = service.updateListener(listener, { id: listener.id, name: "x" }, call({ deadlineAt }));
    await expect(update).rejects.toMatchObject({
      code,
      inputPath: path,
      retry: retryOf[code] ?? "never",
      nativeCode: native,
      requestId: "r-1",
      provider: "HUAWEI_ELB",
      message: expect.stringContaining("In the cloud's words."),
    });
  });

  it.each([
    ["PENDING_UPDATE", "PARENT_BUSY", "busy"],
    ["PENDING_DELETE", "PARENT_BUSY", "busy"],
    ["FROZEN", "RESOURCE_FROZEN", "never"],
    ["ERROR", "PROVIDER_REJECTED", "never"],
  ])("a load balancer in state %s is %s", (state, code, retry) => {
    const body = bodyOf("StateInvalid", `Invalid state ${state} of loadbalancer resource 63ad9dfe`);
    expect(problemIn(response(409, body), "X")).toMatchObject({ code, retry });
  });

  it.each([
    ["Listener 1 could not be found", "NOT_FOUND"],
    ["Quota exceeded for resources: ['pool'].", "QUOTA_EXCEEDED"],
    ["Invalid state PENDING_UPDATE of loadbalancer resource 1", "PARENT_BUSY"],
    ["Invalid state FROZEN of loadbalancer resource 1", "RESOURCE_FROZEN"],
    ["Load Balancer 1 already has a listener with protocol_port of 80", "PORT_CONFLICT"],
    ["member 1 is using this pool", "RESOURCE_IN_USE"],
    ["Member with address 1 is already present in pool 2", "ALREADY_EXISTS"],
    ["Something else", "PROVIDER_REJECTED"],
  ])("what ELB.9899 wraps is recognised by its words: %s", (message, code) => {
    expect(problemIn(response(400, bodyOf("ELB.9899", message)), "X")).toMatchObject({ code, nativeCode: "ELB.9899" });
  });

  it.each([
    ["UpdateListener", "name", ["name"]],
    ["CreateListener", "protocol_port", ["portRanges"]],
    ["CreateListener", "default_pool_id", ["settings", "huaweiElb", "defaultPoolId"]],
    ["CreateHealthMonitor", "delay", ["healthMonitor", "intervalSeconds"]],
    ["CreateMember", "protocol_port", ["members"]],
    ["UpdateListener", "constructor", undefined],
  ])("a bad request of %s that names %s has the path of its field", (action, attribute, path) => {
    const body = bodyOf("HTTPBadRequest", `Invalid input for ${attribute}. Reason: it is not right.`);
    expect(problemIn(response(400, body), "X", { action })).toMatchObject({ code: "INVALID_INPUT", inputPath: path });
  });

  it("is recognised in the gateway's shape, too", () => {
    const refusal = { error_code: "APIGW.0308", error_msg: "too many", request_id: "r-2" };
    const told = { code: "RATE_LIMITED", retry: "throttled", requestId: "r-2" };
    expect(problemIn(response(429, refusal), "X")).toMatchObject(told);
  });

  it("is not found for any 404 of the service, but not for a path that nobody serves", () => {
    expect(problemIn(response(404, bodyOf("PoolNotFound")), "X")).toMatchObject({ code: "NOT_FOUND" });
    const unknownPath = { error_code: "APIGW.0101", error_msg: "no such API" };
    expect(problemIn(response(404, unknownPath), "X")).toMatchObject({ code: "PROVIDER_REJECTED" });
  });

  it("is kept beside a plain refusal when nobody has described it", () => {
    const refused = { code: "PROVIDER_REJECTED", nativeCode: "PoolUnderAMoon" };
    expect(problemIn(response(409, bodyOf("PoolUnderAMoon")), "X")).toMatchObject(refused);
    const broken = { code: "PROVIDER_UNAVAILABLE", retry: "transient" };
    expect(problemIn(response(500, bodyOf("HTTPInternalServerError")), "X")).toMatchObject(broken);
    expect(problemIn(response(204, undefined), "X")).toBeNull();
  });
});
