import { afterEach, describe, expect, it } from "vitest";
import { createRetryBudget } from "../../src/transport/retry-budget.js";
import { silentLog } from "../support/silent-log.js";
import { answer, cleanUp, connect, create, fastClock, problemOf, put, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

describe("an outage", () => {
  it.each([
    ["read", read, 503],
    ["idempotent", put, 502],
  ])("is retried for effect %s", async (_effect, request, status) => {
    const cloud = await startCloud((response, n) => (n < 3 ? answer(response, status, "") : answer(response, 200)));
    const { client, call, retries } = connect(cloud.endpoint);
    expect((await client.send(request, call())).json).toEqual({ ok: true });
    expect(cloud.received).toHaveLength(3);
    expect(retries.map(({ reason }) => reason)).toEqual(["transient", "transient"]);
  });

  it("reports the cloud's error after four read attempts", async () => {
    const cloud = await startCloud((response) =>
      answer(response, 500, { code: "transient" }, { "x-some-request-id": "abc" }),
    );
    const { client, call, attempts } = connect(cloud.endpoint, { clock: fastClock(10) });
    const problem = await problemOf(client.send(read, call(60_000)));
    expect(problem).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      provider: "TEST_CLOUD",
      nativeCode: "Internal",
      requestId: "abc",
      mayHaveHappened: false,
    });
    expect(cloud.received).toHaveLength(4);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(4).fill("PROVIDER_UNAVAILABLE"));
  });

  it.each([
    ["an empty 503", 503, ""],
    ["a transient refusal with status 200", 200, { code: "transient" }],
    ["a page of HTML", 200, "<html>Bad gateway</html>"],
    ["half of the JSON", 200, '{"ok":'],
  ])("never repeats a change of effect once: %s", async (_what, status, body) => {
    const cloud = await startCloud((response) => answer(response, status, body));
    const { client, call } = connect(cloud.endpoint);
    const problem = await problemOf(client.send(create, call()));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: true, provider: "TEST_CLOUD" });
    expect(cloud.received).toHaveLength(1);
  });

  it("reports the earlier failure when another attempt would only run into the deadline", async () => {
    const cloud = await startCloud((response) => void setTimeout(() => answer(response, 503, ""), 300));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(read, call(700)))).toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(cloud.received).toHaveLength(1);
  });

  it("leaves the outcome open where a refusal without a known reason follows a lost answer", async () => {
    const cloud = await startCloud((response, n) => (n === 1 ? response.destroy() : answer(response, 400, "<html>")));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(put, call()))).toMatchObject({ code: "OUTCOME_UNKNOWN", mayHaveHappened: true });
    expect(cloud.received).toHaveLength(2);
  });

  it("leaves the outcome of an idempotent change open, and says to look first", async () => {
    const cloud = await startCloud((response) => answer(response, 503, ""));
    const { client, call } = connect(cloud.endpoint, { clock: fastClock(10) });
    const problem = await problemOf(client.send(put, call(60_000)));
    expect(problem).toMatchObject({ code: "OUTCOME_UNKNOWN", mayHaveHappened: true, retry: "transient" });
    expect(problem.message).toContain("Check whether the change was made before you try again.");
    expect(problem.message).not.toContain("no harm");
  });

  it("repeats a create with a token, and leaves to its caller what became of it", async () => {
    const cloud = await startCloud((response, n) =>
      n === 1 ? response.destroy() : answer(response, 503, { code: "transient" }),
    );
    const { client, call } = connect(cloud.endpoint, { clock: fastClock(10) });
    const problem = await problemOf(client.send({ ...create, effect: "tokened" }, call(60_000)));
    // The answer to the last attempt says nothing about the first, so it is not passed on as the cloud's.
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: true, nativeCode: undefined });
    expect(cloud.received).toHaveLength(4);

    const inWords = await startCloud((response) => answer(response, 503, { code: "transient" }));
    const other = connect(inWords.endpoint, { clock: fastClock(10) });
    const refused = await problemOf(other.client.send({ ...create, effect: "tokened" }, other.call(60_000)));
    expect(refused).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: true, nativeCode: "Internal" });
  });

  it("keeps a verdict after a lost answer, but says that the change may have been done before", async () => {
    const cloud = await startCloud((response, n) =>
      n === 1 ? response.destroy() : answer(response, 404, { code: "NoSuchThing" }),
    );
    const { client, call } = connect(cloud.endpoint);
    const problem = await problemOf(client.send({ ...put, method: "DELETE" }, call()));
    expect(problem).toMatchObject({ code: "NOT_FOUND", nativeCode: "NoSuchThing", mayHaveHappened: true });
  });

  it("is not repeated when the deadline leaves no room", async () => {
    const cloud = await startCloud((response) => answer(response, 503, "", { "retry-after": "30" }));
    const { client, call } = connect(cloud.endpoint);
    const startedAt = Date.now();
    const problem = await problemOf(client.send(read, call(2_000)));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryAfterSeconds: 30 });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(cloud.received).toHaveLength(1);
  });
});

