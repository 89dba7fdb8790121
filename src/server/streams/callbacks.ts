import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import type { Clock } from "../../transport/clock.js";
import { ExchangeFailure } from "../../transport/exchange-failure.js";
import { type Connections, createConnections } from "../../transport/http.js";
import { Interruption } from "../../transport/signal.js";
import type { Logger } from "../log.js";
import { Refusal } from "../refusal.js";
import type { CallbackRequest } from "./callback-request.js";
import type { Subscription } from "./subscription.js";
import type { Begun } from "./subscriptions.js";

/** Headers of requests to the gateway and of the answer to its request. */
export const CALLBACK_HEADERS = { "subscription-protocol": "callback/1.0" };

const LIMITS = {
  maxConnections: 32,
  connectTimeoutMs: 3_000,
  maxResponseBytes: 16 * 1024,
  requestsPerSecond: {},
};
/** Timeout of the checks and of the last request in milliseconds. */
const SHORT_MS = 3_000;
/** Consecutive failed checks after which the gateway counts as gone. */
const MOST_FAILED_CHECKS = 3;

export interface CallbacksOptions {
  readonly config: SubscriptionsConfig;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Sends the events of subscriptions to gateways, by Apollo's HTTP callback protocol, 1.0. */
export interface Callbacks {
  /**
   * Starts a subscription for a gateway and continues it in the background.
   * @throws Refusal when there are too many, or when the gateway does not answer the first check
   */
  begin(request: CallbackRequest, requestId: string, subscribe: () => Promise<Begun>): Promise<Begun>;
  /** Waits briefly for the last requests. */
  close(): Promise<void>;
}

type Action = { readonly action: "check" | "complete" } | { readonly action: "next"; readonly payload: string };

export function callbacks({ config, clock, log }: CallbacksOptions): Callbacks {
  const { callback, slowClientSeconds } = config;
  const eventMs = slowClientSeconds * 1000;
  /** By origin: one for each allowed origin at most. */
  const connections = new Map<string, Connections>();
  const running = new Set<Promise<void>>();
  let open = 0;

  function connectionsTo({ origin }: URL): Connections {
    const limits = { ...LIMITS, responseTimeoutMs: eventMs };
    const known =
      connections.get(origin) ?? createConnections({ accountId: "", endpoint: new URL(origin), limits }, clock, null);
    connections.set(origin, known);
    return known;
  }

  /** Returns the status of the gateway's answer, 0 for none. Redirects are not followed. */
  async function send({ url, subscriptionId, verifier }: CallbackRequest, what: Action, ms: number): Promise<number> {
    const head = JSON.stringify({ kind: "subscription", action: what.action, id: subscriptionId, verifier });
    const body = what.action === "next" ? `${head.slice(0, -1)},"payload":${what.payload}}` : head;
    const headers = {
      host: url.host,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      ...CALLBACK_HEADERS,
    };
    try {
      const terms = { deadlineAt: clock.now() + ms, signal: new Interruption(), finishesOnceSent: false };
      return (await connectionsTo(url).exchange({ method: "POST", url, headers, body }, terms)).status;
    } catch (error) {
      if (!(error instanceof ExchangeFailure)) throw error;
      log.debug({ err: error, origin: url.origin }, "a gateway did not answer a callback");
      return 0;
    }
  }

  async function run(request: CallbackRequest, requestId: string, subscription: Subscription): Promise<void> {
    let isGone = false;
    let failedChecks = 0;
    const leave = () => {
      isGone = true;
      void subscription.return();
    };
    const check = async () => {
      const status = await send(request, { action: "check" }, SHORT_MS);
      failedChecks = isSuccess(status) ? 0 : failedChecks + 1;
      if (isRefusal(status) || failedChecks >= MOST_FAILED_CHECKS) leave();
    };
    const pulse = request.heartbeatMs > 0 ? setInterval(() => void check(), request.heartbeatMs).unref() : undefined;
    let sent: Promise<unknown> = Promise.resolve();
    for await (const payload of subscription) {
      const sending = sent.then(() => send(request, { action: "next", payload }, eventMs));
      sent = sending;
      await subscription.deliver(payload.length, (hasLeft) => {
        void sending.then((status) => {
          if (!isSuccess(status)) leave();
          hasLeft();
        });
      });
    }
    clearInterval(pulse);
    await sent;
    if (isGone) log.info({ requestId, origin: request.url.origin }, "a gateway no longer receives callbacks");
    else await send(request, { action: "complete" }, SHORT_MS);
  }

  return {
    async begin(request, requestId, subscribe) {
      if (open >= callback.maxStreams)
        throw new Refusal(
          "streams",
          `${open} streams with callbacks are open, the limit of this server (server.subscriptions.callback.maxStreams). Try again shortly.`,
        );
      open += 1;
      let isRunning = false;
      try {
        const begun = await subscribe();
        if ("refused" in begun) return begun;
        if (!isSuccess(await send(request, { action: "check" }, SHORT_MS))) {
          await begun.subscription.return();
          throw new Refusal(
            "callback",
            "`extensions.subscription.callbackUrl` must answer the check with status 204; it did not.",
          );
        }
        isRunning = true;
        const work = run(request, requestId, begun.subscription)
          .catch((err: unknown) => log.error({ err, requestId }, "could not send callbacks"))
          .finally(() => {
            open -= 1;
            running.delete(work);
          });
        running.add(work);
        return begun;
      } finally {
        if (!isRunning) open -= 1;
      }
    },
    async close() {
      await Promise.race([Promise.all(running), clock.sleep(SHORT_MS, undefined, { isIdle: true })]);
      await Promise.all([...connections.values()].map((one) => one.close()));
    },
  };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
/** The gateway no longer knows the subscription. */
const isRefusal = (status: number): boolean => status >= 300 && status < 500;
