import { nextTurn } from "../../transport/clock.js";

/** Events that are executed in one turn: about as many milliseconds. */
const IN_ONE_GO = 16;

/**
 * Spreads the events of many streams over many turns. One difference may be an event for a thousand streams; executed
 * in one turn, these would delay all other requests by a second.
 */
export class EventTurns {
  #left = IN_ONE_GO;
  #next: Promise<void> | null = null;

  /** Resolves when an event may be executed, in the order of the calls. */
  async take(): Promise<void> {
    while (this.#left === 0) await this.#next;
    this.#left -= 1;
    this.#next ??= nextTurn().then(() => {
      this.#left = IN_ONE_GO;
      this.#next = null;
    });
  }
}
