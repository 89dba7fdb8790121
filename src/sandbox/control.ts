import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { CallLog as Log } from "../transport/call.js";
import { answerControl } from "./control-answer.js";
import { endpointOf, listen, stopListening } from "./listening.js";
import { readRequest } from "./read-request.js";
import type { Sandbox } from "./running-sandbox.js";
import { writeResponse } from "./write-response.js";

export interface ControlEndpoint {
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface ControlOptions {
  readonly sandbox: Sandbox;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Log;
}

/**
 * Starts the sandbox's own HTTP interface for people and tests.
 * @throws Error with node's code when the port is not available
 */
export async function startControl({ sandbox, host, port, log }: ControlOptions): Promise<ControlEndpoint> {
  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const answer = request
      ? await answerControl(sandbox, request)
      : { status: 413, headers: { connection: "close" }, body: { error: "The body is too large." } };
    await writeResponse(response, answer, [], Date.now());
  }
  const server = createServer((message, response) => {
    serve(message, response).catch((err: unknown) => {
      log.error({ err }, "the sandbox's control endpoint failed");
      response.destroy();
    });
  });
  const taken = await listen(server, host, port);
  return { endpoint: endpointOf(host, taken), close: () => stopListening(server) };
}
