import { type Client, shareOf } from "./clients.js";
import type { Metrics } from "./metrics.js";
import { Refusal } from "./refusal.js";

/** The memory for incomplete request bodies, over all clients and for each. */
export class BodyRoom {
  #bytes = 0;

  constructor(
    readonly most: number,
    readonly metrics: Pick<Metrics, "pendingBodyBytes">,
  ) {}

  /** Reserves this many more bytes. Returns the refusal if they do not fit. */
  take(client: Client, bytes: number): Refusal | null {
    if (this.#bytes + bytes > this.most)
      return new Refusal(
        "body_room",
        `Request bodies in transit hold ${this.#bytes} bytes; at most ${this.most} are allowed (server.limits.maxPendingBodyBytes). Try again shortly.`,
      );
    const share = shareOf({ total: this.most, taken: this.#bytes + bytes });
    if (client.pendingBodyBytes + bytes > share)
      return new Refusal(
        "client_body_room",
        `Your request bodies in transit hold ${client.pendingBodyBytes} bytes; at most ${share} are allowed for one client now. Try again shortly.`,
      );
    this.#count(client, bytes);
    return null;
  }

  giveBack(client: Client, bytes: number): void {
    this.#count(client, -bytes);
  }

  #count(client: Client, bytes: number): void {
    this.#bytes += bytes;
    client.pendingBodyBytes += bytes;
    this.metrics.pendingBodyBytes.set(this.#bytes);
  }
}