describe("a refusal for good", () => {
  it("is reported at once, with the status 404 or any other", async () => {
    const cloud = await startCloud((response) => answer(response, 404, { code: "NoSuchThing" }));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(read, call()))).toMatchObject({ code: "NOT_FOUND", provider: "TEST_CLOUD" });
    expect(cloud.received).toHaveLength(1);
  });

  it.each([
    [400, "PROVIDER_REJECTED"],
    [302, "PROVIDER_REJECTED"],
    [500, "PROVIDER_UNAVAILABLE"],
  ])("is named by the status %i where the dialect has no word", async (status, code) => {
    const cloud = await startCloud((response) => answer(response, status, ""));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(create, call()))).toMatchObject({ code });
  });
});

describe("throttling", () => {
  it("waits as long as the cloud says, also with a change of effect once", async () => {
    const times: number[] = [];
    const clock = fastClock(10);
    const cloud = await startCloud((response, n) => {
      times.push(clock.now());
      if (n === 1) answer(response, 429, { code: "throttled" }, { "retry-after": "2" });
      else answer(response, 200);
    });
    const { client, call, retries } = connect(cloud.endpoint, { clock });
    await client.send(create, call(30_000));
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1_950);
    expect(retries.map(({ reason }) => reason)).toEqual(["throttled"]);
  });

  it("is RATE_LIMITED and surely not done when the deadline comes first", async () => {
    const cloud = await startCloud((response) => answer(response, 429, ""));
    const { client, call } = connect(cloud.endpoint);
    const startedAt = Date.now();
    const problem = await problemOf(client.send(create, call(900)));
    expect(problem).toMatchObject({ code: "RATE_LIMITED", mayHaveHappened: false, provider: "TEST_CLOUD" });
    expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(Date.now() - startedAt).toBeLessThan(1_200);
    expect(cloud.received.length).toBeGreaterThan(1);
  });
});

describe("a busy parent", () => {
  it("is waited for, more and more slowly, past four tries and without touching the budget", async () => {
    const times: number[] = [];
    const clock = fastClock(10);
    const cloud = await startCloud((response, n) => {
      times.push(clock.now());
      answer(response, n <= 6 ? 409 : 200, n <= 6 ? { code: "busy" } : { ok: true });
    });
    const { client, call } = connect(cloud.endpoint, { clock });
    await client.send(create, call(60_000));
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(gaps).toHaveLength(6);
    [250, 500, 1_000, 2_000, 3_000, 3_000].forEach((least, index) => {
      expect(gaps[index]).toBeGreaterThanOrEqual(least * 0.9);
    });
    expect(gaps[5]).toBeLessThan(4_500);
  });

  it("is PARENT_BUSY at the deadline, after a last look shortly before it", async () => {
    const clock = fastClock(10);
    const cloud = await startCloud((response) => answer(response, 409, { code: "busy" }));
    const { client, call } = connect(cloud.endpoint, { clock });
    const startedAt = clock.now();
    const problem = await problemOf(client.send(create, call(10_000)));
    expect(problem).toMatchObject({
      code: "PARENT_BUSY",
      retry: "busy",
      mayHaveHappened: false,
      provider: "TEST_CLOUD",
    });
    expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(clock.now() - startedAt).toBeGreaterThan(9_000);
    expect(clock.now() - startedAt).toBeLessThan(10_500);
  });
});

