import type { EmulatorContext } from "./sandbox-cloud.js";
import { Collection } from "./store.js";

/** State of one emulator: its collections, and how many ids it has issued. */
export class EmulatorState {
  /** Collections by the names that tests and the control endpoint use. */
  readonly collections: Record<string, Collection<unknown>> = {};
  #given = 0;

  constructor(readonly context: EmulatorContext) {}

  protected collection<T>(name: string, groupOf?: (value: T) => string): Collection<T> {
    const made = new Collection<T>(groupOf);
    this.collections[name] = made as Collection<unknown>;
    return made;
  }

  /** Returns 1, 2, 3 …, so that ids are the same in the same order after every start. */
  protected nextNumber(): number {
    this.#given += 1;
    return this.#given;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.context.clock.now();
  }

  /** Removes all objects, and restarts ids at 1. */
  clear(): void {
    for (const collection of Object.values(this.collections)) collection.clear();
    this.#given = 0;
  }
}
