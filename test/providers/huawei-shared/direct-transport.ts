import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { Call } from "../../../src/transport/call.js";
import type { Clock } from "../../../src/transport/clock.js";
import type { CloudRequest, CloudResponse } from "../../../src/transport/cloud-client.js";
import { ReadAges } from "../../../src/transport/read-ages.js";
import type { Transport } from "../../../src/transport/transport.js";

/** What an emulator would be handed for a request, had it come over a socket. */
export function received(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): ReceivedRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: { host: url.host, ...Object.fromEntries(lower) },
    body: Buffer.from(body),
  };
}

export function answered({ status, headers = {}, body }: SandboxResponse): CloudResponse {
  return { status, headers, text: body === undefined ? "" : JSON.stringify(body), json: body };
}

/** A transport without sockets, retries and limits: every request goes straight to `answer`, one try each. */
export function directTransport(
  clock: Clock,
  answer: (request: ReceivedRequest) => SandboxResponse | Promise<SandboxResponse>,
): Transport {
  return {
    clock,
    client: (dialect, { endpoint }) => ({
      async send(request: CloudRequest, call: Call) {
        const url = new URL(request.path, endpoint);
        for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
        const body = request.body === undefined ? "" : JSON.stringify(request.body);
        const unsigned = { method: request.method, url, headers: { "content-type": "application/json" }, body };
        const headers = await dialect.sign(unsigned, new Date(clock.now()), call);
        const response = answered(await answer(received(request.method, url, headers, body)));
        const problem = dialect.problemIn(response, request);
        if (problem) throw problem;
        return response;
      },
      leastTimeFor: () => 0,
      close: async () => undefined,
    }),
  };
}

/** A clock that is moved by hand. Who sleeps by it sleeps until the end. */
export class HandClock implements Clock {
  time = Date.parse("2026-01-01T00:00:00Z");
  now(): number {
    return this.time;
  }
  sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export function callUntil(deadlineAt: number, signal: AbortSignal = new AbortController().signal): Call {
  return { requestId: "test", deadlineAt, signal, log: silent, ages: new ReadAges(0) };
}
