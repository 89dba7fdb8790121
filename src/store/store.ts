import type { Journal } from "./journal.js";
import type { SeenStore } from "./seen.js";

/** What is kept beyond a request, and which processes share it. */
export interface Store {
  readonly journal: Journal;
  readonly seen: SeenStore;
  /** For people; contains no secret. */
  readonly place: string;
  /** Whether its content ends with this process. */
  readonly isInMemory: boolean;
  /** Why nothing can be written at the moment, in words; null when it can. */
  trouble(): string | null;
  /**
   * Takes no more changes on, and waits for those in the background that are being made, but for so long only.
   * @param ms milliseconds
   * @param hurried resolves when nobody is to be waited for any more
   */
  drain(ms: number, hurried?: Promise<void>): Promise<void>;
  /** Closes it. Changes that are not at their end are left to other processes, or to the next start, with all that is known. */
  close(): Promise<void>;
}
