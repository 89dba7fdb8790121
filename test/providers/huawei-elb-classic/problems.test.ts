import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../src/model/enums.js";
import type { RetryClass } from "../../../src/model/problem-error.js";
import { problemIn, problems } from "../../../src/providers/huawei-elb-classic/problems.js";
import { gatewayProblems } from "../../../src/providers/huawei-shared/gateway-problems.js";
import type { CloudResponse } from "../../../src/transport/cloud-client.js";
import { type Classic, connectRecorded } from "./recorder.js";
import { listenerNamed } from "./steps.js";

/** What the vendor's pages say of each code, with the status that they give it, and what it is to become. */
const documented: readonly (readonly [status: number, codes: string, code: ProblemCode, path?: string])[] = [
  [400, "ELB.0002 ELB.0230 ELB.6000 ELB.6001 ELB.6003 ELB.6020 ELB.7002 ELB.7004 ELB.1004 badRequest", "INVALID_INPUT"],
  [400, "ELB.6011 ELB.6021 ELB.6025 ELB.6035", "INVALID_INPUT", "name"],
  [400, "ELB.6031 ELB.6045", "INVALID_INPUT", "description"],
  [400, "ELB.6041", "INVALID_INPUT", "portRanges"],
  [400, "ELB.6051", "INVALID_INPUT", "algorithm"],
  [400, "ELB.6061", "INVALID_INPUT", "protocol"],
  [400, "ELB.6071", "INVALID_INPUT", "settings.huaweiElbClassic.backendProtocol"],
  [400, "ELB.6081", "INVALID_INPUT", "clientAffinity"],
  [400, "ELB.2002 ELB.2021", "INVALID_INPUT", "members"],
  [400, "ELB.7000 ELB.7001", "INVALID_INPUT", "healthMonitor"],
  [400, "ELB.6015", "IMMUTABLE_FIELD"],
  [400, "ELB.6101", "PORT_CONFLICT", "portRanges"],
  [400, "ELB.6030 ELB.6040", "NOT_FOUND", "parentId"],
  [400, "ELB.6010 ELB.2011 ELB.2012 ELB.7010 ELB.7014 ELB.7020 ELB.1003", "NOT_FOUND"],
  [404, "ELB.1002", "NOT_FOUND"],
  [503, "ELB.6002", "NOT_FOUND"],
  [403, "ELB.6091 ELB.1091", "QUOTA_EXCEEDED"],
  [403, "ELB.2001", "QUOTA_EXCEEDED", "members"],
  [400, "ELB.1008 ELB.1018", "RESOURCE_IN_USE"],
  [400, "ELB.6004 ELB.6006", "PROVIDER_UNAVAILABLE"],
  [400, "ELB.1102 ELB.1103 ELB.1104 ELB.1105", "UNAUTHENTICATED"],
  [401, "unauthorized", "UNAUTHENTICATED"],
  [403, "userDisabled", "FORBIDDEN"],
  [500, "authFault", "PROVIDER_UNAVAILABLE"],
  [503, "serviceUnavailable", "PROVIDER_UNAVAILABLE"],
];

const cases = documented.flatMap(([status, codes, code, path]) =>
  codes.split(" ").map((native) => [native, status, code, path?.split(".")] as const),
);
const retryOf: Partial<Record<ProblemCode, RetryClass>> = {
  PROVIDER_UNAVAILABLE: "transient",
  UNAUTHENTICATED: "credentials",
};

const bodyOf = (code: string) => ({ error: { message: "In the cloud's words.", code } });

function response(status: number, json: unknown): CloudResponse {
  return { status, headers: { "x-request-id": "r-1" }, text: JSON.stringify(json), json };
}

describe("what the cloud's codes stand for", () => {
  it("covers the whole table", () => {
    const own = Object.keys(problems).filter((code) => !Object.hasOwn(gatewayProblems, code));
    expect(cases.map(([native]) => native).sort()).toEqual(own.sort());
  });

  let provider: Classic;
  beforeEach(async () => {
    provider = await connectRecorded();
  });
  afterEach(() => provider.stop());

  /** A change, where a failure is reported at once; a read, where it is retried until the deadline. */
  async function ask(isTriedAgain: boolean): Promise<unknown> {
    const { service, call } = provider;
    if (isTriedAgain)
      return service.listParents({}, { after: null, limit: 1 }, call({ deadlineAt: Date.now() + 1_000 }));
    const listener = await listenerNamed(provider, "search");
    return service.updateListener(listener, { id: listener.id, name: "x" }, call());
  }

  it.each(cases)("%s with status %i is %s", async (native, status, code, path) => {
    provider.cloud.faults.add({
      fault: { kind: "respond", status, body: JSON.stringify(bodyOf(native)), headers: { "x-request-id": "r-1" } },
      actions: "UpdateListener|ListLoadbalancers",
    });
    await expect(ask(code in retryOf)).rejects.toMatchObject({
      code,
      inputPath: path,
      retry: retryOf[code] ?? "never",
      nativeCode: native,
      requestId: "r-1",
      provider: "HUAWEI_ELB_CLASSIC",
      message: expect.stringContaining("In the cloud's words."),
    });
  });

  it("is recognised in the gateway's shape, too", () => {
    const refusal = { error_code: "APIGW.0308", error_msg: "too many", request_id: "r-2" };
    expect(problemIn(response(429, refusal), "X")).toMatchObject({
      code: "RATE_LIMITED",
      retry: "throttled",
      requestId: "r-2",
    });
  });

  it("is not found for any 404 of the service, but not for a path that nobody serves", () => {
    expect(problemIn(response(404, bodyOf("itemNotFound")), "X")).toMatchObject({ code: "NOT_FOUND" });
    expect(problemIn(response(404, { error_code: "APIGW.0101", error_msg: "no such API" }), "X")).toMatchObject({
      code: "PROVIDER_REJECTED",
    });
  });

  it("is kept beside a plain refusal when nobody has described it", () => {
    expect(problemIn(response(400, bodyOf("ELB.9999")), "X")).toMatchObject({
      code: "PROVIDER_REJECTED",
      nativeCode: "ELB.9999",
    });
    expect(problemIn(response(500, bodyOf("ELB.9999")), "X")).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retry: "transient",
    });
    expect(problemIn(response(200, {}), "X")).toBeNull();
  });
});
