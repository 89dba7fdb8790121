import type { ServerLimits } from "../config/server.js";
import { type Client, shareOf } from "./clients.js";
import type { Metrics } from "./metrics.js";
import { Refusal } from "./refusal.js";

/** An operation whose request is whole and whose answer is not there yet. */
export interface Operation {
  readonly client: Client;
  /** Whether it changes something; false also as long as its document was not read. */
  readonly isChange: boolean;
  /** Answers it before it has ended. */
  cutOff(refusal: Refusal): void;
}

export interface InFlight {
  readonly operations: number;
  /** Those of the operations that are mutations. */
  readonly changes: number;
}

export type SlotLimits = Pick<ServerLimits, "maxConcurrentOperations" | "maxConcurrentOperationsPerClient">;

/** A full server counts as full until so much of its slots is free again: one slot more or less does not make a difference. */
const RESUMES_AT = 0.75;

/** Counts operations at work, over all clients and for each, and turns further ones away. */
export class OperationSlots {
  readonly #inFlight = new Set<Operation>();
  readonly #most: number;
  readonly #mostPerClient: number;
  #fullSince: number | null = null;
  #whenIdle: (() => void) | undefined;

  constructor(
    limits: SlotLimits,
    readonly metrics: Pick<Metrics, "operationsInFlight">,
  ) {
    this.#most = limits.maxConcurrentOperations;
    this.#mostPerClient = shareOf(this.#most, limits.maxConcurrentOperationsPerClient);
  }

  /** @throws Refusal */
  enter(operation: Operation): void {
    const { client } = operation;
    const size = this.#inFlight.size;
    if (size >= this.#most)
      throw new Refusal(
        "operations",
        `${size} operations are in flight, as many as this server takes at once. Try again shortly.`,
      );
    if (client.operations >= this.#mostPerClient)
      throw new Refusal(
        "client_operations",
        `${client.operations} operations of yours are in flight, as many as one client may have. Try again shortly.`,
      );
    this.#inFlight.add(operation);
    client.hold().operations += 1;
    this.metrics.operationsInFlight.inc();
    if (size + 1 === this.#most) this.#fullSince ??= performance.now();
  }

  leave(operation: Operation): void {
    if (!this.#inFlight.delete(operation)) return;
    operation.client.operations -= 1;
    operation.client.release();
    this.metrics.operationsInFlight.dec();
    if (this.#inFlight.size <= this.#most * RESUMES_AT) this.#fullSince = null;
    if (this.#inFlight.size === 0) this.#whenIdle?.();
  }

  counts(): InFlight {
    const changes = [...this.#inFlight].filter((operation) => operation.isChange).length;
    return { operations: this.#inFlight.size, changes };
  }

  /** Milliseconds for which the server has been full, a little room now and then not counted. */
  fullForMs(): number | null {
    return this.#fullSince === null ? null : performance.now() - this.#fullSince;
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return this.#inFlight.size === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenIdle = resolve));
  }

  /** Answers all that is in flight before it has ended, with what its caller has to know. */
  cutOff(): void {
    for (const operation of this.#inFlight) operation.cutOff(operation.isChange ? CHANGE_CUT_OFF : QUERY_CUT_OFF);
  }
}

const QUERY_CUT_OFF = new Refusal(
  "query_cut_off",
  "This server had to stop before this operation had ended. Send it to another one.",
);
const CHANGE_CUT_OFF = new Refusal(
  "change_cut_off",
  "This server had to stop before this change had ended. It is not known whether it was made: look before you send it again.",
);
