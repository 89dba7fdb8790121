import type { FormattedExecutionResult } from "graphql";
import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import { Refusal } from "../refusal.js";
import { lastWords, type StreamEnd } from "./stream-end.js";

/** The result of one event, as JSON. */
export interface Executed {
  readonly text: string;
  /** Whether it was refused before it was executed. */
  readonly isRefused: boolean;
}

export interface SubscriptionOptions {
  /** The source of its events. */
  readonly source: AsyncIterator<unknown>;
  readonly limits: Pick<SubscriptionsConfig, "maxSecondsPerStream" | "slowClientSeconds">;
  /** Authenticates the caller again. @throws Refusal */
  verify(): Promise<unknown>;
  /** Executes the document for one event. @throws Refusal when the caller is no longer authenticated */
  execute(event: unknown): Promise<Executed>;
  /** Returns the result for an error of the source or of this program. */
  failed(error: unknown): FormattedExecutionResult;
  /** Records the bytes that the client has not received yet. */
  pending(subscription: Subscription, bytes: number): void;
  /** Called once, when nothing more is taken from the source. */
  onEnd(reason: StreamEnd): void;
}

/** A result, or the end of the subscription if that came first. */
type Outcome<T> = { readonly value: T } | { readonly error: unknown } | "over";
const OVER = { done: true, value: undefined } as const;

/**
 * One running subscription: the results of its events as JSON, and at the end, unless the client ended it, a result
 * that says why. The next event is taken from the source when the transport requests it, after the client has received
 * the last one.
 */
export class Subscription implements AsyncIterableIterator<string> {
  /** Bytes of the event that its client has not received yet. */
  pendingBytes = 0;
  readonly #startedAt = performance.now();
  readonly #options: SubscriptionOptions;
  #waiting: ((over: "over") => void) | null = null;
  #received: (() => void) | null = null;
  #hasEnded = false;
  #lastWord: FormattedExecutionResult | null = null;
  #isVerifying = false;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    const { source, execute } = this.#options;
    const event = await this.#unlessOver(() => source.next());
    if (event === "over" || "error" in event) return this.#over(event);
    if (event.value.done) {
      this.#end("completed");
      return OVER;
    }
    const executed = await this.#unlessOver(() => execute(event.value.value));
    if (executed === "over" || "error" in executed) return this.#over(executed);
    const { text, isRefused } = executed.value;
    // Further events would be refused as well.
    if (isRefused) this.#end("refused");
    return { done: false, value: text };
  }

  /**
   * Writes an event and waits, for a limited time, until the client has received it. Does not wait for what is written
   * after the end.
   * @param write calls its argument when the event has left the process
   */
  async deliver(bytes: number, write: (hasLeft: () => void) => void): Promise<void> {
    const { limits, pending } = this.#options;
    if (!this.#hasEnded) pending(this, bytes);
    if (this.#hasEnded) {
      write(() => undefined);
    } else {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => this.cutOff(), limits.slowClientSeconds * 1000);
        this.#received = () => {
          clearTimeout(timer);
          resolve();
        };
        write(this.#received);
      });
    }
    pending(this, 0);
  }

  /** Called when the client has ended it or has disconnected. */
  async return(): Promise<IteratorResult<string, undefined>> {
    this.#end("client");
    return OVER;
  }

  /** Ends it because the server stops. */
  stop(): void {
    this.#end("stopping", lastWords.stopping());
  }

  /** Ends it because its client does not receive its events. */
  cutOff(): void {
    this.#end("slow", lastWords.slow(this.#options.limits));
  }

  /** Ends it if it is too old, or if its caller is no longer authenticated. */
  async check(): Promise<void> {
    const { limits, verify } = this.#options;
    if (performance.now() - this.#startedAt >= limits.maxSecondsPerStream * 1000)
      this.#end("age", lastWords.age(limits));
    if (this.#hasEnded || this.#isVerifying) return;
    this.#isVerifying = true;
    await verify().catch((error: unknown) => this.#fail(error));
    this.#isVerifying = false;
  }

  #unlessOver<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    if (this.#hasEnded) return Promise.resolve("over");
    return new Promise((resolve) => {
      this.#waiting = resolve;
      work().then(
        (value) => resolve({ value }),
        (error: unknown) => resolve({ error }),
      );
    });
  }

  #fail(error: unknown): void {
    if (error instanceof Refusal) this.#end("unauthenticated", lastWords.refusal(error));
    else if (!this.#hasEnded) this.#end("failed", this.#options.failed(error));
  }

  /** Takes no more events from the source. The first reason counts. */
  #end(reason: StreamEnd, lastWord: FormattedExecutionResult | null = null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#lastWord = lastWord;
    this.#waiting?.("over");
    this.#received?.();
    // How long it takes, or whether it fails, no longer matters.
    void Promise.resolve(this.#options.source.return?.()).catch(() => undefined);
    this.#options.onEnd(reason);
  }

  #over(outcome: { readonly error: unknown } | "over"): IteratorResult<string, undefined> {
    if (outcome !== "over") this.#fail(outcome.error);
    const word = this.#lastWord;
    this.#lastWord = null;
    return word ? { done: false, value: JSON.stringify(word) } : OVER;
  }
}
