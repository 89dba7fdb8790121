import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { problemIn, problems } from "../../../src/providers/tencent-gaap/problems.js";
import type { CloudRequest, CloudResponse } from "../../../src/transport/cloud-client.js";
import { connectRecorded, type Gaap, listenerNamed } from "./recorder.js";

const bodyOf = (Code: string, Message = "in the cloud's words") =>
  JSON.stringify({ Response: { Error: { Code, Message }, RequestId: "9aeda369-17c7" } });

/** The client retries every class but `never`, so the calls get little time. */
describe("a code from the cloud", () => {
  let provider: Gaap;
  let target: Listener;
  beforeAll(async () => {
    // The account's own limit of 20 a second would have some of them wait past their deadline.
    provider = await connectRecorded({ limits: { requestsPerSecond: { "*": 1_000 } } });
    target = await listenerNamed(provider, "payments");
  });
  afterAll(() => provider.stop());

  it.each(Object.entries(problems))(
    "%s is reported over the wire in the table's words",
    async (nativeCode, meaning) => {
      const { service, cloud, call } = provider;
      const fault = {
        kind: "respond",
        status: 200,
        body: bodyOf(nativeCode),
        headers: { "content-type": "application/json" },
      } as const;
      cloud.faults.add({ fault, actions: "^ModifyTCPListenerAttribute$" });
      const hurried = call({ deadlineAt: Date.now() + 1_000 });
      const problem = await service
        .updateListener(target, { id: "x", name: "renamed" }, hurried)
        .catch((error: unknown) => error);
      cloud.faults.clear();
      expect(problem).toBeInstanceOf(ProblemError);
      const isOutage = meaning.retry === "transient";
      // A change that a stumbling cloud may have done all the same has an unknown outcome.
      expect(problem).toMatchObject({
        code: isOutage ? "OUTCOME_UNKNOWN" : meaning.code,
        nativeCode,
        requestId: "9aeda369-17c7",
      });
      expect((problem as ProblemError).inputPath).toEqual(meaning.path);
    },
  );
});

const request: CloudRequest = { action: "CreateTCPListeners", method: "POST", path: "/", effect: "once" };

function problemOf(text: string, status = 200): ProblemError | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const response: CloudResponse = { status, headers: {}, text, json };
  return problemIn("TENCENT_GAAP", response, request);
}

describe("an answer", () => {
  it.each(Object.entries(problems))("with %s has the class of the table", (nativeCode, meaning) => {
    expect(problemOf(bodyOf(nativeCode))).toMatchObject({
      code: meaning.code,
      retry: meaning.retry ?? "never",
      nativeCode,
      provider: "TENCENT_GAAP",
      message: "in the cloud's words",
      requestId: "9aeda369-17c7",
      mayHaveHappened: meaning.retry === "transient",
    });
  });

  it("without an error is a success", () => {
    expect(problemOf('{"Response":{"RequestId":"r","ListenerIds":[]}}')).toBeNull();
  });

  it.each([
    ["InvalidParameter", "ListenerId(listener-1) Not Exist.", "NOT_FOUND"],
    ["InvalidParameterValue", "rule not exist", "NOT_FOUND"],
    ["InvalidParameter", "The value of Ports is not valid.", "INVALID_INPUT"],
    ["ResourceNotFound.Listener", "gone", "NOT_FOUND"],
  ])("with %s and the text %j is %s", (code, message, expected) => {
    expect(problemOf(bodyOf(code, message))).toMatchObject({ code: expected, nativeCode: code });
  });

  it.each([
    ["FailedOperation.BrandNew", "PROVIDER_REJECTED", "never"],
    ["AuthFailure.BrandNew", "UNAUTHENTICATED", "never"],
    ["RequestLimitExceeded.BrandNew", "RATE_LIMITED", "throttled"],
    ["InternalError.BrandNew", "PROVIDER_UNAVAILABLE", "transient"],
    ["NobodyKnows", "PROVIDER_REJECTED", "never"],
  ])("with the unknown code %s is %s", (nativeCode, code, retry) => {
    expect(problemOf(bodyOf(nativeCode))).toMatchObject({ code, retry, nativeCode });
  });

  it.each([
    [429, "RATE_LIMITED", "throttled"],
    [401, "UNAUTHENTICATED", "never"],
    [403, "FORBIDDEN", "never"],
    [404, "PROVIDER_REJECTED", "never"],
    [418, "PROVIDER_REJECTED", "never"],
    [502, "PROVIDER_UNAVAILABLE", "transient"],
  ])("with status %i and no body of the API is %s", (status, code, retry) => {
    const problem = problemOf("<html>\u0007 Nothing   here", status);
    expect(problem).toMatchObject({ code, retry, nativeCode: undefined });
    expect(problem?.message).toBe(`The cloud answered with status ${status}: <html> Nothing here`);
  });

  it("with a bare 404 is believed of one thing, never of a list or a deletion", () => {
    const problem = (action: string) =>
      problemIn("TENCENT_GAAP", { status: 404, headers: {}, text: "", json: undefined }, { ...request, action })?.code;
    expect(["ModifyTCPListenerAttribute", "DescribeTCPListeners", "DeleteListeners"].map(problem)).toEqual([
      "NOT_FOUND",
      "PROVIDER_REJECTED",
      "PROVIDER_REJECTED",
    ]);
  });

  it("of success in a shape nobody knows is no success", () => {
    expect(problemOf('{"code":"Elsewhere"}')).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      message: expect.stringContaining("Elsewhere"),
      mayHaveHappened: true,
    });
  });

  it("with a code in other letter case has the same class, and one named like a method of objects none", () => {
    expect(problemOf(bodyOf("resourcenotfound"))).toMatchObject({ code: "NOT_FOUND" });
    expect(problemOf(bodyOf("constructor"))).toMatchObject({ code: "PROVIDER_REJECTED" });
  });
});
