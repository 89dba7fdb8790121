import type { ServerLimits } from "../../config/server.js";
import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import type { Metrics, TRANSPORTS } from "../metrics.js";
import { Refusal } from "../refusal.js";
import type { StreamEnd } from "./stream-end.js";
import type { Subscription } from "./subscription.js";

export type Transport = (typeof TRANSPORTS)[number];

/** A slot for one stream, from before the first event until after the last one. */
export interface Place {
  /** Must be called when the subscription is running. */
  hold(subscription: Subscription): void;
  /** Must be called when it has ended or failed to start. */
  leave(reason: StreamEnd | null): void;
}

export interface OpenStreamsOptions {
  readonly config: SubscriptionsConfig;
  readonly limits: Pick<ServerLimits, "maxUntakenAnswerBytes">;
  readonly metrics: Pick<Metrics, "streams" | "streamsEnded">;
}

/** Counts streams in total and for each caller, refuses those beyond the limits, and supervises the open ones. */
export class OpenStreams {
  readonly #options: OpenStreamsOptions;
  readonly #running = new Set<Subscription>();
  readonly #byCaller = new Map<string, number>();
  #count = 0;
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: OpenStreamsOptions) {
    this.#options = options;
  }

  /** @throws Refusal */
  enter(caller: string, transport: Transport): Place {
    const { config, metrics } = this.#options;
    const own = this.#byCaller.get(caller) ?? 0;
    if (this.#count >= config.maxStreams)
      throw new Refusal(
        "streams",
        `${this.#count} streams are open, the limit of this server (server.subscriptions.maxStreams). Try again shortly.`,
      );
    if (own >= config.maxStreamsPerCaller)
      throw new Refusal(
        "caller_streams",
        `You have ${own} open streams, the limit for one caller (server.subscriptions.maxStreamsPerCaller). End some first.`,
      );
    this.#count += 1;
    this.#byCaller.set(caller, own + 1);
    metrics.streams.inc({ transport });
    let held: Subscription | undefined;
    let hasLeft = false;
    return {
      hold: (subscription) => {
        held = subscription;
        this.#running.add(subscription);
        this.#timer ??= setInterval(() => this.#look(), config.heartbeatSeconds * 1000).unref();
      },
      leave: (reason) => {
        if (hasLeft) return;
        hasLeft = true;
        metrics.streams.dec({ transport });
        if (reason) metrics.streamsEnded.inc({ transport, reason });
        if (held) this.#running.delete(held);
        const left = this.#byCaller.get(caller)! - 1;
        if (left > 0) this.#byCaller.set(caller, left);
        else this.#byCaller.delete(caller);
        this.#count -= 1;
        if (this.#count > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
      },
    };
  }

  /**
   * Records the bytes that a stream's client has not received. When the total is too large, disconnects the client with
   * the most, except for this one, which has had no time to receive them.
   */
  pending(subscription: Subscription, bytes: number): void {
    this.#pendingBytes += bytes - subscription.pendingBytes;
    subscription.pendingBytes = bytes;
    if (bytes === 0 || this.#pendingBytes <= this.#options.limits.maxUntakenAnswerBytes) return;
    const others = [...this.#running].filter((other) => other !== subscription && other.pendingBytes > 0);
    others.sort((one, other) => other.pendingBytes - one.pendingBytes)[0]?.cutOff();
  }

  /** Ends all streams, each with a message. */
  stop(): void {
    for (const subscription of this.#running) subscription.stop();
  }

  #look(): void {
    for (const subscription of this.#running) void subscription.check();
  }
}
