import type { RequestListener } from "node:http";
import { rememberResponse } from "./broken-requests.js";
import type { Connections } from "./connections.js";
import type { Logger } from "./log.js";
import { respondError } from "./respond.js";
import type { RequestHandler } from "./routes.js";
import type { UntakenAnswers } from "./untaken-answers.js";

export interface RequestListenerOptions {
  readonly handle: RequestHandler;
  readonly connections: Connections;
  readonly untaken: UntakenAnswers;
  readonly log: Logger;
  isDraining(): boolean;
}

/** Accompanies each request from its connection to its answer, and answers failures on the way. */
export function requestListener(options: RequestListenerOptions): RequestListener {
  const { handle, connections, untaken, log, isDraining } = options;
  return async (request, response) => {
    const visit = connections.begin(request);
    if (!visit) return;
    rememberResponse(response);
    if (isDraining() || visit.refusal) response.setHeader("connection", "close");
    try {
      await handle(request, response, visit);
    } catch (error) {
      log.error({ err: error }, "could not answer a request");
      if (!response.headersSent)
        respondError(response, 500, "INTERNAL_SERVER_ERROR", "Something went wrong on our side.");
    } finally {
      untaken.watch(response, visit.client);
      connections.end(request, visit);
    }
  };
}
