import { afterEach, expect, it } from "vitest";
import type { Span, SpanAttributes } from "../../src/transport/span.js";
import { answer, cleanUp, connect, put, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

interface Told {
  readonly name: string;
  readonly begun: SpanAttributes;
  ended?: { failure: string | null; attributes: SpanAttributes };
}

/** An operation's span that remembers what is begun below it. */
function operation() {
  const requests: Told[] = [];
  const span: Span = {
    request(name, begun) {
      const told: Told = { name, begun };
      requests.push(told);
      return {
        ...span,
        end: (failure, attributes = {}) => {
          told.ended = { failure, attributes };
        },
        headers: () => ({ traceparent: `00-trace-${requests.length}-01` }),
      };
    },
    end: () => undefined,
    headers: () => ({}),
  };
  return { span, requests };
}

const failingOnce = () =>
  startCloud((response, n) =>
    answer(response, n === 1 ? 500 : 200, n === 1 ? { code: "transient" } : { ok: true }, {
      "x-request-id": `up-${n}`,
    }),
  );

it("each try of a request is a span of its own, with what it waited for before", async () => {
  const cloud = await failingOnce();
  const { client, call } = connect(cloud.endpoint);
  const { span, requests } = operation();
  const recorder = {
    change: () => ({ id: "change-1", waitedMs: 7 }),
    sending: async () => ({ token: "t", answered: () => undefined }),
    thereBefore: () => undefined,
    requireHold: () => undefined,
  };
  await client.send(put, { ...call(), span, recorder });
  const common = {
    "http.request.method": "PUT",
    "server.address": "127.0.0.1",
    "cloud_listeners.account": "main",
    "cloud_listeners.provider": "TEST_CLOUD",
    "cloud_listeners.action": "Put",
    "cloud_listeners.change_id": "change-1",
    "cloud_listeners.lane_wait_ms": 7,
  };
  const waits = { "cloud_listeners.rate_limit_wait_ms": expect.any(Number) };
  expect(requests).toEqual([
    {
      name: "Put",
      begun: common,
      ended: {
        failure: "PROVIDER_UNAVAILABLE",
        attributes: {
          ...waits,
          "http.response.status_code": 500,
          "cloud_listeners.native_code": "Internal",
          "cloud_listeners.upstream_request_id": "up-1",
        },
      },
    },
    {
      name: "Put",
      begun: { ...common, "http.request.resend_count": 1, "cloud_listeners.retry_wait_ms": expect.any(Number) },
      ended: {
        failure: null,
        attributes: {
          ...waits,
          "http.response.status_code": 200,
          "cloud_listeners.native_code": undefined,
          "cloud_listeners.upstream_request_id": "up-2",
        },
      },
    },
  ]);
});

it("a request that is given up has the end of its problem", async () => {
  const cloud = await startCloud(() => undefined);
  const { client, call } = connect(cloud.endpoint);
  const { span, requests } = operation();
  const patience = new AbortController();
  const asked = client.send(read, { ...call(5_000, patience.signal), span });
  while (cloud.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
  patience.abort();
  await expect(asked).rejects.toMatchObject({ code: "TIMED_OUT" });
  while (!requests[0]?.ended) await new Promise((resolve) => setImmediate(resolve));
  expect(requests).toMatchObject([{ name: "Read", ended: { failure: "TIMED_OUT" } }]);
});

it("a cloud receives the trace when that is switched on, and only then", async () => {
  const cloud = await startCloud((response) => answer(response, 200));
  const silent = connect(cloud.endpoint);
  const telling = connect(cloud.endpoint, { passesTraceContext: true });
  for (const { client, call } of [silent, telling]) await client.send(read, { ...call(), span: operation().span });
  await telling.client.send(read, telling.call());
  expect(cloud.received.map(({ headers }) => headers.traceparent)).toEqual([undefined, "00-trace-1-01", undefined]);
});
