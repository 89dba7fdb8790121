import { Flag, Nested, Origins, WholeNumber } from "./fields.js";

/** Subscriptions whose events this server sends to a gateway in requests to the gateway. */
export class SubscriptionCallbackConfig {
  /** Origins of gateways, for example https://router.example.com. Events are sent nowhere else. Empty: no callbacks. */
  @Origins()
  allowedOrigins: string[] = [];

  /** Maximum number of open streams. */
  @WholeNumber({ min: 1, max: 100_000 })
  maxStreams = 100;
}

/** Subscriptions: results that arrive as events over one connection. A stream is one running subscription. */
export class SubscriptionsConfig {
  /** Whether subscriptions are available. */
  @Flag()
  enabled = true;

  /** Maximum number of open streams; further ones are answered 503 with Retry-After. */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxStreams = 1_000;

  /**
   * Maximum number of open streams of one caller; further ones are answered 429 with Retry-After. A caller is an
   * authenticated one, or else an address: a gateway that forwards no users is one caller.
   */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxStreamsPerCaller = 100;

  /** Seconds after which a stream ends with a message; the client may subscribe again. */
  @WholeNumber({ min: 1, max: 604_800 })
  maxSecondsPerStream = 3_600;

  /**
   * Seconds between two heartbeats on a quiet stream. The caller's token is checked again as often: a stream outlives its
   * token by at most this long.
   */
  @WholeNumber({ min: 1, max: 300 })
  heartbeatSeconds = 12;

  /** Seconds for a client to receive one event; after that, its stream ends with a message. */
  @WholeNumber({ min: 1, max: 300 })
  slowClientSeconds = 10;

  /** Maximum number of streams on one WebSocket; with more, the WebSocket is closed. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxStreamsPerSocket = 50;

  /** Seconds for a client to send connection_init on a new WebSocket; after that, the WebSocket is closed. */
  @WholeNumber({ min: 1, max: 60 })
  connectionInitSeconds = 5;

  @Nested(() => SubscriptionCallbackConfig)
  callback: SubscriptionCallbackConfig = new SubscriptionCallbackConfig();
}
