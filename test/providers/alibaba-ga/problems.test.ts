import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../src/model/enums.js";
import type { Listener } from "../../../src/model/listener.js";
import type { RetryClass } from "../../../src/model/problem-error.js";
import { problemIn, problems } from "../../../src/providers/alibaba-ga/problems.js";
import type { CloudResponse } from "../../../src/transport/cloud-client.js";
import { connectGa, type Ga } from "./recorder.js";
import { listenerNamed } from "./steps.js";

const own = "settings.alibabaGa";
/** What each of the vendor's codes is to become, with the status that it comes with. */
const documented: readonly (readonly [status: number, codes: string, code: ProblemCode, path?: string])[] = [
  [400, "NotExist.Listener NotExist.Accelerator NotExist.EndPointGroup NotExist", "NOT_FOUND"],
  [
    400,
    "NotActive.Listener StateError.Accelerator StateError.EndPointGroup GA_NOT_STEADY NotActive StateError",
    "PARENT_BUSY",
  ],
  [
    400,
    "PortRangeIllegal.Listener PortRangeIllegal.Count PortRangeIllegal.ExceedGaAbility PortRangeIllegal.UDP PortRangeIllegal",
    "INVALID_INPUT",
    "portRanges",
  ],
  [400, "SystemPort.Listener PortRanges.MustOne", "INVALID_INPUT", "portRanges"],
  [400, "PortConflict.Listener", "PORT_CONFLICT", "portRanges"],
  [400, "ProtocalIllegal.Listener", "INVALID_INPUT", "protocol"],
  [400, "QuotaExceeded.ListenerPort", "QUOTA_EXCEEDED", "portRanges"],
  [400, "QuotaExceeded.Listener QuotaExceeded.EndpointGroup Resource.QuotaFull QuotaExceeded", "QUOTA_EXCEEDED"],
  [400, "QuotaExceeded.EndPoint", "QUOTA_EXCEEDED", "members"],
  [400, "QuotaExceeded.PortOverride", "QUOTA_EXCEEDED", `${own}.portOverrides`],
  [400, "NotExist.ListenerPort", "INVALID_INPUT", "portRanges"],
  [400, "NotExist.BusinessRegion", "INVALID_INPUT", "region"],
  [400, "NotExist.BasicBandwidthPackage", "PARENT_BUSY"],
  [400, "Exist.EndpointGroup EndpointGroupExclusive.Listener", "ALREADY_EXISTS"],
  [400, "RegionConflict.EndpointGroup", "ALREADY_EXISTS", "region"],
  [400, "Exist.ForwardingRule", "RESOURCE_IN_USE"],
  [400, "ListenerProtocolIllegal.EndpointGroup", "UNSUPPORTED", `${own}.endpointGroupType`],
  [400, "ParamExclusive.EndpointGroupType", "INVALID_INPUT", `${own}.endpointGroupType`],
  [400, "EndPointRequestProtocolIllegal.EndpointGroup", "INVALID_INPUT", `${own}.endpointRequestProtocol`],
  [400, "HealthCheckPath.Illegal", "INVALID_INPUT", "healthMonitor.path"],
  [400, "NoPermission.EnableHealthCheck", "FORBIDDEN", "healthMonitor"],
  [400, "NotSupportHealthCheck.Accelerator", "UNSUPPORTED", "healthMonitor"],
  [400, "Domain.NotFit MixedVpc.EndPoint IllegalPublicIp.EndPoint", "INVALID_INPUT", "members"],
  [400, "NoPermission.VpcEndpoint", "FORBIDDEN", "members"],
  [400, "NoPermission", "FORBIDDEN"],
  [400, "Missing Invalid", "INVALID_INPUT"],
  [400, "DryRunOperation SignatureNonceUsed", "PROVIDER_REJECTED"],
  [404, "InvalidApi.NotFound", "UNSUPPORTED"],
  [400, "UnsupportedHTTPMethod", "UNSUPPORTED"],
  [404, "InvalidAccessKeyId.NotFound", "UNAUTHENTICATED"],
  [
    400,
    "InvalidAccessKeyId.Inactive InvalidAccessKeyId InvalidSecurityToken MissingSecurityToken MissingAccessKeyId",
    "UNAUTHENTICATED",
  ],
  [
    400,
    "SignatureDoesNotMatch IncompleteSignature InvalidSignatureMethod InvalidTimeStamp.Format InvalidTimeStamp.Expired",
    "UNAUTHENTICATED",
  ],
  [400, "Throttling Throttling.User Throttling.Api", "RATE_LIMITED"],
  [403, "Forbidden Forbbiden", "FORBIDDEN"],
  [500, "UnknownError InternalError", "PROVIDER_UNAVAILABLE"],
  [503, "ServiceUnavailable", "PROVIDER_UNAVAILABLE"],
];

