import { clientKey } from "./client-address.js";

/** What one client is using. */
export class Client {
  connections = 0;
  /** Connections beyond the limits. */
  spareConnections = 0;
  operations = 0;
  pendingBodyBytes = 0;
  untakenAnswerBytes = 0;
  #holders = 0;

  constructor(
    readonly key: string,
    readonly known: Map<string, Client>,
  ) {}

  /** Keeps the client registered until it is released as often as held. */
  hold(): this {
    this.#holders += 1;
    return this;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.known.delete(this.key);
  }
}

/** The active clients; idle ones are forgotten. */
export class Clients {
  readonly #known = new Map<string, Client>();

  get size(): number {
    return this.#known.size;
  }

  /** The client at an address, held until it is released. */
  at(address: string): Client {
    const key = clientKey(address);
    const known = this.#known.get(key);
    if (known) return known.hold();
    const client = new Client(key, this.#known);
    this.#known.set(key, client);
    return client.hold();
  }
}

/**
 * One client may have three quarters of everything, two have three sevenths each, so that something stays free for the
 * next one.
 */
const TIMES_WHAT_IS_FREE = 3;

/**
 * How much one client may have: the configured number, or three times what is free. Even a few greedy clients never
 * take everything.
 */
export function shareOf(
  { total, taken }: { readonly total: number; readonly taken: number },
  configured?: number | null,
): number {
  return configured ?? TIMES_WHAT_IS_FREE * (total - taken);
}