describe("refused credentials", () => {
  it("are renewed once for all requests that went out with them", async () => {
    let token = 1;
    let renewals = 0;
    const cloud = await startCloud((response, _n, { headers }) =>
      headers["x-token"] === "1" ? answer(response, 401, { code: "credentials" }) : answer(response, 200),
    );
    const { client, call } = connect(cloud.endpoint, {
      dialect: {
        sign: (request) => ({ ...request.headers, "x-token": String(token) }),
        renewCredentials: () => {
          renewals += 1;
          token += 1;
        },
      },
    });
    const requests = Array.from({ length: 6 }, (_, index) => ({ ...read, path: `/things/${index}` }));
    await Promise.all(requests.map((request) => client.send(request, call())));
    expect(renewals).toBe(1);
    expect(cloud.received).toHaveLength(12);
  });

  it("are UNAUTHENTICATED when the new ones are refused as well", async () => {
    let renewals = 0;
    const cloud = await startCloud((response) => answer(response, 401, { code: "credentials" }));
    const { client, call } = connect(cloud.endpoint, {
      dialect: {
        renewCredentials: () => {
          renewals += 1;
        },
      },
    });
    expect(await problemOf(client.send(create, call()))).toMatchObject({
      code: "UNAUTHENTICATED",
      mayHaveHappened: false,
    });
    expect(renewals).toBe(1);
    expect(cloud.received).toHaveLength(2);
  });

  it("are not sent twice when there is nothing to renew", async () => {
    const cloud = await startCloud((response) => answer(response, 401, { code: "credentials" }));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(read, call()))).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(cloud.received).toHaveLength(1);
  });
});

describe("a clock that is off", () => {
  const hour = 3_600_000;
  const inAnHour = () => new Date(Date.now() + hour).toUTCString();

  it("is corrected by the answer's date, and stays corrected", async () => {
    const cloud = await startCloud((response, _n, { headers }) => {
      const isOff = Math.abs(Number(headers["x-at"]) - Date.now() - hour) > 5_000;
      answer(response, isOff ? 401 : 200, isOff ? { code: "clock" } : { ok: true }, { date: inAnHour() });
    });
    const { client, call } = connect(cloud.endpoint, {
      dialect: { sign: (request, at) => ({ ...request.headers, "x-at": String(at.getTime()) }) },
    });
    await client.send(create, call());
    await client.send(create, call());
    expect(cloud.received).toHaveLength(3);
  });

  it("is UNAUTHENTICATED when the cloud's own time does not help either", async () => {
    const cloud = await startCloud((response) => answer(response, 401, { code: "clock" }, { date: inAnHour() }));
    const { client, call } = connect(cloud.endpoint);
    expect(await problemOf(client.send(read, call()))).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(cloud.received).toHaveLength(2);
  });
});

describe("the retry budget", () => {
  it("holds repeats of a whole account down to a fifth of its requests, after a small reserve", () => {
    const budget = createRetryBudget();
    let repeats = 0;
    for (let request = 0; request < 100; request += 1) {
      budget.earn();
      while (budget.spend()) repeats += 1;
    }
    expect(repeats).toBeGreaterThanOrEqual(28);
    expect(repeats).toBeLessThanOrEqual(30);
  });

  it("is shared by the clients of one account only", async () => {
    const cloud = await startCloud((response) => answer(response, 503, ""));
    const { client, another, call } = connect(cloud.endpoint, { clock: fastClock(20) });
    const drain = Array.from({ length: 8 }, (_, index) => ({ ...read, path: `/things/${index}` }));
    await Promise.allSettled(drain.map((request) => client.send(request, call(60_000))));
    const before = cloud.received.length;
    expect(before).toBeLessThanOrEqual(8 + 11);
    await problemOf(another(cloud.endpoint).send(read, call(60_000)));
    expect(cloud.received.length - before).toBe(1);
    await problemOf(another(cloud.endpoint, "other").send(read, call(60_000)));
    expect(cloud.received.length - before).toBe(5);
  });

  it("tells when it is why a request was not tried again: each time as a figure, once a minute in the log", async () => {
    const cloud = await startCloud((response) => answer(response, 503, ""));
    const lines: object[] = [];
    const log = { ...silentLog, warn: (fields: object) => lines.push(fields) };
    let later = 0;
    const fast = fastClock(20);
    const clock = { ...fast, now: () => fast.now() + later };
    const { another, refusals, call } = connect(cloud.endpoint, { clock, log });
    // Clients of their own, since a circuit breaker would open for one; the budget is the account's.
    const send = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) await problemOf(another(cloud.endpoint).send(read, call(60_000)));
    };
    const empty = () => lines.filter((fields) => "retries" in fields);
    await send(8);
    expect(refusals.length).toBeGreaterThan(1);
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal)))).toEqual(
      new Set([JSON.stringify({ provider: "TEST_CLOUD", accountId: "main" })]),
    );
    expect(empty()).toEqual([{ provider: "TEST_CLOUD", account: "main", retries: 1 }]);
    const before = refusals.length;
    later = 61_000;
    await send(1);
    expect(refusals).toHaveLength(before + 1);
    expect(empty().slice(1)).toEqual([{ provider: "TEST_CLOUD", account: "main", retries: before }]);
  });
});
