import type { ServerLimits } from "../config/server.js";
import { type Client, shareOf } from "./clients.js";
import type { Metrics } from "./metrics.js";
import { Refusal } from "./refusal.js";

/** An operation with a complete request and no answer yet. */
export interface Operation {
  readonly client: Client;
  /** Whether it changes something; false also until its document was read. */
  readonly isChange: boolean;
  /** Answers it before it has ended. */
  cutOff(refusal: Refusal): void;
}

export interface InFlight {
  readonly operations: number;
  /** The number of mutations among the operations. */
  readonly changes: number;
}

export type SlotLimits = Pick<ServerLimits, "maxConcurrentOperations" | "maxConcurrentOperationsPerClient">;

/** Milliseconds for which a full server may have a free slot and still counts as full without interruption. */
const FREE_BETWEEN_MS = 1_000;

/** Counts operations in flight, over all clients and for each, and refuses further ones. */
export class OperationSlots {
  readonly #inFlight = new Set<Operation>();
  readonly #most: number;
  readonly #mostPerClient: number | undefined;
  /** When it became full, and when it last was. */
  #fullSince = Number.NEGATIVE_INFINITY;
  #lastFull = Number.NEGATIVE_INFINITY;
  #whenIdle: (() => void) | undefined;

  constructor(
    limits: SlotLimits,
    readonly metrics: Pick<Metrics, "operationsInFlight">,
  ) {
    this.#most = limits.maxConcurrentOperations;
    this.#mostPerClient = limits.maxConcurrentOperationsPerClient;
  }

  /** @throws Refusal */
  enter(operation: Operation): void {
    const { client } = operation;
    const { size } = this.#inFlight;
    if (size >= this.#most)
      throw new Refusal(
        "operations",
        `${size} operations are in flight, the limit of this server (server.limits.maxConcurrentOperations). Try again shortly.`,
      );
    if (client.operations >= shareOf({ total: this.#most, taken: size }, this.#mostPerClient))
      throw new Refusal(
        "client_operations",
        `You have ${client.operations} operations in flight, the limit for one client (server.limits.maxConcurrentOperationsPerClient). Try again shortly.`,
      );
    this.#inFlight.add(operation);
    client.hold().operations += 1;
    this.metrics.operationsInFlight.inc();
    if (size + 1 === this.#most) this.#noteFull();
  }

  leave(operation: Operation): void {
    if (this.#inFlight.size === this.#most) this.#lastFull = performance.now();
    if (!this.#inFlight.delete(operation)) return;
    operation.client.operations -= 1;
    operation.client.release();
    this.metrics.operationsInFlight.dec();
    if (this.#inFlight.size === 0) this.#whenIdle?.();
  }

  counts(): InFlight {
    const changes = [...this.#inFlight].filter((operation) => operation.isChange).length;
    return { operations: this.#inFlight.size, changes };
  }

  /** The share of the slots that is taken, from 0 to 1. */
  get load(): number {
    return this.#inFlight.size / this.#most;
  }

  /** Milliseconds for which there has been no significant room; 0 when there is. */
  get fullForMs(): number {
    const now = performance.now();
    if (this.#inFlight.size < this.#most && now - this.#lastFull > FREE_BETWEEN_MS) return 0;
    return now - this.#fullSince;
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return this.#inFlight.size === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenIdle = resolve));
  }

  /** Answers all operations in flight before they have ended, with what their callers must know. */
  cutOff(): void {
    for (const operation of this.#inFlight) operation.cutOff(operation.isChange ? CHANGE_CUT_OFF : QUERY_CUT_OFF);
  }

  #noteFull(): void {
    const now = performance.now();
    if (now - this.#lastFull > FREE_BETWEEN_MS) this.#fullSince = now;
    this.#lastFull = now;
  }
}

const QUERY_CUT_OFF = new Refusal(
  "query_cut_off",
  "This server stopped before the operation had finished. Send it again.",
);
const CHANGE_CUT_OFF = new Refusal(
  "change_cut_off",
  "This server stopped before the change had finished. Whether it was made is not known: check before you send it again.",
);
