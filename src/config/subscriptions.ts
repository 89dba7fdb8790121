import { Flag, Nested, Origins, WholeNumber } from "./fields.js";

/** Subscriptions whose events this server sends to a gateway by requests of its own. */
export class SubscriptionCallbackConfig {
  /** Origins of gateways: https://router.example.com. Nothing is sent anywhere else. Empty: there are no callbacks. */
  @Origins()
  allowedOrigins: string[] = [];

  /** The most streams at the same time. */
  @WholeNumber({ min: 1, max: 100_000 })
  maxStreams = 100;
}

/** Subscriptions: results that arrive as events over one connection. A stream is one running subscription. */
export class SubscriptionsConfig {
  /** Whether they are available. */
  @Flag()
  enabled = true;

  /** The most streams at the same time; further ones are answered 503 with Retry-After. */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxStreams = 1_000;

  /**
   * The most streams of one caller; further ones are answered 429 with Retry-After. A caller is an authenticated one, or
   * else an address: a gateway that passes on no users is one caller.
   */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxStreamsPerCaller = 100;

  /** Seconds after which a stream ends with a message; the client may subscribe again. */
  @WholeNumber({ min: 1, max: 604_800 })
  maxSecondsPerStream = 3_600;

  /**
   * Seconds between two signs of life on a quiet stream. This is also how often a caller's token is checked again: a
   * stream outlives its token by so long at most.
   */
  @WholeNumber({ min: 1, max: 300 })
  heartbeatSeconds = 12;

  /** Seconds for a client to receive one event; then its stream ends with a message. */
  @WholeNumber({ min: 1, max: 300 })
  slowClientSeconds = 10;

  /** The most streams on one WebSocket; with more, it is closed. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxStreamsPerSocket = 50;

  /** Seconds for a client to introduce itself on a new WebSocket (connection_init); then it is closed. */
  @WholeNumber({ min: 1, max: 60 })
  connectionInitSeconds = 5;

  @Nested(() => SubscriptionCallbackConfig)
  callback: SubscriptionCallbackConfig = new SubscriptionCallbackConfig();
}
