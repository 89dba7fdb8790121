import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ServerLimits } from "../config/server.js";
import type { Client } from "./clients.js";
import type { Metrics } from "./metrics.js";

export type AnswerLimits = Pick<ServerLimits, "answerTimeoutMs" | "maxUntakenAnswerBytes">;

/**
 * The share of one client. Beyond it the client's older answers are dropped, so that there is always room for the next
 * client's answer.
 */
const SHARE = 0.75;

interface UntakenAnswer {
  readonly socket: Socket;
  readonly client: Client;
  readonly bytes: number;
  readonly timer: NodeJS.Timeout;
}

/** Watches answers that their clients have not received yet: for a limited time, and a limited number of bytes. */
export class UntakenAnswers {
  /** In the order in which they were written, as in each group. */
  readonly #waiting = new Set<UntakenAnswer>();
  readonly #byClient = new Groups<Client, UntakenAnswer>();
  readonly #bySocket = new Groups<Socket, UntakenAnswer>();
  readonly #watched = new WeakSet<Socket>();
  readonly #mostPerClient: number;
  #bytes = 0;
  #whenIdle: (() => void) | undefined;

  constructor(
    readonly limits: AnswerLimits,
    readonly metrics: Pick<Metrics, "untakenAnswerBytes" | "answersCutOff">,
  ) {
    this.#mostPerClient = Math.ceil(limits.maxUntakenAnswerBytes * SHARE);
  }

  /** Must be called when a complete answer was written. Most have been sent by then. */
  watch(response: ServerResponse, client: Client): void {
    const bytes = response.writableLength;
    const { socket } = response.req;
    if (bytes === 0 || socket.destroyed) return;
    const timer = setTimeout(() => this.#cutOff(answer), this.limits.answerTimeoutMs);
    const answer: UntakenAnswer = { socket, client: client.hold(), bytes, timer };
    this.#waiting.add(answer);
    const own = this.#byClient.add(client, answer);
    this.#bySocket.add(socket, answer);
    this.#count(client, bytes);
    response.once("finish", () => this.#forget(answer));
    this.#watch(socket);
    // The newest one has had no time to be received yet, so it stays, however large it is.
    while (client.untakenAnswerBytes > this.#mostPerClient && own.size > 1) this.#cutOff(oldest(own));
    while (this.#bytes > this.limits.maxUntakenAnswerBytes && this.#waiting.size > 1)
      this.#cutOff(oldest(this.#waiting));
  }

  /** Resolves when all answers were received or cut off. */
  idle(): Promise<void> {
    return this.#waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenIdle = resolve));
  }

  #count(client: Client, bytes: number): void {
    this.#bytes += bytes;
    client.untakenAnswerBytes += bytes;
    this.metrics.untakenAnswerBytes.set(this.#bytes);
  }

  /** Node does not report that a connection was closed for answers that wait behind others. */
  #watch(socket: Socket): void {
    if (this.#watched.has(socket)) return;
    this.#watched.add(socket);
    socket.once("close", () => {
      for (const answer of this.#bySocket.of(socket)) this.#forget(answer);
    });
  }

  #cutOff({ socket }: UntakenAnswer): void {
    for (const answer of this.#bySocket.of(socket)) {
      this.metrics.answersCutOff.inc();
      this.#forget(answer);
    }
    socket.destroy();
  }

  #forget(answer: UntakenAnswer): void {
    if (!this.#waiting.delete(answer)) return;
    const { client, socket, bytes, timer } = answer;
    clearTimeout(timer);
    this.#byClient.delete(client, answer);
    this.#bySocket.delete(socket, answer);
    this.#count(client, -bytes);
    client.release();
    if (this.#waiting.size === 0) this.#whenIdle?.();
  }
}

/** Sets by key; empty sets are removed. */
class Groups<K, V> {
  readonly #groups = new Map<K, Set<V>>();

  of(key: K): ReadonlySet<V> {
    return this.#groups.get(key) ?? new Set();
  }

  add(key: K, value: V): ReadonlySet<V> {
    const group = this.#groups.get(key) ?? new Set();
    this.#groups.set(key, group.add(value));
    return group;
  }

  delete(key: K, value: V): void {
    const group = this.#groups.get(key);
    group?.delete(value);
    if (group?.size === 0) this.#groups.delete(key);
  }
}

/** The one that was added first to a set that is not empty. */
function oldest<T>(values: ReadonlySet<T>): T {
  return values.values().next().value as T;
}