const retryOfCode: Partial<Record<ProblemCode, RetryClass>> = {
  PARENT_BUSY: "busy",
  RATE_LIMITED: "throttled",
  PROVIDER_UNAVAILABLE: "transient",
};
const retryOf = (native: string, code: ProblemCode): RetryClass =>
  (
    ({
      SignatureNonceUsed: "transient",
      "InvalidTimeStamp.Expired": "clock",
    }) as Partial<Record<string, RetryClass>>
  )[native] ??
  retryOfCode[code] ??
  "never";

const cases = documented.flatMap(([status, codes, code, path]) =>
  codes.split(" ").map((native) => [native, status, code, path?.split(".")] as const),
);

const bodyOf = (Code: string) => ({
  Code,
  Message: "In the cloud's words.",
  // Samples on the vendor's pages have a tab there.
  RequestId: "7C1E0A52-0F7B-5B0D-9D0E-1B6B2E0C9A11\t",
  HostId: "ga.cn-hangzhou.aliyuncs.com",
  Recommend: "https://api.aliyun.com/troubleshoot",
});

describe("the cloud's codes on the way through the service", () => {
  let ga: Ga;
  let listener: Listener;
  beforeAll(async () => {
    ga = await connectGa();
    listener = await listenerNamed(ga, "mqtt-fleet");
  });
  afterEach(() => ga.cloud.faults.clear());
  afterAll(() => ga.stop());

  it("are all in the table", () => {
    expect(cases.map(([native]) => native).sort()).toEqual(Object.keys(problems).sort());
  });

  /**
   * A change; a read where a change could have been made, of which the client then says so. The cloud asks to come back
   * after a minute, for which there is no time, so that nothing is tried twice.
   */
  function ask(retry: RetryClass): Promise<unknown> {
    const call = ga.call({ deadlineAt: Date.now() + (retry === "never" ? 5_000 : 900) });
    if (retry === "transient") return ga.service.listParents({}, { after: null, limit: 1 }, call);
    return ga.service.updateListener(listener, { id: listener.id, name: "renamed" }, call);
  }

  it.each(cases)("%s with status %i is %s", async (native, status, code, path) => {
    const retry = retryOf(native, code);
    ga.cloud.faults.add({
      fault: {
        kind: "respond",
        status,
        body: JSON.stringify(bodyOf(native)),
        headers: { "x-acs-retry-after": "60000" },
      },
      actions: "UpdateListener|ListAccelerators",
    });
    await expect(ask(retry)).rejects.toMatchObject({
      code,
      retry,
      inputPath: path,
      provider: "ALIBABA_GA",
      nativeCode: native,
      requestId: "7C1E0A52-0F7B-5B0D-9D0E-1B6B2E0C9A11",
      message: expect.stringContaining("In the cloud's words."),
    });
  });
});

function told(action: string, status: number, json: unknown, rest: Partial<CloudResponse> = {}) {
  const response: CloudResponse = { status, headers: {}, text: JSON.stringify(json), json, ...rest };
  return problemIn("ALIBABA_GA", response, { action, method: "POST", path: "/", effect: "idempotent" });
}

