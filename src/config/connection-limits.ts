import { Optional, WholeNumber } from "./fields.js";

/**
 * What clients may use of the server besides operations: connections, incomplete requests, and answers that are not
 * received. A client is an address, or the /64 network of an IPv6 address; see trustedProxies.
 */
export class ConnectionLimits {
  /** Connections at the same time; further ones are answered 503 and closed. Needs as many file descriptors. */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxConnections = 8_192;

  /** Connections of one client; further ones are answered 429 and closed. Default: three times as many as are free. */
  @Optional()
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxConnectionsPerClient?: number;

  /**
   * Milliseconds after which a connection without a request is closed. Longer than gateways and load balancers keep one
   * (60 s is common), so that they close it first: a request on a connection that is being closed gets no answer.
   */
  @WholeNumber({ min: 100, max: 3_600_000 })
  idleConnectionMs = 75_000;

  /** Milliseconds for the headers of a request to arrive; on a new connection, from its opening. Then 408. */
  @WholeNumber({ min: 50, max: 600_000 })
  headersTimeoutMs = 10_000;

  /** Milliseconds from a request's headers to its complete body. Then 408. */
  @WholeNumber({ min: 50, max: 600_000 })
  bodyTimeoutMs = 10_000;

  /**
   * Bytes of incomplete bodies, over all clients; one client may have three times what is free. Further ones are
   * answered 503 (429). The first 16 KiB of a body do not count, so that small requests always get in.
   */
  @WholeNumber({ min: 64 * 1024, max: 16 * 1024 * 1024 * 1024 })
  maxPendingBodyBytes = 64 * 1024 * 1024;

  /** Milliseconds for a client to receive an answer; then the connection is closed. */
  @WholeNumber({ min: 50, max: 3_600_000 })
  answerTimeoutMs = 60_000;

  /**
   * Bytes of answers that clients have not received yet. Above this, the connection with the oldest such answer of the
   * client that has most of them is closed.
   */
  @WholeNumber({ min: 64 * 1024, max: 16 * 1024 * 1024 * 1024 })
  maxUntakenAnswerBytes = 64 * 1024 * 1024;
}
