import type { GraphQLSchema } from "graphql";
import type { Access } from "../access/access.js";
import type { ChangeTools } from "../changes/change-runner.js";
import type { ServerConfig } from "../config/server.js";
import type { StudioReporting } from "../config/studio.js";
import type { TlsConfig } from "../config/tls.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Watching } from "../inventory/watch/watching.js";
import type { Tracer } from "../transport/span.js";
import { createGraph } from "./apollo.js";
import { callerGate } from "./caller-gate.js";
import { type ConnectionRules, Connections } from "./connections.js";
import { corsOf } from "./cors.js";
import { graphqlRoute } from "./graphql-route.js";
import { healthRoutes } from "./health.js";
import { type HttpListener, listenHttp, type Place } from "./http-listener.js";
import { landingPage } from "./landing-page.js";
import type { CallerBudgets } from "./limits/caller-budgets.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { metricsRoute } from "./metrics-route.js";
import { OperationSlots } from "./operation-slots.js";
import { publicPath } from "./public-path.js";
import { RequestBodies } from "./request-bodies.js";
import { requestListener } from "./request-listener.js";
import { type RequestHandler, routed } from "./routes.js";
import { Stop } from "./stop.js";
import { callbacks } from "./streams/callbacks.js";
import { OpenStreams } from "./streams/open-streams.js";
import { socketSubscriptions } from "./streams/socket-subscriptions.js";
import { streamAnswers } from "./streams/stream-answers.js";
import { subscriptions } from "./streams/subscriptions.js";
import { type WebSockets, webSockets } from "./streams/web-sockets.js";
import { trustedDocuments } from "./trusted-documents.js";
import { UntakenAnswers } from "./untaken-answers.js";

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly config: ServerConfig;
  readonly introspection: boolean;
  /** Whether pages of this machine may call from a browser without being listed. */
  readonly letsLoopbackIn: boolean;
  readonly studio: StudioReporting;
  readonly changes: ChangeTools;
  readonly watching: Watching;
  /** What was seen before. Null: nothing was. */
  readonly inventory: Inventory | null;
  readonly access: Access;
  /** Why changes cannot be recorded at the moment, in words; null when they can. */
  storeTrouble(): string | null;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Omitted: nothing is traced. */
  readonly tracer?: Tracer;
}

export interface RunningServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** The same of the port that /metrics is on. */
  readonly metricsOrigin: string;
  /** Accepts no more requests, waits for those in flight up to the configured bound, and releases the port. */
  stop(): Promise<void>;
  /**
   * Reloads a replaced certificate.
   * @returns whether it has changed
   * @throws Error when its files cannot be used
   */
  renewCertificate(): boolean;
  /** Ends the waiting of {@link stop}: what is in flight is answered as cut off, with a line in the log. */
  cutOff(): Promise<void>;
  /** Resolves when {@link cutOff} was called. */
  readonly hurried: Promise<void>;
  /** Whether operations were answered before they had ended. */
  hasCutOff(): boolean;
}

/** Starts the HTTP server: /graphql, /healthz, /readyz, /metrics (or a separate port for it), and the page at /. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log, metrics } = options;
  const { limits } = config;
  const graphServer = await createGraph(options);
  const { apollo } = graphServer;
  await apollo.start();

  const budgets = await budgetsOf(config, log);
  const bodies = new RequestBodies(limits, metrics);
  const cors = corsOf(config, options.letsLoopbackIn);
  const slots = new OperationSlots(limits, metrics);
  const untaken = new UntakenAnswers(limits, metrics);
  const streams = new OpenStreams({ config: config.subscriptions, limits, metrics });
  const subscribe = subscriptions({ ...graphServer, config, open: streams, metrics });
  const gateFor = callerGate(options.access, config, log);
  const documents = trustedDocuments(config.trustedDocuments, log);
  const listeners: HttpListener[] = [];
  const close = async () => {
    sockets.close();
    await callbackSender.close();
    await Promise.all(listeners.map((listener) => listener.close()));
    await apollo.stop();
    await budgets?.close();
  };
  const stopStreams = () => {
    streams.stop();
    sockets.stop();
  };
  const stop = new Stop({ slots, bodies, stopStreams, untaken, log, drainMs: limits.drainMs, close });
  const isDraining = () => stop.isUnderWay;
  const callbackSender = callbacks({ config: config.subscriptions, clock: options.changes.clock, log });
  const common = { config, cors, log, metrics, gateFor, documents, budgets, subscribe, isDraining };
  const streamFor = streamAnswers({ config, subscribe, callbacks: callbackSender });
  const sockets = webSockets({ ...common, subscriptions: socketSubscriptions({ ...common, schema: options.schema }) });

  const health = healthRoutes({ slots, limits, isDraining, storeTrouble: options.storeTrouble });
  const measured = { ...health, "/metrics": metricsRoute(config, metrics) };
  let origin = "";
  const graph = routed({
    plain: config.metrics.port === undefined ? measured : health,
    graphql: graphqlRoute({ ...common, apollo, slots, bodies, streamFor }),
    page: landingPage(config, () => origin),
    metrics,
    publicPath: publicPath(config.publicUrl),
  });
  const listen = async (
    place: Place,
    rules: ConnectionRules,
    handle: RequestHandler,
    tls?: TlsConfig,
    accept?: WebSockets["accept"],
  ): Promise<string> => {
    const connections = new Connections(rules, metrics);
    const onWebSocket = accept?.(connections);
    const onRequest = requestListener({ handle, connections, untaken, log, isDraining });
    const listener = await listenHttp({ ...place, limits, log, metrics, connections, onRequest, onWebSocket, tls });
    listeners.push(listener);
    return listener.origin;
  };

  try {
    const whenInUse = "It is in use; choose another with --port or server.port.";
    const place = { host: config.host, port: config.port, whenInUse };
    origin = await listen(place, config, graph, config.tls, sockets.accept);
    return {
      origin,
      metricsOrigin: (await listenForMetrics()) ?? origin,
      stop: () => stop.stop(),
      renewCertificate: () => listeners.some((listener) => listener.renewCertificate()),
      cutOff: () => stop.cutOff(),
      hurried: stop.hurried,
      hasCutOff: () => stop.hasCutOff,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function listenForMetrics(): Promise<string | null> {
    const { host, port } = config.metrics;
    if (port === undefined) return null;
    const whenInUse = "It is in use; choose another with server.metrics.port.";
    return listen({ host, port, whenInUse }, METRICS_RULES, routed({ plain: measured, metrics }));
  }
}

/** Loads its library only if callers have budgets. */
async function budgetsOf({ limits, sharedState }: ServerConfig, log: Logger): Promise<CallerBudgets | null> {
  const { callerCostPerMinute: costPerMinute } = limits;
  if (costPerMinute === undefined) return null;
  const { callerBudgets } = await import("./limits/caller-budgets.js");
  return callerBudgets({ costPerMinute, sharedState: sharedState?.reveal() ?? null, log });
}

/** Connections to the port for metrics, if one is configured: there are few operators. */
const METRICS_RULES: ConnectionRules = {
  limits: { maxConnections: 128, maxConnectionsPerClient: 128 },
  trustedProxies: [],
};
