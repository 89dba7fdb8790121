import { GraphQLError } from "graphql";

/** Maximum number of objects with an event that waits for the client. */
const MOST = 1_000;

/** Ends a stream whose client may subscribe again. */
export class StreamEnded extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: "STREAM_ENDED", isRetryable: true } });
  }
}

/** The content of an event: a value, or why there is none. */
export type Told<T> = { readonly value: T } | { readonly error: unknown };

type Next<T> = (result: IteratorResult<Told<T>, undefined>) => void;

/**
 * Events that wait for the client, only the newest of each object. A queue that exceeds its limit ends with an error
 * that says so.
 */
export class EventQueue<T> implements AsyncIterableIterator<Told<T>> {
  readonly #waiting = new Map<string, Told<T>>();
  #takers: Next<T>[] = [];
  #isClosed = false;

  /** @param onEnd called once, when the queue accepts no more events */
  constructor(private readonly onEnd: () => void) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @param name of the event's object; a newer event replaces an older one */
  put(name: string, told: Told<T>): void {
    if (this.#isClosed) return;
    this.#offer(name, told);
    if (this.#waiting.size <= MOST) return;
    this.#waiting.clear();
    this.end(
      new StreamEnded(
        `More than ${MOST.toLocaleString("en-US")} objects have changed since the client received its last event. Subscribe again, then read what you need.`,
      ),
    );
  }

  /** Accepts no more events. Waiting events can still be taken, and after them the reason. */
  end(error: unknown): void {
    if (this.#isClosed) return;
    this.#offer("", { error });
    this.#close();
  }

  #offer(name: string, told: Told<T>): void {
    const taker = this.#takers.shift();
    if (taker) taker({ done: false, value: told });
    else this.#waiting.set(name, told);
  }

  async next(): Promise<IteratorResult<Told<T>, undefined>> {
    const [first] = this.#waiting;
    if (first) {
      this.#waiting.delete(first[0]);
      return { done: false, value: first[1] };
    }
    if (this.#isClosed) return OVER;
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  async return(): Promise<IteratorResult<Told<T>, undefined>> {
    this.#waiting.clear();
    this.#close();
    return OVER;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const taker of this.#takers.splice(0)) taker(OVER);
    this.onEnd();
  }
}

const OVER = { done: true, value: undefined } as const;
