import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { CallLog as Log } from "../transport/call.js";
import { CallLog } from "./call-log.js";
import { Edits } from "./edits.js";
import type { Fault, FaultRule, Faults } from "./faults.js";
import { endpointOf, listen, stopListening } from "./listening.js";
import { readRequest } from "./read-request.js";
import { type RequestEnvironment, skewOf } from "./request-environment.js";
import type { SandboxClock } from "./sandbox-clock.js";
import type { Emulator, Refusal, SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";
import { writeResponse } from "./write-response.js";

export interface EmulatorServerOptions {
  /** The cloud, for log lines. */
  readonly key: string;
  readonly emulator: Emulator;
  readonly faults: Faults;
  readonly environment: RequestEnvironment;
  readonly clock: SandboxClock;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly log: Log;
}

/** An emulator's HTTP server. */
export interface EmulatorServer {
  readonly endpoint: string;
  readonly calls: CallLog;
  /** Must be called after every change of the faults. */
  faultsChanged(rules: readonly FaultRule[]): void;
  /** Resolves when the port is open, or closed by a `refuse` fault, as of the latest change. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const REFUSALS = ["throttled", "busy", "unauthenticated"] as const satisfies readonly Refusal[];

/** Milliseconds between attempts to reopen a port that a `refuse` fault closed and another process has taken since. */
const REOPEN_AFTER_MS = 50;

/** Starts an emulator on a port. @throws Error with Node's code when the port cannot be opened. */
export async function startEmulatorServer(options: EmulatorServerOptions): Promise<EmulatorServer> {
  const { key, emulator, faults, environment, clock, host, log } = options;
  const calls = new CallLog();
  const held = new Set<ServerResponse>();
  const stopping = new AbortController();
  // Each delayed request adds a listener.
  setMaxListeners(0, stopping.signal);
  let refuses = false;

  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    serve(message, response).catch((err: unknown) => {
      if (!stopping.signal.aborted && !message.destroyed)
        log.error({ err, cloud: key }, "the sandbox could not answer");
      response.destroy();
    });
  });
  const port = await listen(server, host, options.port);

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    if (!request) return void response.writeHead(413, { connection: "close" }).end();
    const action = emulator.actionOf(request);
    const hits = faults.take(action);
    const wait = hits.reduce((ms, fault) => (fault.kind === "latency" ? ms + fault.ms : ms), 0);
    if (wait > 0) await delay(wait, undefined, { signal: stopping.signal });

    const at = clock.now();
    if (hits.some(({ kind }) => kind === "hang")) {
      calls.add({ action, status: 0, at });
      held.add(response);
      response.once("close", () => held.delete(response));
      return;
    }
    const edits = new Edits(hits, request, faults);
    const answer = edits.answer(work(request, action, hits, edits));
    calls.add({ action, status: answer.status, at, ...(edits.applied > 0 ? { edits: edits.applied } : {}) });
    await writeResponse(response, answer, hits, at + skewOf(hits));
  }

  function work(request: ReceivedRequest, action: string, hits: readonly Fault[], edits: Edits): SandboxResponse {
    const told = hits.find((fault) => fault.kind === "respond");
    if (told) return { status: told.status, headers: told.headers, body: told.body };
    const refusal = REFUSALS.find((kind) => hits.some((fault) => fault.kind === kind));
    return environment.during(hits, () => {
      if (refusal) return emulator.refuse(refusal, request);
      try {
        return edits.during(emulator, () => emulator.handle(request, edits.understood()));
      } catch (err) {
        log.error({ err, cloud: key, action }, "the emulator failed");
        return emulator.refuse("internal", request);
      }
    });
  }

  async function openOrClose(): Promise<void> {
    if (refuses && server.listening) await stopListening(server);
    while (!refuses && !server.listening && !stopping.signal.aborted) {
      try {
        await listen(server, host, port);
      } catch (err) {
        log.warn({ err, cloud: key, port }, "the sandbox cannot have its port back yet");
        await delay(REOPEN_AFTER_MS);
      }
    }
  }
  let transition = Promise.resolve();

  return {
    endpoint: endpointOf(host, port),
    calls,
    faultsChanged(rules) {
      refuses = rules.some(({ fault }) => fault.kind === "refuse");
      if (rules.length === 0) for (const response of held) response.destroy();
      transition = transition.then(openOrClose);
    },
    settled: () => transition,
    async close() {
      stopping.abort();
      await transition;
      await stopListening(server);
    },
  };
}
