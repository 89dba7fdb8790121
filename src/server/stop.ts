import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { STOPPING } from "./graphql-route.js";
import type { Logger } from "./log.js";
import type { OperationSlots } from "./operation-slots.js";
import type { RequestBodies } from "./request-bodies.js";
import type { UntakenAnswers } from "./untaken-answers.js";

export interface StopOptions {
  readonly slots: OperationSlots;
  readonly bodies: RequestBodies;
  readonly untaken: UntakenAnswers;
  readonly log: Logger;
  /** Milliseconds for operations in flight. */
  readonly drainMs: number;
  /** Ends all subscriptions, each with a word. */
  stopStreams(): void;
  /** Closes all connections and releases the ports. */
  close(): Promise<void>;
}

/** Milliseconds that clients have for receiving their answers when everything else has ended. */
const TAKING_MS = 3_000;

/** How the server stops: in two steps, of which the second is for those who cannot wait. */
export class Stop {
  #options: StopOptions;
  #stopped: Promise<void> | undefined;
  #hasCutOff = false;
  #isHurried = false;
  #hurry: () => void = () => undefined;
  readonly #hurried = new Promise<void>((resolve) => {
    this.#hurry = resolve;
  });

  constructor(options: StopOptions) {
    this.#options = options;
  }

  /** Resolves when somebody cannot wait. */
  get hurried(): Promise<void> {
    return this.#hurried;
  }

  get isUnderWay(): boolean {
    return this.#stopped !== undefined;
  }

  /** Whether operations were answered before they had ended. */
  get hasCutOff(): boolean {
    return this.#hasCutOff;
  }

  /**
   * Accepts nothing more, waits for operations in flight and for their answers to be received, and closes everything.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#run();
    return this.#stopped;
  }

  /** Ends the waiting of {@link stop}: what is in flight is answered as cut off. */
  cutOff(): Promise<void> {
    this.#options.log.warn(this.#options.slots.counts(), "second signal: cutting off what is in flight");
    this.#isHurried = true;
    this.#hurry();
    return this.stop();
  }

  async #run(): Promise<void> {
    const { slots, bodies, stopStreams, untaken, log, drainMs, close } = this.#options;
    // Incomplete requests are not waited for.
    bodies.refuseAll(STOPPING);
    // Their clients follow elsewhere.
    stopStreams();
    await this.#within(drainMs, slots.idle());
    const left = slots.counts();
    if (left.operations > 0) {
      this.#hasCutOff = true;
      if (!this.#isHurried) log.warn({ drainMs, ...left }, "operations are still in flight; cutting them off");
      slots.cutOff();
    }
    // By then the answers to the last operations have been given, and counted until they are received.
    await nextTurn();
    if (left.operations === 0) await this.#within(TAKING_MS, untaken.idle());
    await close();
  }

  /** Waits, but no longer than this, and not at all in a hurry. */
  async #within(ms: number, work: Promise<void>): Promise<void> {
    const bound = new AbortController();
    const tooLate = delay(ms, undefined, { signal: bound.signal }).catch(() => undefined);
    await Promise.race([work, tooLate, this.#hurried]);
    bound.abort();
  }
}
