import { GraphQLError } from "graphql";

/** The most objects that wait for a client to take their events. */
const MOST = 1_000;

/** The end of a stream whose client may subscribe again. */
export class StreamEnded extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: "STREAM_ENDED", isRetryable: true } });
  }
}

/** What an event tells: a value, or why there is none. */
export type Told<T> = { readonly value: T } | { readonly error: unknown };

type Next<T> = (result: IteratorResult<Told<T>, undefined>) => void;

/**
 * Events that wait to be taken: of each object, only the newest. What nobody takes does not grow without end: then the
 * queue ends, and says so.
 */
export class EventQueue<T> implements AsyncIterableIterator<Told<T>> {
  readonly #waiting = new Map<string, Told<T>>();
  #takers: Next<T>[] = [];
  #isClosed = false;

  /** @param onEnd called once, when nothing more will be taken in */
  constructor(private readonly onEnd: () => void) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @param name of the object that it is about; a newer event takes the place of an older one */
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

  /** Takes in nothing more. What waits is still to be taken, and the reason behind it. */
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
