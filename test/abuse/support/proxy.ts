import { createServer, type ServerResponse } from "node:http";
import { Pool } from "undici";
import { endpointOf, listen, stopListening } from "../../../src/sandbox/listening.js";
import { readRequest } from "../../../src/sandbox/read-request.js";
import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";

/** A cloud's answer in transit; edits change it in place. */
export interface CloudAnswer {
  status: number;
  headers: Record<string, string>;
  // Answers of five vendors.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  json: any;
}

export type Edit = (answer: CloudAnswer, request: ReceivedRequest) => void;
/** Answers instead of the cloud. */
export type Standin = (response: ServerResponse, request: ReceivedRequest) => void;

/** A proxy between the program and one cloud that can change its answers. */
export interface CloudProxy {
  readonly endpoint: string;
  /** Changes answers to these actions from now on. */
  edit(actions: RegExp, edit: Edit): void;
  /** Answers these requests with a stand-in; they do not reach the cloud. */
  replace(actions: RegExp, standin: Standin): void;
  /** Requests since the last {@link reset}. */
  countCalls(actions?: RegExp): number;
  /** Errors of an edit or a stand-in, which would otherwise look like the cloud's. */
  readonly mistakes: readonly unknown[];
  /** The requests received, as method and target; of very many only the latest. */
  readonly targets: readonly string[];
  /** Removes edits and stand-ins, and resets the counts. */
  reset(): void;
  stop(): Promise<void>;
}

const KEPT_TARGETS = 10_000;
const HOST = "127.0.0.1";

export async function startProxy(cloud: RunningCloud): Promise<CloudProxy> {
  const behind = new Pool(cloud.endpoint, { connections: 16 });
  const counts = new Map<string, number>();
  const edits: { actions: RegExp; edit: Edit }[] = [];
  const standins: { actions: RegExp; standin: Standin }[] = [];
  const targets: string[] = [];
  const mistakes: unknown[] = [];

  async function serve(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const action = cloud.emulator.actionOf(request);
    counts.set(action, (counts.get(action) ?? 0) + 1);
    const target = request.path + (request.query && `?${request.query}`);
    if (targets.length < KEPT_TARGETS) targets.push(`${request.method} ${target}`);
    const standin = standins.find(({ actions }) => actions.test(action))?.standin;
    if (standin) return standin(response, request);
    const { method, headers, body } = request;
    const reply = await behind.request({
      method: method as "GET",
      path: target,
      headers,
      body: body.length > 0 ? body : null,
    });
    const text = await reply.body.text();
    const hits = edits.filter(({ actions }) => actions.test(action));
    const passed = reply.headers as Record<string, string>;
    if (hits.length === 0) return void response.writeHead(reply.statusCode, passed).end(text);
    const json = text === "" ? undefined : JSON.parse(text);
    const answer: CloudAnswer = { status: reply.statusCode, headers: { ...passed }, json };
    for (const { edit } of hits) edit(answer, request);
    const content = answer.json === undefined ? "" : JSON.stringify(answer.json);
    response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(content) }).end(content);
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    const served = readRequest(message).then((request) => request && serve(request, response));
    served.catch((error: unknown) => {
      if (!message.destroyed) mistakes.push(error);
      response.destroy();
    });
  });
  const port = await listen(server, HOST, 0);
  return {
    endpoint: endpointOf(HOST, port),
    edit: (actions, edit) => void edits.push({ actions, edit }),
    replace: (actions, standin) => void standins.push({ actions, standin }),
    countCalls: (actions = /./) =>
      [...counts].reduce((sum, [action, count]) => sum + (actions.test(action) ? count : 0), 0),
    mistakes,
    targets,
    reset() {
      for (const list of [edits, standins, targets, mistakes]) list.length = 0;
      counts.clear();
    },
    async stop() {
      await stopListening(server);
      await behind.destroy();
    },
  };
}
