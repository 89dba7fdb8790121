import { maxHeaderSize, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ServerLimits } from "../config/server.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { rawAnswer } from "./raw-answer.js";
import { Refusal } from "./refusal.js";

const LATEST_RESPONSE = Symbol("latest response");
type TrackedSocket = Socket & { [LATEST_RESPONSE]?: ServerResponse };

/** Must be called with the response to every parsed request. */
export function rememberResponse(response: ServerResponse): void {
  (response.req.socket as TrackedSocket)[LATEST_RESPONSE] = response;
}

export interface BrokenRequestOptions {
  readonly limits: Pick<ServerLimits, "headersTimeoutMs">;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "requestsRefused">;
}

/** Answers what Node's parser rejects, in the shape of all our errors. It is the client's error, not ours. */
export function answerBrokenRequests(server: Server, { limits, log, metrics }: BrokenRequestOptions): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: TrackedSocket) => {
    const isGone = !socket.writable || error.code === "ECONNRESET";
    // A connection that was opened and not used is closed silently: nothing was requested.
    if (isGone || socket.bytesRead === 0 || !awaitsAnswer(socket[LATEST_RESPONSE])) {
      socket.destroy();
      return;
    }
    const refusal = refusalFor(error.code, limits);
    log.debug({ code: error.code, status: refusal.status }, "a request that cannot be read");
    metrics.requestsRefused.inc({ reason: refusal.reason });
    socket.end(rawAnswer(refusal));
    socket.destroySoon();
  });
}

/**
 * Whether an answer to a broken request cannot be mistaken for another: no other answer is due or in progress before
 * it.
 */
function awaitsAnswer(latest: ServerResponse | undefined): boolean {
  if (!latest) return true;
  // The latest request is the broken one until it is complete.
  return latest.req.complete ? latest.writableFinished : !latest.headersSent;
}

function refusalFor(code: string | undefined, { headersTimeoutMs }: Pick<ServerLimits, "headersTimeoutMs">): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Refusal("headers_size", `The request headers must be at most ${maxHeaderSize} bytes.`);
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new Refusal("body_size", "The chunks of the request body have extensions that are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Refusal(
        "headers_time",
        `The request headers did not arrive within ${headersTimeoutMs} ms (server.limits.headersTimeoutMs).`,
      );
    case "HPE_INVALID_EOF_STATE":
      return new Refusal("unfinished", "The connection ended before the request was complete.");
    default:
      return new Refusal("malformed", "This is not a valid HTTP request.");
  }
}