describe("a refusal", () => {
  it("may mean another thing for another operation", () => {
    expect(told("DeleteListener", 400, bodyOf("Exist.EndpointGroup"))).toMatchObject({ code: "RESOURCE_IN_USE" });
    expect(told("CreateListener", 400, bodyOf("NotExist.Accelerator"))?.inputPath).toEqual(["parentId"]);
    expect(told("CreateEndpointGroup", 400, bodyOf("NotExist.Listener"))?.inputPath).toEqual(["listenerId"]);
    expect(told("CreateEndpointGroup", 400, bodyOf("NotExist.ListenerPort"))?.inputPath).toEqual([
      "settings",
      "alibabaGa",
      "portOverrides",
    ]);
  });

  it("with a code that nobody has told of counts as its family, then as its status", () => {
    expect(told("X", 400, bodyOf("MissingListenerId"))).toMatchObject({
      code: "INVALID_INPUT",
      nativeCode: "MissingListenerId",
    });
    expect(told("X", 400, bodyOf("InvalidPortRanges.1.FromPort"))).toMatchObject({ code: "INVALID_INPUT" });
    expect(told("X", 403, bodyOf("Forbbiden.SubUser"))).toMatchObject({ code: "FORBIDDEN" });
    expect(told("X", 400, bodyOf("Throttling.Resource"))).toMatchObject({ code: "RATE_LIMITED", retry: "throttled" });
    expect(told("X", 400, bodyOf("QuotaExceeded.Whatever"))).toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(told("X", 400, bodyOf("Odd.Code"))).toMatchObject({ code: "PROVIDER_REJECTED", nativeCode: "Odd.Code" });
    expect(told("X", 502, bodyOf("Odd.Code"))).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient" });
    expect(told("X", 401, bodyOf("Odd.Code"))).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is read from XML, too", () => {
    const text = "<Error><RequestId>R-1</RequestId><Code>Forbidden</Code><Message>No.</Message></Error>";
    expect(told("X", 403, undefined, { text })).toMatchObject({ code: "FORBIDDEN", message: "No.", requestId: "R-1" });
  });

  it("without a code is recognised by its status", () => {
    // It is no word of the cloud's, so it settles nothing about a create.
    expect(told("X", 502, undefined, { text: "<html>Bad Gateway</html>" })).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      nativeCode: undefined,
    });
    expect(told("X", 403, undefined, { text: "" })).toMatchObject({ code: "FORBIDDEN" });
    expect(told("DescribeListener", 404, undefined, { text: "" })).toMatchObject({ code: "NOT_FOUND" });
    expect(told("ListListeners", 404, undefined, { text: "" })).toMatchObject({ code: "PROVIDER_REJECTED" });
    expect(told("DescribeListener", 404, undefined, { text: "no such page" })).toMatchObject({
      code: "PROVIDER_REJECTED",
    });
    expect(told("X", 429, undefined, { text: "" })).toMatchObject({ code: "RATE_LIMITED", retry: "throttled" });
  });

  it("in a shape that nobody knows is quoted, in one line and not at length", () => {
    const text = `{"reason":\n\t"The \u0007gate is shut.","trace":"${"x".repeat(5_000)}"}`;
    const { message } = told("X", 400, { reason: "The gate is shut." }, { text })!;
    expect(message).toMatch(/^The cloud answered with status 400: \{"reason": "The gate is shut\.","trace":"x+…$/);
    expect(message.length).toBeLessThan(350);
    expect(told("X", 400, undefined, { text: " " })?.message).toBe(
      "The cloud answered with status 400 and gave no reason.",
    );
  });

  it("says in milliseconds when to come back", () => {
    const headers = { "x-acs-retry-after": "1500" };
    expect(told("X", 400, bodyOf("Throttling"), { headers })?.retryAfterSeconds).toBe(2);
  });

  it("is none with a status of success", () => {
    expect(told("X", 200, { RequestId: "R-1" })).toBeNull();
  });
});
