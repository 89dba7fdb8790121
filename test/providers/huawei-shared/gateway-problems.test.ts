import { describe, expect, it } from "vitest";
import {
  gatewayProblems,
  huaweiProblemIn,
  readHuaweiError,
} from "../../../src/providers/huawei-shared/gateway-problems.js";
import type { CloudResponse } from "../../../src/transport/cloud-client.js";

function response(status: number, json: unknown, headers: Record<string, string> = {}): CloudResponse {
  return { status, headers, text: JSON.stringify(json) ?? "", json };
}
const problem = (...args: Parameters<typeof response>) =>
  huaweiProblemIn(response(...args), "HUAWEI_GA", gatewayProblems);

describe("error bodies", () => {
  it.each([
    [
      "gateway",
      { error_code: "APIGW.0301", error_msg: "no", request_id: "r1" },
      { code: "APIGW.0301", message: "no", requestId: "r1" },
    ],
    [
      "classic ELB",
      { error: { code: "ELB.6101", message: "gone" } },
      { code: "ELB.6101", message: "gone", requestId: "h1" },
    ],
    [
      "IAM",
      { error: { code: 401, message: "wrong", title: "Unauthorized" } },
      { code: "401", message: "wrong", requestId: "h1" },
    ],
    [
      "Neutron",
      { NeutronError: { type: "Conflict", message: "in use", detail: "" } },
      { code: "Conflict", message: "in use", requestId: "h1" },
    ],
    [
      "Neutron with detail",
      { NeutronError: { type: "X", message: "a", detail: "b" } },
      { code: "X", message: "a b", requestId: "h1" },
    ],
    [
      "OpenStack",
      { badRequest: { message: "no such field", code: 400 } },
      { code: "badRequest", message: "no such field", requestId: "h1" },
    ],
    ["tags", { code: "VPC.1801", message: "bad id" }, { code: "VPC.1801", message: "bad id", requestId: "h1" }],
  ])("of the %s sort are read", (_sort, body, expected) => {
    expect(readHuaweiError(response(400, body, { "x-request-id": "h1" }))).toEqual(expected);
  });

  it.each([
    [undefined],
    [null],
    ["text"],
    [[]],
    [{ listener: {} }],
    [{ error: "text" }],
    [{ a: { message: "m" }, b: 1 }],
  ])("such as %j are none", (body) => {
    expect(readHuaweiError(response(500, body))).toBeNull();
  });
});

describe("problems before any service is reached", () => {
  it.each(Object.entries(gatewayProblems))("%s is what the table says", (code, row) => {
    const found = problem(400, { error_code: code, error_msg: "said so", request_id: "r" });
    expect(found).toMatchObject({
      code: row.code,
      message: "said so",
      nativeCode: code,
      requestId: "r",
      provider: "HUAWEI_GA",
    });
    expect(found?.retry).toBe("retry" in row ? row.retry : "never");
  });

  it("tell a wrong clock from wrong credentials", () => {
    const message =
      "Incorrect IAM authentication information: calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z";
    expect(problem(401, { error_code: "APIGW.0301", error_msg: message })?.retry).toBe("clock");
    expect(problem(401, { error_code: "APIGW.0301", error_msg: "verify aksk signature fail" })?.retry).toBe(
      "credentials",
    );
  });

  it("take the gateway's word for a silent backend from the status", () => {
    expect(problem(504, { error_code: "APIGW.0201", error_msg: "Backend timeout." })).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retry: "transient",
    });
  });

  it.each([
    [400, "PROVIDER_REJECTED", "never"],
    [401, "UNAUTHENTICATED", "credentials"],
    [403, "FORBIDDEN", "never"],
    [404, "PROVIDER_REJECTED", "never"],
    [429, "RATE_LIMITED", "throttled"],
    [500, "PROVIDER_UNAVAILABLE", "transient"],
  ])("go by status %i where the code is unknown or missing, and keep the code", (status, code, retry) => {
    expect(problem(status, { error_code: "GA.0", error_msg: "?" })).toMatchObject({ code, retry, nativeCode: "GA.0" });
    expect(problem(status, undefined)).toMatchObject({ code, retry, nativeCode: undefined });
  });

  it("quote a body that is not the service's", () => {
    const page = { ...response(502, undefined), text: "<html>\n <h1>502 Bad Gateway</h1>\n" };
    expect(huaweiProblemIn(page, "HUAWEI_GA", gatewayProblems)?.message).toBe(
      "The cloud answered with status 502: <html> <h1>502 Bad Gateway</h1>",
    );
  });

  it("are none for successes", () => {
    expect(problem(204, undefined)).toBeNull();
    expect(problem(200, { code: "odd", message: "but fine" })).toBeNull();
  });

  it("let a cloud look closer than its table", () => {
    const rowOf = (error: { message: string }) =>
      /frozen/.test(error.message) ? ({ code: "RESOURCE_FROZEN" } as const) : undefined;
    const frozen = response(403, { error: { code: "403", message: "it is frozen" } });
    expect(huaweiProblemIn(frozen, "HUAWEI_ELB", gatewayProblems, rowOf)?.code).toBe("RESOURCE_FROZEN");
  });
});
