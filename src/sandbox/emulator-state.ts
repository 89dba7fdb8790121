import type { EmulatorContext } from "./sandbox-cloud.js";
import { Collection } from "./store.js";

/** What one emulator keeps: its collections, and how many ids it has given away. */
export class EmulatorState {
  /** By the names under which tests and the control endpoint see them. */
  readonly collections: Record<string, Collection<unknown>> = {};
  #given = 0;

  constructor(readonly context: EmulatorContext) {}

  protected collection<T>(name: string, groupOf?: (value: T) => string): Collection<T> {
    const made = new Collection<T>(groupOf);
    this.collections[name] = made as Collection<unknown>;
    return made;
  }

  /** For ids that are the same in the same order after every start: 1, 2, 3 … */
  protected nextNumber(): number {
    this.#given += 1;
    return this.#given;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.context.clock.now();
  }

  /** Nothing is there any more, and ids begin anew. */
  clear(): void {
    for (const collection of Object.values(this.collections)) collection.clear();
    this.#given = 0;
  }
}
