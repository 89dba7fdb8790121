import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../src/model/enums.js";
import { ProblemError, type RetryClass } from "../../../src/model/problem-error.js";
import { problemIn, problems } from "../../../src/providers/huawei-ga/problems.js";
import { gatewayProblems } from "../../../src/providers/huawei-shared/gateway-problems.js";
import { connectRecorded, type Recorded } from "./recorder.js";

/** Each code and status of the vendor's page, and the problem that it must become. */
const documented: readonly [status: number, native: string, code: ProblemCode, retry: RetryClass, path?: string][] = [
  [400, "GA.9001", "INVALID_INPUT", "never"],
  [404, "GA.9002", "NOT_FOUND", "never"],
  [400, "GA.9004", "PARENT_BUSY", "busy"],
  [409, "GA.9005", "RESOURCE_IN_USE", "never"],
  [400, "GA.9006", "RESOURCE_FROZEN", "never"],
  [400, "GA.9101", "PORT_CONFLICT", "never", "portRanges"],
  [400, "GA.9103", "QUOTA_EXCEEDED", "never"],
  [400, "GA.9104", "ALREADY_EXISTS", "never"],
  [400, "GA.9105", "INVALID_INPUT", "never", "region"],
  [400, "GA.9106", "INVALID_INPUT", "never", "members"],
  [400, "GA.9107", "INVALID_INPUT", "never", "tags"],
  [400, "GA.9108", "INVALID_INPUT", "never", "tags"],
  [400, "GA.9109", "INVALID_INPUT", "never", "tags"],
  [400, "GA.9110", "ALREADY_EXISTS", "never"],
  [500, "GA.9201", "PROVIDER_UNAVAILABLE", "never"],
  [500, "GA.9206", "PROVIDER_UNAVAILABLE", "transient"],
  [500, "GA.9207", "PROVIDER_UNAVAILABLE", "transient"],
  [401, "APIGW.0301", "UNAUTHENTICATED", "credentials"],
  [403, "APIGW.0302", "FORBIDDEN", "never"],
  [404, "APIGW.0101", "PROVIDER_REJECTED", "never"],
  [429, "APIGW.0308", "RATE_LIMITED", "throttled"],
  [418, "GA.1234", "PROVIDER_REJECTED", "never"],
  [503, "GA.1234", "PROVIDER_UNAVAILABLE", "transient"],
];

it("the cases cover the whole table", () => {
  const own = Object.keys(problems).filter((code) => !Object.hasOwn(gatewayProblems, code));
  expect(documented.map(([, native]) => native)).toEqual(expect.arrayContaining(own));
});

describe("a response", () => {
  let provider: Recorded;
  beforeAll(async () => {
    provider = await connectRecorded();
  });
  afterEach(() => provider.cloud.faults.clear());
  afterAll(() => provider.stop());

  const cases = documented.map(([status, native, code, retry, path]) => ({ status, native, code, retry, path }));
  it.each(cases)("with status $status and $native is $code, $retry", async ({ status, native, code, retry, path }) => {
    const body = JSON.stringify({ error_code: native, error_msg: "In the cloud's words.", request_id: "r-1" });
    provider.cloud.faults.add({ fault: { kind: "respond", status, body }, actions: "ListAccelerators" });
    const deadlineAt = Date.now() + 1_000;
    const reading = provider.service.listParents({}, { after: null, limit: 1 }, provider.call({ deadlineAt }));
    const problem = await reading.catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ProblemError);
    expect(problem).toMatchObject({ code, retry, provider: "HUAWEI_GA", nativeCode: native, requestId: "r-1" });
    expect((problem as ProblemError).inputPath).toEqual(path?.split("."));
    expect((problem as ProblemError).message).toBe("In the cloud's words.");
  });

  it("corrects the clock when it is wrong", async () => {
    provider.cloud.faults.add({ fault: { kind: "skew", ms: 3_600_000 } });
    const { items } = await provider.service.listParents({}, { after: null, limit: 1 }, provider.call());
    expect(items).toHaveLength(1);
  });
});

it("a successful response has no problem", () => {
  expect(problemIn({ status: 204, headers: {}, text: "", json: undefined }, "HUAWEI_GA")).toBeNull();
});
