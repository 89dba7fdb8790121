import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { ProblemError } from "../../src/model/problem-error.js";
import { type Call, type CallLog, startCall } from "../../src/transport/call.js";
import { type Clock, systemClock } from "../../src/transport/clock.js";
import type { ClientLimits, CloudClient, CloudDialect, CloudRequest } from "../../src/transport/cloud-client.js";
import { createTransport } from "../../src/transport/create-transport.js";
import type { Proxies } from "../../src/transport/dispatcher.js";
import type {
  ObservedAttempt,
  ObservedRefusal,
  ObservedRetry,
  ObservedSparing,
} from "../../src/transport/transport-metrics.js";
import { silentLog } from "../support/silent-log.js";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers the n-th request (from 1). */
export type Script = (response: ServerResponse, n: number, request: Received) => void;

export interface FakeCloud {
  readonly endpoint: URL;
  readonly received: Received[];
}

type Cleanup = () => unknown;
const cleanups: Cleanup[] = [];

/** Runs at the end of the test, the last one first. */
export function afterwards(cleanup: Cleanup): void {
  cleanups.push(cleanup);
}

export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** A server on loopback that answers by script, and remembers what it was asked. */
export async function startCloud(
  script: Script,
  serverOf: (listener: RequestListener) => Server = createServer,
): Promise<FakeCloud> {
  const received: Received[] = [];
  const server = serverOf((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      received.push({ method, url, headers, body });
      script(response, received.length, { method, url, headers, body });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), received };
}

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown = { ok: true },
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** Errors are `{"code": …}`, whatever the status; the code is the problem's retry class. */
export const plainDialect: CloudDialect = {
  provider: "TEST_CLOUD",
  sign: (request) => ({ ...request.headers }),
  problemIn(response) {
    const code = (response.json as { code?: string } | undefined)?.code;
    if (code === undefined) return null;
    const message = `The cloud says ${code}.`;
    switch (code) {
      case "busy":
        return new ProblemError({ code: "PARENT_BUSY", retry: "busy", message });
      case "throttled":
        return new ProblemError({ code: "RATE_LIMITED", retry: "throttled", message });
      case "credentials":
      case "clock":
        return new ProblemError({ code: "UNAUTHENTICATED", retry: code, message });
      case "transient":
        return new ProblemError({ code: "PROVIDER_UNAVAILABLE", retry: "transient", message, nativeCode: "Internal" });
      default:
        return new ProblemError({ code: "NOT_FOUND", message, nativeCode: code });
    }
  },
};

export interface ClientUnderTest {
  readonly client: CloudClient;
  readonly attempts: ObservedAttempt[];
  readonly retries: ObservedRetry[];
  readonly spared: ObservedSparing[];
  readonly refusals: ObservedRefusal[];
  call(timeoutMs?: number, clientSignal?: AbortSignal): Call;
  /** A second client of the same transport. */
  another(endpoint: URL, accountId?: string): CloudClient;
}

export interface ConnectOptions extends Partial<ClientLimits> {
  readonly dialect?: Partial<CloudDialect>;
  readonly clock?: Clock;
  readonly certificateAuthority?: string;
  readonly passesTraceContext?: boolean;
  readonly proxies?: Proxies;
  /** For what concerns no single call. */
  readonly log?: CallLog;
}

export function connect(
  endpoint: URL,
  {
    dialect,
    clock = systemClock,
    log = silentLog,
    certificateAuthority,
    passesTraceContext,
    proxies,
    ...limits
  }: ConnectOptions = {},
): ClientUnderTest {
  const attempts: ObservedAttempt[] = [];
  const retries: ObservedRetry[] = [];
  const spared: ObservedSparing[] = [];
  const refusals: ObservedRefusal[] = [];
  const transport = createTransport({
    clock,
    log,
    passesTraceContext,
    proxies,
    metrics: {
      observe: (attempt) => attempts.push(attempt),
      retried: (retry) => retries.push(retry),
      retryRefused: (refusal) => refusals.push(refusal),
      spared: (read) => spared.push(read),
    },
  });
  afterwards(() => transport.close());
  const another = (to: URL, accountId = "main") =>
    transport.client(
      { ...plainDialect, ...dialect },
      {
        accountId,
        endpoint: to,
        certificateAuthority,
        limits: {
          maxConnections: 8,
          connectTimeoutMs: 1_000,
          responseTimeoutMs: 2_000,
          maxResponseBytes: 65_536,
          requestsPerSecond: {},
          ...limits,
        },
      },
    );
  return {
    client: another(endpoint),
    attempts,
    retries,
    spared,
    refusals,
    another,
    call(timeoutMs = 5_000, clientSignal) {
      const call = startCall({ requestId: "request-1", log: silentLog, timeoutMs, clientSignal, clock });
      afterwards(() => call.end());
      return call;
    },
  };
}

export const read: CloudRequest = { action: "Read", method: "GET", path: "/things", effect: "read" };
export const create: CloudRequest = {
  action: "Create",
  method: "POST",
  path: "/things",
  body: { name: "a" },
  effect: "once",
};
export const put: CloudRequest = {
  action: "Put",
  method: "PUT",
  path: "/things/1",
  body: { name: "a" },
  effect: "idempotent",
};

/** The problem that a promise rejects with; anything else fails the test. */
export async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && outcome.error instanceof ProblemError) return outcome.error;
  throw new Error("There was no problem.", { cause: "error" in outcome ? outcome.error : outcome.value });
}

/** A clock that runs `factor` times as fast, so that long waits are short. */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  const origin = performance.now();
  return {
    now: () => start + (performance.now() - origin) * factor,
    sleep: (ms, signal, options) => systemClock.sleep(ms / factor, signal, options),
  };
}
